//! `docs/openapi.json` and `docs/api.md`, which are generated from the server's route table. The test suite compares
//! them. This command runs only those tests.

use crate::place::{Place, Result, run};

/// The tests that compare the files, and that write them if asked to.
const TESTS: &str = "is_checked_in";

/// Compares the files with the route table, or writes them.
pub(crate) fn openapi(place: &Place, write: bool) -> Result {
    let mut command = place.cargo();
    command.args(["test", "--quiet", "--locked", "--package", "sealpost-web", "--lib", TESTS]);
    if write {
        command.env("SEALPOST_RECORD", "1");
    }
    run(&mut command)
}
