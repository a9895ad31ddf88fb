//! The invariants of `ARCHITECTURE.md`, one test each, held by reading the source and asking Cargo.
//!
//! These find slips, not malice: a name that is spelled out where it must not stand. Each failure names file and line.

#[path = "architecture/manifests.rs"]
mod manifests;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use rules::{deriving, finds, hold, logged_secrets, named, printing, server_only, store_calls};
use source::Source;

/// 1. `shared` uses nothing of ours, no runtime, no sockets, no files, no clock, and writes no log.
#[test]
fn shared_stands_alone() {
    const ABSENT: [&str; 17] = [
        "SystemTime",
        "Instant",
        "js_sys",
        "web_sys",
        "tokio",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "ToSocketAddrs",
        "fs::",
        "env::",
        "process::",
        "thread::",
        "stdin",
        "println",
        "eprintln",
        "tracing",
    ];
    let sources = Source::below(&root(), "shared/src");
    hold("is out of place in shared/, which does no I/O and has no clock", finds(&sources, &ABSENT, &[]));

    let uses = dependencies("sealpost-shared");
    let ours: BTreeSet<String> = members().into_keys().collect();
    assert!(uses.is_disjoint(&ours), "sealpost-shared depends on a package of ours: {uses:?}");
    assert!(!uses.contains("tokio"), "sealpost-shared depends on tokio");
}

/// 1, the other half: an engine uses what is above it and nothing else of ours.
#[test]
fn engines_use_only_what_is_above_them() {
    let ours: BTreeSet<String> = members().into_keys().collect();
    let above = [
        ("sealpost-words", &["sealpost-shared"][..]),
        ("sealpost-net", &["sealpost-shared"]),
        ("sealpost-audit", &["sealpost-shared"]),
        ("sealpost-probe", &["sealpost-net", "sealpost-shared", "sealpost-words"]),
        ("sealpost-core", &["sealpost-audit", "sealpost-net", "sealpost-probe", "sealpost-shared"]),
        ("sealpost-store-postgres", &["sealpost-core", "sealpost-shared"]),
        ("sealpost-store-sqlite", &["sealpost-core", "sealpost-shared"]),
        (
            "sealpost-web",
            &["sealpost-core", "sealpost-net", "sealpost-probe", "sealpost-shared", "sealpost-words"],
        ),
        (
            "sealpost-sandbox",
            &["sealpost-core", "sealpost-probe", "sealpost-shared", "sealpost-web", "sealpost-words"],
        ),
    ];
    for (engine, above) in above {
        let uses: Vec<String> = dependencies(engine).intersection(&ours).cloned().collect();
        assert_eq!(uses, above, "{engine}");
    }
}

/// 2. `frontend` and `backend` never use each other.
#[test]
fn browser_and_server_meet_only_in_shared() {
    for page in ["frontend", "blind"] {
        assert!(!dependencies(page).contains("sealpost"), "{page} depends on the server");
        assert!(!dependencies("sealpost").contains(page), "the server depends on {page}");
    }
    assert!(!dependencies("frontend").contains("blind"), "the pages load the blind check with themselves");
}

/// 3. SQL and HTTP have their crates: nobody else can name what they are made of.
#[test]
fn sql_and_http_stay_in_their_crates() {
    let users: [(&str, &[&str]); 3] = [
        ("sqlx", &["sealpost-store-postgres", "sealpost-store-sqlite"]),
        ("axum", &["sealpost-sandbox", "sealpost-web"]),
        ("lettre", &["sealpost-net"]),
    ];
    for (package, users) in users {
        let all = members().into_iter().filter(|(_, uses)| uses.contains(package));
        let found: Vec<String> = all.map(|(name, _)| name).collect();
        assert_eq!(found, users, "who depends on {package}");
    }
}

/// 4. Only `net` opens sockets; `serve` and the sandbox listen; our own mail and our own API have one client each.
#[test]
fn sockets_leave_only_through_net() {
    let rules: [(&[&str], &[&str]); 6] = [
        (&["lookup_host", "ToSocketAddrs", "to_socket_addrs", "TcpSocket", "UnixStream"], &["net"]),
        (&["UdpSocket"], &["net", "sandbox"]),
        // What comes in is a stream too.
        (&["TcpStream"], &["net", "web/src/serve", "sandbox", "probe/src/provider"]),
        // The store connects to its database, in words that are not a socket's.
        (&["connect(", "connect_timeout("], &["net", "store-postgres", "store-sqlite"]),
        (
            &["TcpListener", "UnixListener"],
            &["cli/src/serve", "web/src/serve", "sandbox", "probe/src/provider", "net/src/inbox"],
        ),
        (&["ureq"], &["cli/src/api"]),
    ];
    let backend = Source::below(&root(), "backend");
    for (patterns, rooms) in rules {
        let rooms: Vec<String> = rooms.iter().map(|room| format!("backend/{room}")).collect();
        let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
        hold(&format!("stands only in {}", rooms.join(", ")), finds(&backend, patterns, &rooms));
    }
}

/// 4, beside it: what the program writes to a terminal goes through its one printer, which lets nothing steer it.
#[test]
fn the_terminal_is_written_to_only_by_the_printer() {
    const WAYS: [&str; 9] =
        ["println!", "print!", "eprintln!", "eprint!", "dbg!", "stdout", "stderr", "rpassword", "/dev/tty"];
    let backend = Source::below(&root(), "backend");
    // A test's server writes to a log of its own.
    let rooms = ["backend/cli/src/printer", "backend/web/build", "backend/store-postgres/src/testing"];
    let found = finds(&backend, &WAYS, &rooms);
    hold("writes past backend/cli/src/printer.rs", found);
    let printer = Source::below(&root(), "backend/cli/src/printer.rs");
    assert!(!finds(&printer, &["stdout", "stderr"], &[]).is_empty(), "the printer is where it was");
}

