//! Handlers for the proof that a configured site's own mail arrives.

use axum::{Json, extract::State};
use sealpost_core::prove;
use shared::wire::{DeliveryView, MessageSource};

use super::{
    extract::{Body, Segment, Staff, Watch},
    problem::Result,
};
use crate::{app::App, say};

pub(super) async fn view(
    _: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<DeliveryView>> {
    let proof = prove::view(app.store(), &id, app.now()).await?;
    Ok(Json(say::delivery::view(proof, app.inbound.is_some())))
}

pub(super) async fn begin(
    Staff { person: who, .. }: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<DeliveryView>> {
    let proof = prove::begin(app.store(), &who, app.inbound.as_ref(), &id, app.now()).await?;
    Ok(Json(say::delivery::view(proof, app.inbound.is_some())))
}

pub(super) async fn pasted(
    Staff { person: who, .. }: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(MessageSource { source }): Body<MessageSource>,
) -> Result<Json<DeliveryView>> {
    let judging = prove::pasted(app.store(), app.egress.dns(), &who, &id, &source, app.now());
    // Its future contains all the lookups and is large.
    let proof = Box::pin(judging).await?;
    Ok(Json(say::delivery::view(proof, app.inbound.is_some())))
}
