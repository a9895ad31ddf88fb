//! Makes each program's two files smaller. wasm-bindgen gives imports and exports long names with hashes, which
//! compress badly and which no one else needs.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::later::{self, HASH_LENGTH, PARTS};
use crate::manifest;
use crate::place::{Failure, Place, Result, ask};
use crate::tools::Optimizer;

/// The WebAssembly features that Trunk also enables for the pages' programs (`index.html`).
pub(crate) const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The names that wasm-opt shortened: for each import its module, name and short name, and for each export its name and
/// short name.
type Renamed = HashMap<String, Vec<Vec<String>>>;

/// Shortens every program that `folder/index.html` loads, and updates the names and hashes in the page.
pub(crate) fn page(place: &Place, folder: &Path, optimizer: Optimizer) -> Result {
    let index = folder.join("index.html");
    let mut page = fs::read_to_string(&index).map_err(Failure::at("read", &index))?;
    for program in later::programs(folder)? {
        let before = hashes(folder, &program)?;
        files(place, folder, &program, optimizer)?;
        for (old, new) in before.iter().zip(hashes(folder, &program)?) {
            page = page.replace(old, &new);
        }
        // Browsers cache a file forever if its name has its hash.
        if let Some((name, hash)) = program.split_once('-').filter(|(_, hash)| hash.len() == HASH_LENGTH) {
            let wasm = folder.join(format!("{program}_bg.wasm"));
            let new = &manifest::hex(&fs::read(&wasm).map_err(Failure::at("read", &wasm))?)[..HASH_LENGTH];
            for part in PARTS {
                let (from, to) = (format!("{program}{part}"), format!("{name}-{new}{part}"));
                fs::rename(folder.join(&from), folder.join(&to))
                    .map_err(Failure::at("rename", &folder.join(&from)))?;
            }
            page = page.replace(&format!("{name}-{hash}"), &format!("{name}-{new}"));
        }
    }
    fs::write(&index, page).map_err(Failure::at("write", &index))
}

/// Returns the hashes of the program's files, as a page lists them.
fn hashes(folder: &Path, program: &str) -> Result<Vec<String>> {
    PARTS.into_iter().map(|part| later::hash(&folder.join(format!("{program}{part}")))).collect()
}

/// Shortens `PROGRAM.js` and `PROGRAM_bg.wasm` in `folder`. Without wasm-opt, the names stay as they are.
pub(crate) fn files(place: &Place, folder: &Path, program: &str, optimizer: Optimizer) -> Result {
    let (script, wasm) = (folder.join(format!("{program}.js")), folder.join(format!("{program}_bg.wasm")));
    let mut text = fs::read_to_string(&script).map_err(Failure::at("read", &script))?;
    if optimizer == Optimizer::Present {
        let mut wasm_opt = place.command("wasm-opt");
        wasm_opt.args(FEATURES).arg("--minify-imports-and-exports-and-modules");
        let printed = ask(wasm_opt.arg(&wasm).arg("--output").arg(&wasm)).ok_or_else(|| {
            Failure::new(format!("wasm-opt cannot shorten the names in {}", wasm.display()))
        })?;
        let renamed: Renamed = serde_json::from_str(&printed)
            .map_err(|cause| Failure::new(format!("wasm-opt printed other names than before: {cause}")))?;
        text = with_short_names(&text, &renamed);
    }
    fs::write(&script, thin_out(&text)).map_err(Failure::at("write", &script))
}

fn with_short_names(script: &str, renamed: &Renamed) -> String {
    let of = |kind: &str| renamed.get(kind).into_iter().flatten();
    let mut short: HashMap<String, &str> = HashMap::new();
    for import in of("imports") {
        if let [module, name, new] = &import[..] {
            // All imports are in one module, which wasm-opt calls "a".
            short.extend([(module.clone(), "a"), (name.clone(), new.as_str())]);
        }
    }
    for export in of("exports") {
        if let [name, new] = &export[..] {
            short.insert(format!("wasm.{name}"), new);
        }
    }
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_$./".contains(c);
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_name) {
        text.push_str(&rest[..start]);
        let length = rest[start..].find(|c| !is_name(c)).unwrap_or(rest.len() - start);
        text.push_str(&renamed_path(&rest[start..start + length], &short));
        rest = &rest[start + length..];
    }
    text + rest
}

/// Returns `path`, such as `wasm.memory.buffer`, with its longest renamed prefix replaced by the short name.
fn renamed_path(path: &str, short: &HashMap<String, &str>) -> String {
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
    let Some((end, new)) = ends.rev().find_map(|end| Some((end, short.get(&path[..end])?))) else {
        return path.to_owned();
    };
    let object = if path.starts_with("wasm.") { "wasm." } else { "" };
    format!("{object}{new}{}", &path[end..])
}

/// Removes comments and indentation from the script. None of its strings spans several lines.
pub(crate) fn thin_out(script: &str) -> String {
    let is_comment = |line: &str| ["//", "/*", "*"].iter().any(|start| line.starts_with(start));
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_and_exports_get_their_short_names_and_nothing_else_does() {
        let renamed = serde_json::from_str(
            r#"{"imports": [["./a_bg.js", "__wbg_name_0f", "$"]], "exports": [["memory", "b"], ["main", "c"]]}"#,
        );
        let script = "__wbg_name_0f: function() {\n  // Of old.\n  const main = memory(wasm.memory.buffer, wasm.main);\n}\n\
                      '__wbg_name_0f2'; \"./a_bg.js\": import0,";
        let short = with_short_names(script, &renamed.unwrap());
        assert_eq!(
            thin_out(&short),
            "$: function() {\nconst main = memory(wasm.b.buffer, wasm.c);\n}\n'__wbg_name_0f2'; \"a\": import0,"
        );
    }
}
