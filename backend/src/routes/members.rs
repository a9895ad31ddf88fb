//! What an administrator changes of somebody.

use axum::{Json, extract::State, http::StatusCode};
use shared::wire::{Invited, Person, RolesRequest, SetupLinkRequest};

use super::{
    account::tell,
    extract::{Administer, Body, Segment, Staff},
    problem::Result,
};
use crate::{
    app::App,
    flow::{membership, notice::Notice, people},
};

pub(super) async fn set_roles(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(request): Body<RolesRequest>,
) -> Result<Json<Person>> {
    Ok(Json(membership::set_roles(app.store(), &who, &id, &request.roles, app.now()).await?))
}

pub(super) async fn deactivate(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<Person>> {
    Ok(Json(membership::deactivate(app.store(), &who, &id, app.now()).await?))
}

pub(super) async fn reactivate(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<Json<Person>> {
    Ok(Json(membership::reactivate(app.store(), &who, &id, app.now()).await?))
}

pub(super) async fn new_link(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
    Body(request): Body<SetupLinkRequest>,
) -> Result<(StatusCode, Json<Invited>)> {
    let (person, token) =
        membership::new_link(app.store(), &who, &id, request.second_factor, app.now()).await?;
    tell(&app, person.name.clone(), person.email.clone(), Notice::LinkMade).await;
    let setup_url = people::setup_url(app.public_url.as_str(), &token);
    Ok((StatusCode::CREATED, Json(Invited { person, setup_url })))
}

pub(super) async fn sign_out(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<StatusCode> {
    membership::sign_out(app.store(), &who, &id, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
