//! Handlers for people and for the whole activity log.

use axum::{Json, extract::State, response::NoContent};
use schemars::JsonSchema;
use sealpost_core::{keys, people, retention, status};
use serde::Deserialize;
use shared::wire::{Activity, InviteRequest, Invited, Person, Retention, RetentionRequest};

use super::{
    answer::Created,
    extract::{Administer, Asked, Body, Segment, Staff},
    members::handed_over,
    problem::Result,
};
use crate::{app::App, say};

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct LogQuery {
    after: Option<i64>,
}

pub(super) async fn people(_: Staff<Administer>, State(app): State<App>) -> Result<Json<Vec<Person>>> {
    Ok(Json(people::list(app.store()).await?))
}

pub(super) async fn invite(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Body(request): Body<InviteRequest>,
) -> Result<Created<Invited>> {
    let (person, token) = people::invite(app.store(), &who, &request, app.now()).await?;
    Ok(Created(handed_over(&app, &who, person, &token).await?))
}

pub(super) async fn remove_key(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<NoContent> {
    keys::remove(app.store(), &who, &id, app.now()).await?;
    Ok(NoContent)
}

pub(super) async fn retention(_: Staff<Administer>, State(app): State<App>) -> Result<Json<Retention>> {
    Ok(Json(retention::show(app.store(), &app.keep).await?))
}

pub(super) async fn set_retention(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Body(request): Body<RetentionRequest>,
) -> Result<Json<Retention>> {
    Ok(Json(retention::change(app.store(), &app.keep, &who, &request, app.now()).await?))
}

pub(super) async fn activity(
    _: Staff<Administer>,
    State(app): State<App>,
    Asked(query): Asked<LogQuery>,
) -> Result<Json<Vec<Activity>>> {
    let mut log = status::activity(app.store(), query.after).await?;
    say::activity::tell(&mut log);
    Ok(Json(log))
}
