//! Reads Cargo's manifests the way people do.

/// Returns the dependencies that no comment explains: neither directly above, nor above their group of lines, nor
/// above their table. A dependency that inherits its version from the workspace is explained there.
pub(crate) fn without_reason(manifest: &str) -> Vec<&str> {
    let (mut in_table, mut has_reason) = (false, false);
    let mut bare = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_table = line.ends_with("dependencies]");
        }
        match line.chars().next() {
            None => has_reason = false,
            Some('#') => has_reason = true,
            Some(first) if in_table && first.is_ascii_alphabetic() => {
                let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
                let is_shared = line.contains("workspace = true") || line.contains("path = ");
                bare.extend((!has_reason && !is_shared).then_some(name));
            }
            Some(_) => {}
        }
    }
    bare
}

#[test]
fn a_dependency_without_a_reason_is_found() {
    let manifest = "[package]\nname = \"x\"\n\n[dependencies]\na = \"1\"\n# Why.\nb = { version = \"1\", features = [\n  \"d\",\n] }\nc.workspace = true\n\ne = \"1\"\n[lints]\nworkspace = true\n";
    assert_eq!(without_reason(manifest), ["a", "e"]);
}
