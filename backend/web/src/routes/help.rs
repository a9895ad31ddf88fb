//! Handlers for clients who ask for help: for the client, and for the people who help.

use axum::{Json, extract::State};
use sealpost_core::{help, retention};
use shared::wire::{BoardRow, HelpRequest, HelpSent, SettleHelp};

use super::{
    answer::Stored,
    extract::{Body, Client, Segment, Staff, Watch},
    problem::Result,
};
use crate::app::App;

pub(super) async fn ask(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<HelpRequest>,
) -> Result<Stored<HelpSent>> {
    let asked = help::ask(app.store(), &locator, &token, &request, app.now()).await?;
    let Some(unmailed) = asked.fresh else { return Ok(Stored::Before(asked.sent)) };
    let working = app.unfinished.begin().await;
    let sender = app.clone();
    // The client doesn't wait for the mail. If this fails, the next run of what is due sends it.
    tokio::spawn(async move {
        if let Some(post) = sender.post().await
            && let Err(error) = retention::tell_help(sender.store(), &post, &unmailed, sender.now()).await
        {
            tracing::warn!(onboarding = unmailed.onboarding_id, %error, "can't mail a request for help");
        }
        drop(working);
    });
    Ok(Stored::Now(asked.sent))
}

pub(super) async fn settle(
    Staff { person: who, .. }: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(SettleHelp { until }): Body<SettleHelp>,
) -> Result<Json<BoardRow>> {
    Ok(Json(help::settle(app.store(), &who, &id, until, app.now()).await?))
}
