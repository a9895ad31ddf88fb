//! What a person reads while they wait for a slow server.

use std::{future::Future, pin::pin, time::Duration};

use shared::smtp::TOTAL_TIME;
use tokio::time::timeout;

use crate::{say, say::SAY};

/// After this long, a check is called slow.
const PATIENCE: Duration = Duration::from_secs(6);

/// Runs the check, and says on standard error if it takes long.
pub(crate) async fn announced<T>(check: impl Future<Output = T>) -> T {
    let mut check = pin!(check);
    if let Ok(done) = timeout(PATIENCE, &mut check).await {
        return done;
    }
    say(&SAY.check_slow(&TOTAL_TIME.as_secs()));
    check.await
}
