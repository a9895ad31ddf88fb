//! Words for a person who waits for a slow server.

use std::{future::Future, pin::pin, time::Duration};

use shared::smtp::TOTAL_TIME;
use tokio::time::timeout;

use crate::say;

/// When a check that goes on is called slow.
const PATIENCE: Duration = Duration::from_secs(6);

/// Does the work, and says on standard error that it takes long if it does.
pub(crate) async fn announced<T>(check: impl Future<Output = T>) -> T {
    let mut check = pin!(check);
    if let Ok(done) = timeout(PATIENCE, &mut check).await {
        return done;
    }
    say(&format!("The server is slow to answer. Waiting for up to {} seconds …", TOTAL_TIME.as_secs()));
    check.await
}
