//! Handlers for the client, who has the link's token.

use axum::{Json, extract::State, response::NoContent};
use sealpost_core::{
    Error, notice,
    report::{self, Means},
    status, step, submit, withdraw,
};
use shared::{
    report::{Audit, Report},
    wire::{
        AlarmRequest, ClientPage, DiscoverRequest, Discovery, Progress, Receipt, ReportRequest, SubmitRequest,
    },
};
use words::Language;

use super::{
    answer::Stored,
    extract::{Body, Client},
    problem::{Refusal, Result},
};
use crate::app::App;

pub(super) async fn view(
    Client { locator, token }: Client,
    State(app): State<App>,
) -> Result<Json<ClientPage>> {
    let (store, now) = (app.store(), app.now());
    match status::client_page(store, &locator, &token, now).await {
        Err(error @ Error::LinkExpired) => {
            let person = status::person_to_ask(store, &locator, &token).await?;
            Err(Refusal::from(error).ask(person))
        }
        page => Ok(Json(page?)),
    }
}

pub(super) async fn progress(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(progress): Body<Progress>,
) -> Result<NoContent> {
    step::progress(app.store(), &locator, &token, &progress, app.now()).await?;
    Ok(NoContent)
}

pub(super) async fn discover(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<DiscoverRequest>,
) -> Result<Json<Discovery>> {
    let egress = &app.egress;
    Ok(Json(report::discover(app.store(), egress, &locator, &token, &request, app.now()).await?))
}

pub(super) async fn report(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<ReportRequest>,
) -> Result<Json<Report>> {
    let tell = |audit: &Audit| words::report::tell(Language::En, audit);
    let means = Means { egress: &app.egress, turns: &app.reports, tell };
    Ok(Json(report::report(app.store(), means, &locator, &token, &request, app.now()).await?))
}

pub(super) async fn submit(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<SubmitRequest>,
) -> Result<Stored<Receipt>> {
    let submitted = submit::submit(app.store(), &locator, &token, &request, app.now()).await?;
    let Some(id) = submitted.fresh else { return Ok(Stored::Before(submitted.receipt)) };
    let working = app.unfinished.begin().await;
    let sender = app.clone();
    // The client doesn't wait for the mail.
    tokio::spawn(async move {
        if let Some(post) = sender.post().await
            && let Err(error) = notice::submitted(sender.store(), &post, &id).await
        {
            tracing::warn!(onboarding = id, %error, "can't notify the manager");
        }
        drop(working);
    });
    Ok(Stored::Now(submitted.receipt))
}

pub(super) async fn withdraw(Client { locator, token }: Client, State(app): State<App>) -> Result<NoContent> {
    withdraw::withdraw(app.store(), &locator, &token, app.now()).await?;
    Ok(NoContent)
}

pub(super) async fn alarm(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<AlarmRequest>,
) -> Result<NoContent> {
    step::alarm(app.store(), &locator, &token, request.seen, app.now()).await?;
    Ok(NoContent)
}
