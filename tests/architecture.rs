//! The invariants of `ARCHITECTURE.md`, one test each, checked by reading the source and asking Cargo.
//!
//! These tests catch slips, not malice: a name that is spelled out where it isn't allowed. Each failure names the file
//! and line.

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

/// 1. `shared` uses none of our other crates, no runtime, no sockets, no files, no clock, and writes no log.
#[test]
fn shared_uses_none_of_our_other_crates() {
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
    hold("doesn't belong in shared/, which does no I/O and has no clock", finds(&sources, &ABSENT, &[]));

    let uses = dependencies("sealpost-shared");
    let ours: BTreeSet<String> = members().into_keys().collect();
    assert!(uses.is_disjoint(&ours), "sealpost-shared depends on a package of ours: {uses:?}");
    assert!(!uses.contains("tokio"), "sealpost-shared depends on tokio");
}

/// 1, second half: of our crates, an engine uses only those above it.
#[test]
fn engines_use_only_crates_above_them() {
    let ours: BTreeSet<String> = members().into_keys().collect();
    let above = [
        ("sealpost-words", &["sealpost-shared"][..]),
        ("sealpost-net", &["sealpost-shared"]),
        ("sealpost-audit", &["sealpost-shared"]),
        ("sealpost-inbound", &["sealpost-audit", "sealpost-shared"]),
        ("sealpost-probe", &["sealpost-net", "sealpost-shared", "sealpost-words"]),
        (
            "sealpost-core",
            &["sealpost-audit", "sealpost-inbound", "sealpost-net", "sealpost-probe", "sealpost-shared"],
        ),
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
    assert!(!dependencies("frontend").contains("blind"), "the pages must load the blind check separately");
}

/// 3. SQL and HTTP each have their own crates. No other crate names their libraries.
#[test]
fn sql_and_http_stay_in_their_own_crates() {
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

/// 4. Only `net` opens sockets; only the server and the sandbox listen; our own mail and API have one client each.
#[test]
fn only_net_opens_sockets() {
    let rules: [(&[&str], &[&str]); 6] = [
        (&["lookup_host", "ToSocketAddrs", "to_socket_addrs", "TcpSocket", "UnixStream"], &["net"]),
        (&["UdpSocket"], &["net", "sandbox"]),
        // An incoming connection is a stream too.
        (&["TcpStream"], &["net", "web/src/serve", "sandbox", "probe/src/provider", "inbound/src/driver"]),
        // The stores connect to their databases, which doesn't name a socket type.
        (&["connect(", "connect_timeout("], &["net", "store-postgres", "store-sqlite"]),
        (
            &["TcpListener", "UnixListener"],
            &[
                "cli/src/server",
                "web/src/serve",
                "sandbox",
                "probe/src/provider",
                "net/src/inbox",
                "inbound/src/driver",
            ],
        ),
        (&["ureq"], &["cli/src/api"]),
    ];
    let backend = Source::below(&root(), "backend");
    for (patterns, rooms) in rules {
        let rooms: Vec<String> = rooms.iter().map(|room| format!("backend/{room}")).collect();
        let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
        hold(&format!("is allowed only in {}", rooms.join(", ")), finds(&backend, patterns, &rooms));
    }
}

/// 4, also: all terminal output goes through one printer, which escapes control characters.
#[test]
fn only_the_printer_writes_to_the_terminal() {
    const WAYS: [&str; 9] =
        ["println!", "print!", "eprintln!", "eprint!", "dbg!", "stdout", "stderr", "rpassword", "/dev/tty"];
    let backend = Source::below(&root(), "backend");
    // A test's server writes its own log, and a build script tells Cargo what it depends on.
    let rooms = [
        "backend/cli/src/printer",
        "backend/web/build",
        "backend/store-postgres/build",
        "backend/store-postgres/src/testing",
    ];
    let found = finds(&backend, &WAYS, &rooms);
    hold("bypasses backend/cli/src/printer.rs", found);
    let printer = Source::below(&root(), "backend/cli/src/printer.rs");
    assert!(
        !finds(&printer, &["stdout", "stderr"], &[]).is_empty(),
        "the printer isn't in this file anymore"
    );
}

/// 5. Routes call the journey, never the store behind it.
#[test]
fn routes_reach_the_store_only_through_the_journey() {
    let routes = Source::below(&root(), "backend/web/src/routes");
    hold("calls the store, but a route must go through the journey", store_calls(&routes));
}

/// 6. Pages make requests only in `api.rs`.
#[test]
fn pages_make_requests_only_in_api() {
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
    // The blind check's messages go through the page. The worker refers to itself by its browser name.
    let blind = Source::below(&root(), "frontend/blind/src");
    let blind = finds(&blind, &WAYS[..6], &[]);
    hold("is allowed only in frontend/src/api.rs", pages.into_iter().chain(blind).collect());
}

/// 6, also: no page turns text into markup or code.
#[test]
fn pages_never_turn_text_into_markup() {
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
    hold("turns text into markup or code", finds(&pages, &WAYS, &[]));
}

/// 6, also: the script of the checklist has no way to send what someone typed.
#[test]
fn the_checklist_sends_nothing() {
    const WAYS: [&str; 12] = [
        "fetch",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "Worker",
        "import",
        "location",
        "open(",
        "src",
        "submit(",
        "innerHTML",
    ];
    let script = std::fs::read_to_string(root().join("frontend/src/checklist.js")).expect("readable");
    let found: Vec<&str> = WAYS.into_iter().filter(|way| script.contains(*way)).collect();
    assert!(found.is_empty(), "frontend/src/checklist.js has {found:?}");
    assert!(script.contains("localStorage"), "the script isn't in this file anymore");
}

/// 7. The browser never loads anything that only a server needs.
#[test]
fn pages_include_no_server_code() {
    let tree = wasm_tree("frontend");
    assert!(named(&tree, "yew") && named(&tree, "age"), "this isn't the pages' dependency tree:\n{tree}");
    assert_eq!(
        server_only(&tree),
        Vec::<&str>::new(),
        "in the wasm graph; run `cargo tree --invert` to see why"
    );
}

/// 7, second half: TLS is in the blind check's worker, and in nothing else that a browser loads.
#[test]
fn the_blind_check_includes_tls_but_no_other_server_code() {
    let tree = wasm_tree("blind");
    assert!(named(&tree, "rustls"), "this isn't the blind check's dependency tree:\n{tree}");
    let other = server_only(&tree).into_iter().filter(|line| !line.starts_with("rustls "));
    assert_eq!(other.collect::<Vec<_>>(), Vec::<&str>::new(), "run `cargo tree --invert` to see why");
    assert!(!named(&tree, "yew"), "the worker must not depend on yew");
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
    hold("is or may contain a secret, and is logged here", logged_secrets(&backend));
}

/// 8, second half: types that hold secrets never print them.
#[test]
fn secret_types_do_not_print() {
    let sources = everything();
    for name in ["SecretText", "LinkSecret", "Token", "Password", "Code", "FactorKey"] {
        hold("prints a secret", printing(&sources, name));
    }
    let secrets = [
        "Secret",
        "SecretText",
        "OauthClient",
        "ClientCertificate",
        "ServiceAccount",
        "PluginClient",
        "LinkSecret",
    ];
    for name in secrets {
        hold("can serialize a secret", deriving(&sources, name, &["Serialize", "Deserialize"]));
    }
}

/// Every dependency has a comment with its reason, next to its version.
#[test]
fn every_dependency_has_its_reason() {
    let folders = [
        "",
        "shared/",
        "backend/cli/",
        "backend/sandbox/",
        "backend/web/",
        "backend/audit/",
        "backend/inbound/",
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
        assert!(bare.is_empty(), "{manifest}: add a comment above {bare:?} that gives the reason");
    }
}

fn everything() -> Vec<Source> {
    let folders = ["shared/src", "backend", "frontend/src", "frontend/blind/src", "xtask/src"];
    folders.iter().flat_map(|folder| Source::below(&root(), folder)).collect()
}

/// Returns each package of the workspace, with the names of its non-test dependencies.
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
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace").to_path_buf()
}
