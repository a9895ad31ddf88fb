//! The technician's key, and what it opens.

use axum::{Json, extract::State};
use shared::wire::{
    BoardRow, KeyChallenge, KeyProof, KeyRequest, Me, Queue, ResealRequest, SealedSubmission,
};

use super::{
    extract::{Body, Open, Segment, Staff},
    problem::Result,
};
use crate::{
    app::App,
    flow::{board, configure, keys, open, reseal},
};

pub(super) async fn challenge(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeyRequest>,
) -> Result<Json<KeyChallenge>> {
    Ok(Json(keys::challenge(app.store(), &who, &request, app.now()).await?))
}

pub(super) async fn key(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeyProof>,
) -> Result<Json<Me>> {
    Ok(Json(keys::prove(app.store(), &who, &request, app.now()).await?))
}

pub(super) async fn queue(_: Staff<Open>, State(app): State<App>) -> Result<Json<Queue>> {
    Ok(Json(board::queue(app.store(), app.now()).await?))
}

pub(super) async fn sealed(
    _: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<SealedSubmission>> {
    Ok(Json(open::sealed(app.store(), &id).await?))
}

pub(super) async fn collected(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<BoardRow>> {
    Ok(Json(open::collected(app.store(), &who, &id, app.now()).await?))
}

pub(super) async fn reseal(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(request): Body<ResealRequest>,
) -> Result<Json<BoardRow>> {
    Ok(Json(reseal::reseal(app.store(), &who, &id, &request, app.now()).await?))
}

pub(super) async fn saved_elsewhere(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<BoardRow>> {
    Ok(Json(configure::saved_elsewhere(app.store(), &who, &id, app.now()).await?))
}

pub(super) async fn configured(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<BoardRow>> {
    Ok(Json(configure::configured(app.store(), &who, &id, app.now()).await?))
}
