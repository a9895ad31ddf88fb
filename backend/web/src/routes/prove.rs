//! Handlers for the proof that a configured site's own mail arrives.

use axum::{Json, extract::State};
use sealpost_core::{prove, store::Proof, watch};
use shared::wire::{DeliveryView, MessageSource, RemindersRequest};

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
    shown(&app, &id, proof).await
}

pub(super) async fn begin(
    Staff { person: who, .. }: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<DeliveryView>> {
    let proof = prove::begin(app.store(), &who, app.inbound.as_ref(), &id, app.now()).await?;
    shown(&app, &id, proof).await
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
    shown(&app, &id, proof).await
}

pub(super) async fn reminders(
    Staff { person: who, .. }: Staff<Watch>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(RemindersRequest { monthly }): Body<RemindersRequest>,
) -> Result<Json<DeliveryView>> {
    watch::set_reminders(app.store(), &who, &id, monthly, app.now()).await?;
    let proof = prove::view(app.store(), &id, app.now()).await?;
    shown(&app, &id, proof).await
}

/// Returns what is known about a site's messages, and whether someone is reminded of the next one.
async fn shown(app: &App, id: &str, proof: Proof) -> Result<Json<DeliveryView>> {
    let remind_monthly = watch::reminds(app.store(), id).await?;
    Ok(Json(DeliveryView { remind_monthly, ..say::delivery::view(proof, app.inbound.is_some()) }))
}
