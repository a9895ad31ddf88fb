//! The invariants of `ARCHITECTURE.md`, one test each, held by reading the source and asking Cargo.
//!
//! These find slips, not malice: a name that is spelled out where it must not stand. Each failure names file and line.

#[path = "architecture/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use source::{Finding, Source, words};

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

/// 2. `frontend` and `backend` never use each other.
#[test]
fn browser_and_server_meet_only_in_shared() {
    assert!(!dependencies("frontend").contains("sealpost"), "frontend depends on the server");
    assert!(!dependencies("sealpost").contains("frontend"), "the server depends on frontend");
}

/// 3. `sqlx` stands only in `backend/src/store/`.
#[test]
fn sql_stands_only_in_the_store() {
    hold("belongs to the store", finds(&everything(), &["sqlx"], &["backend/src/store"]));
    let users: Vec<String> =
        members().into_iter().filter(|(_, uses)| uses.contains("sqlx")).map(|(name, _)| name).collect();
    assert_eq!(users, ["sealpost"], "who depends on sqlx");
}

/// 4. Only `egress` opens sockets; `serve` and the sandbox listen; our own mail and our own API have one client each.
#[test]
fn sockets_leave_only_through_egress() {
    let rules: [(&[&str], &[&str]); 6] = [
        (&["lookup_host", "ToSocketAddrs", "to_socket_addrs", "TcpSocket", "UnixStream"], &["egress"]),
        (&["TcpStream", "UdpSocket"], &["egress", "demo"]),
        // The store connects to its database, in words that are not a socket's.
        (&["connect(", "connect_timeout("], &["egress", "store"]),
        (&["TcpListener", "UnixListener"], &["cli/serve", "serve", "demo"]),
        (&["lettre"], &["mail"]),
        (&["ureq"], &["cli/api"]),
    ];
    let backend = Source::below(&root(), "backend/src");
    for (patterns, rooms) in rules {
        let rooms: Vec<String> = rooms.iter().map(|room| format!("backend/src/{room}")).collect();
        let rooms: Vec<&str> = rooms.iter().map(String::as_str).collect();
        hold(&format!("stands only in {}", rooms.join(", ")), finds(&backend, patterns, &rooms));
    }
}

/// 5. `routes` and `store` meet only through `flow`.
#[test]
fn routes_reach_the_store_only_through_flow() {
    let routes = Source::below(&root(), "backend/src/routes");
    hold("is the store's, and a route asks flow for it", finds(&routes, &["store::", "store."], &[]));
    let store = Source::below(&root(), "backend/src/store");
    hold("is HTTP, and the store knows none", finds(&store, &["routes::", "axum"], &[]));
    let flow = Source::below(&root(), "backend/src/flow");
    hold("is HTTP, and flow knows none", finds(&flow, &["routes::", "axum"], &[]));
}

/// 6. The pages fetch only in `api.rs`.
#[test]
fn pages_fetch_only_in_one_place() {
    const WAYS: [&str; 6] =
        ["gloo_net", "WebSocket", "XmlHttpRequest", "EventSource", "fetch_with_str", "fetch_with_request"];
    let pages = Source::below(&root(), "frontend/src");
    hold("stands only in frontend/src/api.rs", finds(&pages, &WAYS, &["frontend/src/api"]));
}

/// 7. Nothing that only a server needs is in what a browser loads.
#[test]
fn the_pages_carry_nothing_of_the_server() {
    let tree = cargo(
        "tree --locked --offline --package frontend --target wasm32-unknown-unknown --edges normal,no-proc-macro \
         --prefix none --format {p}",
    );
    assert!(named(&tree, "yew") && named(&tree, "age"), "this is not the tree of the pages:\n{tree}");
    assert_eq!(
        server_only(&tree),
        Vec::<&str>::new(),
        "in the wasm graph; ask `cargo tree --invert` who brought it"
    );
}

/// 8. Nothing logs a secret, or the bytes of a check.
#[test]
fn nothing_secret_is_logged() {
    let backend = Source::below(&root(), "backend/src");
    hold("is secret, or may hold what is, and is logged here", logged_secrets(&backend));
}

/// 8, the other half: the types that hold secrets print nothing of themselves.
#[test]
fn types_of_secrets_do_not_print() {
    let sources = everything();
    for name in ["Secret", "LinkSecret", "Token", "Password"] {
        hold("prints a secret", printing(&sources, name));
    }
    for name in ["Secret", "LinkSecret"] {
        hold("writes a secret out", deriving(&sources, name, &["Serialize", "Deserialize"]));
    }
}

/// Every rule above has to be able to fail.
mod the_rules_bite {
    use super::*;

