//! What a server does while it runs, and when it stops.

use std::time::Duration;

use sealpost_core::{notice, retention, watch, watch::Means};
use shared::report::Audit;
use web::app::App;
use words::Language;

use crate::say::SAY;

/// How often expired links are recorded, expired data is deleted, and sites are watched.
pub(super) const SWEEP: Duration = Duration::from_mins(1);

/// When to try again if another server is doing it, or was killed while doing it, so that its claim has to expire.
const SOON: Duration = Duration::from_secs(5);

/// How long started work may take to finish: more than a check's minute.
pub(super) const DRAIN: Duration = Duration::from_secs(65);

/// Deletes expired data, again and again.
pub(super) async fn sweep(app: App, every: Duration) {
    loop {
        let post = app.post().await;
        let post = post.as_ref().map(|post| post as &dyn notice::Post);
        let ran = retention::run(app.store(), &app.keep, post, app.now()).await;
        if let Err(error) = &ran {
            tracing::error!(%error, "{}", SAY.serve_not_deleted());
        }
        if let Err(error) = app.verifier.announce(app.store(), &app.guard.key, app.now()).await {
            tracing::error!(%error, "{}", SAY.serve_key_not_announced());
        }
        tokio::time::sleep(if matches!(ran, Ok(false)) { SOON.min(every) } else { every }).await;
    }
}

/// Watches sites whose mail was shown to arrive, again and again. Deletions don't wait for its lookups.
pub(super) async fn watch_sites(app: App, every: Duration) {
    let tell = |audit: &Audit| words::report::tell(Language::En, audit);
    loop {
        let post = app.post().await;
        let post = post.as_ref().map(|post| post as &dyn notice::Post);
        let means = Means { dns: app.egress.dns(), web: &app.egress, turns: &app.reports, tell };
        if let Err(error) = watch::run(app.store(), &means, post, app.now()).await {
            tracing::error!(%error, "{}", SAY.serve_not_watched());
        }
        tokio::time::sleep(every).await;
    }
}

/// Waits for SIGTERM or SIGINT.
pub(super) async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("{}", SAY.serve_stopping());
}
