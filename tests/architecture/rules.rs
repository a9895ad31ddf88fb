//! Finds what breaks a rule. Each finding comes with the text that broke it.

use crate::source::{Finding, Source, in_word, words};

/// Returns each match of `patterns` outside `rooms`, which are folders, or files without their extension.
pub(crate) fn finds(sources: &[Source], patterns: &[&str], rooms: &[&str]) -> Vec<(String, Finding)> {
    let in_room =
        |path: &str, room: &str| path.strip_prefix(room).is_some_and(|rest| rest.starts_with(['/', '.']));
    let outside = sources.iter().filter(|source| !rooms.iter().any(|room| in_room(&source.path, room)));
    outside
        .flat_map(|source| patterns.iter().map(move |pattern| (pattern, source.find(pattern))))
        .flat_map(|(pattern, findings)| findings.into_iter().map(|finding| ((*pattern).to_owned(), finding)))
        .collect()
}

/// Returns each call of a store function, by its path or on the value of `store()`.
pub(crate) fn store_calls(sources: &[Source]) -> Vec<(String, Finding)> {
    let by_path = |rest: &str| rest.trim_start_matches(|c| in_word(c) || c == ':').starts_with('(');
    let on_it = |rest: &str| rest.trim_start().starts_with('.');
    let calls = |source: &Source| {
        let paths = source.with_rest("store::").into_iter().filter(|(_, rest)| by_path(rest));
        let methods = ["store", "store()"].into_iter().flat_map(|name| source.with_rest(name));
        let all = paths.chain(methods.filter(|(_, rest)| on_it(rest)));
        all.map(|(finding, _)| ("store".to_owned(), finding)).collect::<Vec<_>>()
    };
    sources.iter().flat_map(calls).collect()
}

/// Returns each argument of tracing's macros that is named like a secret, or, in a check's files, like its bytes.
pub(crate) fn logged_secrets(sources: &[Source]) -> Vec<(String, Finding)> {
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
        let of_a_check =
            ["check", "relay", "live", "backend/net", "smtp"].iter().any(|part| source.path.contains(part));
        for (finding, arguments) in MACROS.iter().chain(&SPANS).flat_map(|name| source.inside(name)) {
            let secret = words(arguments).find(|word| {
                let word = word.to_lowercase();
                SECRETS.contains(&&*word) || (of_a_check && BYTES.contains(&&*word))
            });
            found.extend(secret.map(|word| (word.to_owned(), finding)));
        }
        // Without `skip_all`, `instrument` records every argument.
        let instruments = source.inside("instrument").into_iter();
        let open = instruments.filter(|(_, arguments)| !arguments.contains("skip_all"));
        found.extend(open.map(|(finding, _)| ("instrument".to_owned(), finding)));
    }
    found
}

/// Returns where the type `name` derives `Debug`, or implements `Display`.
pub(crate) fn printing(sources: &[Source], name: &str) -> Vec<(String, Finding)> {
    let display = format!("Display for {name}");
    let mut found = finds(sources, &[&display], &[]);
    found.extend(deriving(sources, name, &["Debug", "Display"]));
    found
}

pub(crate) fn deriving(sources: &[Source], name: &str, traits: &[&str]) -> Vec<(String, Finding)> {
    let item = format!("struct {name}");
    let attributes = sources.iter().flat_map(|source| source.attributes(&item));
    let derived = |attributes: &str| words(attributes).find(|word| traits.contains(word)).map(str::to_owned);
    attributes.filter_map(|(finding, attributes)| Some((derived(attributes)?, finding))).collect()
}

pub(crate) fn server_only(tree: &str) -> Vec<&str> {
    const SERVER: [&str; 8] =
        ["tokio", "axum", "sqlx", "rustls", "hickory-proto", "lettre", "regex-lite", "toml"];
    tree.lines().filter(|line| SERVER.iter().any(|name| named(line, name))).collect()
}

pub(crate) fn named(tree: &str, package: &str) -> bool {
    tree.lines().any(|line| line.split(' ').next() == Some(package))
}

pub(crate) fn hold(rule: &str, findings: Vec<(String, Finding)>) {
    let lines: Vec<String> = findings
        .into_iter()
        .map(|(what, Finding { path, line, text })| format!("{path}:{line}: `{what}` {rule}\n    {text}"))
        .collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}

/// Shows that every rule can fail.
mod bite {
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
        [Source::new("backend/web/src/routes/bad.rs", BAD)]
    }

    fn lines(findings: &[(String, Finding)]) -> Vec<usize> {
        findings.iter().map(|(_, finding)| finding.line).collect()
    }

    #[test]
    fn words_are_found_only_in_code() {
        let found = finds(&bad(), &["sqlx"], &[]);
        assert_eq!(lines(&found), [4, 14]);
        assert_eq!(found[0].1.text, "fn a<'a>(x: &'a str) { my_sqlx(); sqlx::query(x) }");
        assert_eq!(finds(&bad(), &["sqlx"], &["backend/web/src/routes"]), []);
        assert_eq!(
            lines(&finds(&bad(), &["sqlx"], &["backend/web/src/route"])),
            [4, 14],
            "a folder must match by its whole name"
        );
    }

    #[test]
    fn a_logged_secret_is_found_as_a_field_and_as_a_capture() {
        let found = logged_secrets(&bad());
        assert_eq!(lines(&found), [7, 7, 8]);
        let in_check = Source::new("backend/probe/src/check.rs", "fn a() { debug!(?line) }");
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
    fn store_calls_are_found_but_store_types_are_not() {
        let route = "use crate::store::Person;\nflow::list(app.store());\napp.store()\n .people();\nstore::people(&x);";
        assert_eq!(lines(&store_calls(&[Source::new("a.rs", route)])), [5, 3]);
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