/// 5. Routes ask the journey, never the store behind it.
#[test]
fn routes_reach_the_store_only_through_the_journey() {
    let routes = Source::below(&root(), "backend/web/src/routes");
    hold("calls the store, and a route asks the journey for that", store_calls(&routes));
}

/// 6. The pages fetch only in `api.rs`.
#[test]
fn pages_fetch_only_in_one_place() {
    const WAYS: [&str; 7] = [
        "gloo_net",
        "WebSocket",
        "XmlHttpRequest",
        "EventSource",
        "fetch_with_str",
        "fetch_with_request",
        "Worker",
    ];
    let pages = Source::below(&root(), "frontend/src");
    let pages = finds(&pages, &WAYS, &["frontend/src/api"]);
    // What the blind check hears and says goes through the page; it calls itself by its browser's name.
    let blind = Source::below(&root(), "frontend/blind/src");
    let blind = finds(&blind, &WAYS[..6], &[]);
    hold("stands only in frontend/src/api.rs", pages.into_iter().chain(blind).collect());
}

/// 6, beside it: no page makes markup or code of a text.
#[test]
fn pages_make_no_markup_of_texts() {
    const WAYS: [&str; 8] = [
        "inner_html",
        "outer_html",
        "set_inner_html",
        "set_outer_html",
        "insert_adjacent_html",
        "from_html_unchecked",
        "eval",
        "new_no_args",
    ];
    let pages = Source::below(&root(), "frontend/src");
    hold("makes markup or code of a text", finds(&pages, &WAYS, &[]));
}

/// 7. Nothing that only a server needs is in what a browser loads.
#[test]
fn the_pages_carry_nothing_of_the_server() {
    let tree = wasm_tree("frontend");
    assert!(named(&tree, "yew") && named(&tree, "age"), "this is not the tree of the pages:\n{tree}");
    assert_eq!(
        server_only(&tree),
        Vec::<&str>::new(),
        "in the wasm graph; ask `cargo tree --invert` who brought it"
    );
}

/// 7, the other half: TLS is in the blind check's worker and in nothing else that a browser loads.
#[test]
fn the_blind_check_carries_tls_and_nothing_else_of_the_server() {
    let tree = wasm_tree("blind");
    assert!(named(&tree, "rustls"), "this is not the tree of the blind check:\n{tree}");
    let other = server_only(&tree).into_iter().filter(|line| !line.starts_with("rustls "));
    assert_eq!(other.collect::<Vec<_>>(), Vec::<&str>::new(), "ask `cargo tree --invert` who brought it");
    assert!(!named(&tree, "yew"), "the worker shows nothing");
}

fn wasm_tree(package: &str) -> String {
    cargo(&format!(
        "tree --locked --offline --package {package} --target wasm32-unknown-unknown --edges normal,no-proc-macro \
         --prefix none --format {{p}}"
    ))
}

/// 8. Nothing logs a secret, or the bytes of a check.
#[test]
fn nothing_secret_is_logged() {
    let backend = Source::below(&root(), "backend");
    hold("is secret, or may hold what is, and is logged here", logged_secrets(&backend));
}

/// 8, the other half: the types that hold secrets print nothing of themselves.
#[test]
fn types_of_secrets_do_not_print() {
    let sources = everything();
    for name in ["Secret", "LinkSecret", "Token", "Password", "Code", "FactorKey"] {
        hold("prints a secret", printing(&sources, name));
    }
    for name in ["Secret", "LinkSecret"] {
        hold("writes a secret out", deriving(&sources, name, &["Serialize", "Deserialize"]));
    }
}

/// Every dependency has its reason, where its version is named.
#[test]
fn every_dependency_has_its_reason() {
    let folders = [
        "",
        "shared/",
        "backend/cli/",
        "backend/sandbox/",
        "backend/web/",
        "backend/audit/",
        "backend/net/",
        "backend/probe/",
        "backend/core/",
        "backend/store-sqlite/",
        "frontend/",
        "xtask/",
        "tests/",
        "tests/fuzz/",
    ];
    for manifest in folders.map(|folder| format!("{folder}Cargo.toml")) {
        let text = std::fs::read_to_string(root().join(&manifest)).expect("readable");
        let bare = manifests::without_reason(&text);
        assert!(bare.is_empty(), "{manifest}: say above {bare:?} what for");
    }
}

fn everything() -> Vec<Source> {
    let folders = ["shared/src", "backend", "frontend/src", "frontend/blind/src", "xtask/src"];
    folders.iter().flat_map(|folder| Source::below(&root(), folder)).collect()
}

/// Each package of the workspace, with the names of what it depends on (not only for its tests).
fn members() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = cargo("metadata --locked --offline --no-deps --format-version 1");
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("Cargo writes JSON");
    let uses = |package: &serde_json::Value| {
        let all = package["dependencies"].as_array().expect("a list of dependencies");
        let lasting = all.iter().filter(|dependency| dependency["kind"] != "dev");
        lasting.map(|dependency| text(&dependency["name"])).collect()
    };
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages.iter().map(|package| (text(&package["name"]), uses(package))).collect()
}

fn dependencies(package: &str) -> BTreeSet<String> {
    members().remove(package).unwrap_or_else(|| panic!("there is no package {package}"))
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn cargo(arguments: &str) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments.split_whitespace())
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo {arguments}:\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("Cargo writes UTF-8")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace").to_path_buf()
}
