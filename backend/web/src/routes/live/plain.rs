//! The server form over two plain requests, for networks that block WebSockets. The page gets all stages at once.

use axum::{Json, extract::State};
use probe::check::{self, CheckRequest, NeedsConsent};
use sealpost_core::{
    self, Error, access,
    trial::{self, Trial},
};
use shared::{
    check::{Attested, CheckReport},
    details::Answers,
    secret::Secret,
    wire::{CheckKey, Checked, SealedCheck},
};

use super::{
    super::{
        extract::{Body, Client},
        problem::Result,
    },
    in_words,
};
use crate::app::App;

/// Returns the keys to encrypt a login to. This doesn't count as a check.
pub(in crate::routes) async fn key(
    Client { locator, token }: Client,
    State(app): State<App>,
) -> Result<Json<CheckKey>> {
    super::offered(&app)?;
    access::enter(app.store(), &locator, &token, app.now()).await?;
    Ok(Json(app.verifier.offer(app.store(), &app.guard.key, app.now()).await?))
}

/// Runs one check. Like on the socket, it continues if the browser leaves.
pub(in crate::routes) async fn check(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(SealedCheck { sealed }): Body<SealedCheck>,
) -> Result<Json<Checked>> {
    super::offered(&app)?;
    access::enter(app.store(), &locator, &token, app.now()).await?;
    let opened = match app.verifier.open(&sealed, app.now()) {
        // This doesn't count as a check. The page requests the keys again.
        Err(gone @ Error::CheckKeyGone) => return Err(gone.into()),
        opened => opened,
    };
    let working = app.unfinished.begin().await;
    let trial = trial::begin(app.store(), &locator, &token, app.now()).await?;
    let checking = tokio::spawn(async move {
        let ended = one_check(&app, &trial, opened).await;
        trial::end(app.store(), &trial).await?;
        drop(working);
        let (checks_left, check_wait) = (trial.checks_left, trial.check_wait.seconds());
        Ok::<_, Error>(Checked { report: ended?, checks_left, check_wait })
    });
    Ok(Json(checking.await.map_err(|_| Error::System("a check has panicked"))??))
}

async fn one_check(
    app: &App,
    trial: &Trial,
    opened: sealpost_core::Result<(Answers, Secret)>,
) -> sealpost_core::Result<CheckReport> {
    let (answers, secret) = opened?;
    let request = CheckRequest::new(&answers, &secret, Attested::Server, app.now())
        .map_err(|NeedsConsent| Error::Unreadable)?;
    let report = in_words(check::check(&app.egress, &request, &mut |_| {}).await);
    trial::record(app.store(), trial, &report, app.now()).await?;
    Ok(report)
}
