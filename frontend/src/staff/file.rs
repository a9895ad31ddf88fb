//! Saves text as a file.

use shared::wire::Problem;

use crate::{file, say, staff::problem};

/// Offers `text` as a file download with this name.
///
/// # Errors
/// Fails if the browser refuses to create the file.
pub(crate) fn download(name: &str, text: &str) -> Result<(), Problem> {
    let say = say::staff();
    file::download(name, text)
        .map_err(|_| problem("no-download", say.download_blocked(), say.download_blocked_next()))
}
