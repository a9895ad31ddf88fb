//! Handlers for a technician's key, and the files that it opens.

use axum::{Json, extract::State, response::NoContent};
use sealpost_core::{approvals, board, configure, keys, notice::Notice, open, reseal};
use shared::wire::{
    BoardRow, KeepApprovals, KeyChallenge, KeyProof, KeyRequest, Me, Queue, ResealRequest, SealedSubmission,
    StoredApprovals,
};

use super::{
    account::tell_all,
    extract::{Body, Open, Segment, Staff},
    problem::Result,
};
use crate::app::App;

pub(super) async fn challenge(
    Staff { person: who, token, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeyRequest>,
) -> Result<Json<KeyChallenge>> {
    Ok(Json(keys::offer(app.store(), &app.guard, &who, &token, &request, app.now()).await?))
}

pub(super) async fn key(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeyProof>,
) -> Result<Json<Me>> {
    let proven = keys::prove(app.store(), &who, &request, app.now()).await?;
    if proven.replaced {
        tell_all(&app, &who, Notice::KeyReplaced).await;
    }
    Ok(Json(proven.me))
}

pub(super) async fn approvals(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
) -> Result<Json<StoredApprovals>> {
    Ok(Json(approvals::stored(app.store(), &who).await?))
}

pub(super) async fn keep_approvals(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeepApprovals>,
) -> Result<NoContent> {
    approvals::keep(app.store(), &who, &request, app.now()).await?;
    Ok(NoContent)
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
