//! `docs/openapi.json` and `docs/api.md`, written from the server's table of routes. The tests compare them; this runs those
//! tests alone.

use crate::place::{Place, Result, run};

/// The tests that compare the files, and write them first if they're asked to.
const TESTS: &str = "is_checked_in";

/// Compares the files with the table of routes, or writes them.
pub(crate) fn openapi(place: &Place, write: bool) -> Result {
    let mut command = place.cargo();
    command.args(["test", "--quiet", "--package", "sealpost-web", "--lib", TESTS]);
    if write {
        command.env("SEALPOST_RECORD", "1");
    }
    run(&mut command)
}
