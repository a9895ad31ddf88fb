//! The technician's key, and what it opens.

use axum::{Json, extract::State};
use shared::wire::{BoardRow, KeyRequest, Me, SealedSubmission};

use super::{
    extract::{Body, Open, Segment, Staff},
    problem::Result,
};
use crate::{
    app::App,
    flow::{configure, open, people},
};

pub(super) async fn key(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Body(request): Body<KeyRequest>,
) -> Result<Json<Me>> {
    Ok(Json(people::set_key(app.store(), &who, &request, app.now()).await?))
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

pub(super) async fn configured(
    Staff { person: who, .. }: Staff<Open>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<BoardRow>> {
    Ok(Json(configure::configured(app.store(), &who, &id, app.now()).await?))
}
