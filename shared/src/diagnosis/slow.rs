//! Words about a server that was slow and answered in the end.

use std::time::Duration;

/// Says of a server that greeted, how long it took: the website has to wait for it, too.
pub fn late_greeting(waited: Duration) -> String {
    let seconds = waited.as_millis().div_ceil(1000);
    format!(
        "The server is slow: its greeting came after {seconds} seconds. Set the website's time limit for this server to more than \
         {seconds} seconds. Servers often delay the greeting on purpose for addresses that they don't know."
    )
}