    const BAD: &str = r##"
        // sqlx in a comment
        const TEXT: &str = "sqlx in a string \" still"; const RAW: &str = r#"sqlx " {}"#; const C: char = '"';
        fn a<'a>(x: &'a str) { my_sqlx(); sqlx::query(x) }
        #[derive(Clone, Debug)]
        pub struct Secret(String);
        fn log() { tracing::info!(%id, "the token is fine"); info!(session_token = %t, "x"); warn!("{password}"); }
        #[tracing::instrument(level = "debug")]
        fn traced() {}
        #[tracing::instrument(skip_all)]
        fn quiet() {}
        #[cfg(test)]
        mod tests { fn t() { sqlx::query("{") } }
        fn last() { sqlx::query("") }
    "##;

    fn bad() -> [Source; 1] {
        [Source::new("backend/src/routes/bad.rs", BAD)]
    }

    fn lines(findings: &[(String, Finding)]) -> Vec<usize> {
        findings.iter().map(|(_, finding)| finding.line).collect()
    }

    #[test]
    fn a_word_is_found_in_code_and_nowhere_else() {
        let found = finds(&bad(), &["sqlx"], &[]);
        assert_eq!(lines(&found), [4, 14]);
        assert_eq!(found[0].1.text, "fn a<'a>(x: &'a str) { my_sqlx(); sqlx::query(x) }");
        assert_eq!(finds(&bad(), &["sqlx"], &["backend/src/routes"]), []);
        assert_eq!(
            lines(&finds(&bad(), &["sqlx"], &["backend/src/route"])),
            [4, 14],
            "a folder is meant as a whole"
        );
    }

    #[test]
    fn a_logged_secret_is_found_as_a_field_and_as_a_capture() {
        let found = logged_secrets(&bad());
        assert_eq!(lines(&found), [7, 7, 8]);
        let in_check = Source::new("backend/src/flow/check.rs", "fn a() { debug!(?line) }");
        assert_eq!(lines(&logged_secrets(&[in_check])), [1]);
    }

    #[test]
    fn a_derived_debug_and_a_display_are_found() {
        assert_eq!(lines(&printing(&bad(), "Secret")), [6]);
        let display = Source::new("a.rs", "impl fmt::Display for Token { }");
        assert_eq!(lines(&printing(&[display], "Token")), [1]);
        assert_eq!(printing(&bad(), "Token"), []);
    }

    #[test]
    fn a_server_only_crate_is_found_in_a_tree() {
        let tree = "frontend v0.1.0 (/x)\nyew v0.23.0\ntokio v1.54.1\ntokio-stream v0.1.0\n";
        assert_eq!(server_only(tree), ["tokio v1.54.1"]);
    }

    #[test]
    #[should_panic(expected = "routes/bad.rs:4: `sqlx` belongs to the store")]
    fn a_failure_names_file_and_line() {
        hold("belongs to the store", finds(&bad(), &["sqlx"], &[]));
    }
}

/// Where each of `patterns` stands outside `rooms`, which are folders, or files without their ending.
fn finds(sources: &[Source], patterns: &[&str], rooms: &[&str]) -> Vec<(String, Finding)> {
    let in_room =
        |path: &str, room: &str| path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['/', '.']));
    let outside = sources.iter().filter(|source| !rooms.iter().any(|room| in_room(&source.path, room)));
    outside
        .flat_map(|source| patterns.iter().map(move |pattern| (pattern, source.find(pattern))))
        .flat_map(|(pattern, findings)| findings.into_iter().map(|finding| ((*pattern).to_owned(), finding)))
        .collect()
}

/// What tracing's macros are given that has the name of a secret, or in the files of a check that of its bytes.
fn logged_secrets(sources: &[Source]) -> Vec<(String, Finding)> {
    const MACROS: [&str; 6] = ["trace!", "debug!", "info!", "warn!", "error!", "event!"];
    const SPANS: [&str; 6] =
        ["span!", "trace_span!", "debug_span!", "info_span!", "warn_span!", "error_span!"];
    const SECRETS: [&str; 11] = [
        "secret",
        "secrets",
        "token",
        "tokens",
        "password",
        "passwords",
        "passphrase",
        "cookie",
        "authorization",
        "bearer",
        "expose",
    ];
    const BYTES: [&str; 9] =
        ["bytes", "line", "lines", "buffer", "reply", "replies", "transcript", "login", "frame"];
    let mut found = Vec::new();
    for source in sources {
        let of_a_check = ["check", "egress", "smtp"].iter().any(|part| source.path.contains(part));
        for (finding, arguments) in MACROS.iter().chain(&SPANS).flat_map(|name| source.inside(name)) {
            let secret = words(arguments).find(|word| {
                let word = word.to_lowercase();
                SECRETS.contains(&&*word) || (of_a_check && BYTES.contains(&&*word))
            });
            found.extend(secret.map(|word| (word.to_owned(), finding)));
        }
        // Without `skip_all` it records every argument.
        let instruments = source.inside("instrument").into_iter();
        let open = instruments.filter(|(_, arguments)| !arguments.contains("skip_all"));
        found.extend(open.map(|(finding, _)| ("instrument".to_owned(), finding)));
    }
    found
}

/// Where the type `name` gets a `Debug` that it did not write itself, or a `Display`.
fn printing(sources: &[Source], name: &str) -> Vec<(String, Finding)> {
    let display = format!("Display for {name}");
    let mut found = finds(sources, &[&display], &[]);
    found.extend(deriving(sources, name, &["Debug", "Display"]));
    found
}

fn deriving(sources: &[Source], name: &str, traits: &[&str]) -> Vec<(String, Finding)> {
    let item = format!("struct {name}");
    let attributes = sources.iter().flat_map(|source| source.attributes(&item));
    let derived = |attributes: &str| words(attributes).find(|word| traits.contains(word)).map(str::to_owned);
    attributes.filter_map(|(finding, attributes)| Some((derived(attributes)?, finding))).collect()
}

fn server_only(tree: &str) -> Vec<&str> {
    const SERVER: [&str; 8] =
        ["tokio", "axum", "sqlx", "rustls", "hickory-proto", "lettre", "regex-lite", "toml"];
    tree.lines().filter(|line| SERVER.iter().any(|name| named(line, name))).collect()
}

fn named(tree: &str, package: &str) -> bool {
    tree.lines().any(|line| line.split(' ').next() == Some(package))
}

fn hold(rule: &str, findings: Vec<(String, Finding)>) {
    let lines: Vec<String> = findings
        .into_iter()
        .map(|(what, Finding { path, line, text })| format!("{path}:{line}: `{what}` {rule}\n    {text}"))
        .collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}

fn everything() -> Vec<Source> {
    let folders = ["shared/src", "backend/src", "frontend/src", "xtask/src"];
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
