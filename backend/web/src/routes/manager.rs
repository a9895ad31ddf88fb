//! Handlers for the manager's board and links.

use axum::{Json, extract::State};
use schemars::JsonSchema;
use sealpost_core::{board, keys, link, retention::Rules, status};
use serde::Deserialize;
use shared::{
    recipients::RecipientSet,
    retention::Kind,
    wire::{Board, BoardRow, CreateRequest, Onboarding, ReissueRequest},
};

use super::{
    answer::Created,
    extract::{Asked, Body, Manage, Segment, Staff, Watch},
    problem::Result,
};
use crate::{app::App, say};

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct BoardQuery {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

pub(super) async fn recipients(_: Staff<Watch>, State(app): State<App>) -> Result<Json<RecipientSet>> {
    Ok(Json(keys::recipients(app.store()).await?))
}

pub(super) async fn board(
    _: Staff<Watch>,
    State(app): State<App>,
    Asked(query): Asked<BoardQuery>,
) -> Result<Json<Board>> {
    let after = query.after.as_deref().filter(|after| !after.is_empty());
    Ok(Json(board::board(app.store(), &query.q, after, app.now()).await?))
}

pub(super) async fn create(
    Staff { person: who, .. }: Staff<Manage>,
    State(app): State<App>,
    Body(request): Body<CreateRequest>,
) -> Result<Created<BoardRow>> {
    let keep = Rules::read(app.store(), &app.keep).await?.days(Kind::Sealed);
    let row = link::create(app.store(), &who, &request, keep, app.now()).await?;
    Ok(Created(row))
}

pub(super) async fn onboarding(
    _: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<Onboarding>> {
    let mut shown = status::onboarding(app.store(), &id, app.now()).await?;
    say::activity::tell(&mut shown.activity);
    Ok(Json(shown))
}

pub(super) async fn reissue(
    Staff { person: who, .. }: Staff<Manage>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(request): Body<ReissueRequest>,
) -> Result<Json<BoardRow>> {
    let keep = Rules::read(app.store(), &app.keep).await?.days(Kind::Sealed);
    Ok(Json(link::reissue(app.store(), &who, &id, &request, keep, app.now()).await?))
}

pub(super) async fn revoke(
    Staff { person: who, .. }: Staff<Manage>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<BoardRow>> {
    Ok(Json(link::revoke(app.store(), &who, &id, app.now()).await?))
}
