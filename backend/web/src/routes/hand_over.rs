//! Handlers for steps that a client hands over: for the client, and for the person who does the step.

use axum::{Json, extract::State, response::NoContent};
use sealpost_core::hand_over;
use shared::wire::{HandOver, HandOverAnswer, HandOverRequest, HandOverView, RevokeHandOver};

use super::{
    answer::Created,
    extract::{Body, Client, Helper},
    problem::Result,
};
use crate::app::App;

pub(super) async fn list(
    Client { locator, token }: Client,
    State(app): State<App>,
) -> Result<Json<Vec<HandOver>>> {
    Ok(Json(hand_over::list(app.store(), &locator, &token, app.now()).await?))
}

pub(super) async fn create(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<HandOverRequest>,
) -> Result<Created<HandOver>> {
    Ok(Created(hand_over::create(app.store(), &locator, &token, &request, app.now()).await?))
}

pub(super) async fn revoke(
    Client { locator, token }: Client,
    State(app): State<App>,
    Body(request): Body<RevokeHandOver>,
) -> Result<NoContent> {
    hand_over::revoke(app.store(), &locator, &token, request.step, app.now()).await?;
    Ok(NoContent)
}

pub(super) async fn view(
    Helper { locator, token }: Helper,
    State(app): State<App>,
) -> Result<Json<HandOverView>> {
    Ok(Json(hand_over::view(app.store(), &locator, &token, app.now()).await?))
}

pub(super) async fn opened(Helper { locator, token }: Helper, State(app): State<App>) -> Result<NoContent> {
    hand_over::opened(app.store(), &locator, &token, app.now()).await?;
    Ok(NoContent)
}

pub(super) async fn done(
    Helper { locator, token }: Helper,
    State(app): State<App>,
    Body(request): Body<HandOverAnswer>,
) -> Result<NoContent> {
    hand_over::answer(app.store(), &locator, &token, &request, app.now()).await?;
    Ok(NoContent)
}
