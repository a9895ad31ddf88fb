//! `cargo xtask screenshots`: saves every page at every width and in both color schemes, for people to look at.

use std::fs;

use crate::place::{Failure, Place, Result, files_below, run};
use crate::{pages, system, test, tools};

pub(crate) fn take(place: &Place) -> Result {
    let folder = place.target.join("screenshots");
    if folder.is_dir() {
        // The folder may have screenshots of pages that no longer exist.
        fs::remove_dir_all(&folder).map_err(Failure::at("empty", &folder))?;
    }
    fs::create_dir_all(&folder).map_err(Failure::at("create", &folder))?;

    system::provide(place)?;
    tools::nextest(place)?;
    pages::build(place)?;
    test::build_host(place)?;
    let mut nextest = test::nextest(place);
    run(nextest.args(["-E", "binary(screenshots)"]).env("SEALPOST_SCREENSHOTS", &folder))?;

    let pictures = files_below(&folder)?.len();
    println!("{pictures} pictures in {}", folder.display());
    if pictures == 0 { Err(Failure::new("no page was photographed")) } else { Ok(()) }
}
