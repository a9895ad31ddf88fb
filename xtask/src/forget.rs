//! Builds that don't contain their folder or time.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::place::{Failure, Place, Result, ask};

/// Returns environment variables for a build in `root` that keep this machine's folders out of panic messages, and the
/// current time out of age's translations.
pub(crate) fn without_place_and_time(place: &Place, root: &Path) -> Result<Vec<(&'static str, OsString)>> {
    let sysroot = ask(place.command("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| Failure::new("rustc does not print its path"))?;
    let named = [(home()?, "/cargo"), (PathBuf::from(sysroot), "/rust"), (root.to_path_buf(), "/sealpost")];
    let pairs = named.map(|(path, name)| format!("{}={name}", path.display()));
    let rust = pairs.each_ref().map(|pair| format!("--remap-path-prefix={pair}")).join("\u{1f}");
    let c = pairs.each_ref().map(|pair| format!("-ffile-prefix-map={pair}")).join(" ");
    Ok(vec![
        ("CARGO_ENCODED_RUSTFLAGS", rust.into()),
        ("CFLAGS", c.into()),
        // Any fixed time will do (reproducible-builds.org/specs/source-date-epoch).
        ("SOURCE_DATE_EPOCH", "0".into()),
    ])
}

/// Returns where Cargo keeps the sources of our dependencies.
fn home() -> Result<PathBuf> {
    let named = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || std::env::home_dir().map(|home| home.join(".cargo"));
    named.or_else(usual).ok_or_else(|| Failure::new("cannot tell where Cargo's home is: set CARGO_HOME"))
}
