//! Handlers with which an administrator changes other people.

use axum::{Json, extract::State, response::NoContent};
use sealpost_core::{
    membership,
    notice::{self, Notice},
    people,
    store::Person as Who,
};
use shared::{
    link::Token,
    wire::{Invited, Person, RolesRequest, SetupLinkRequest},
};

use super::{
    account::{tell, tell_administrators},
    answer::Created,
    extract::{Administer, Body, Segment, Staff},
    problem::Result,
};
use crate::app::App;

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
) -> Result<Created<Invited>> {
    let (person, token) =
        membership::new_link(app.store(), &who, &id, request.second_factor, app.now()).await?;
    tell(&app, person.name.clone(), person.email.clone(), Notice::LinkMade).await;
    tell_administrators(&app, person.id.clone(), person.name.clone(), Notice::LinkMade).await;
    Ok(Created(handed_over(&app, &who, person, &token).await?))
}

/// Mails a setup link to its person. If the mail can't be sent, the administrator is shown the link. The log says
/// which of the two happened.
pub(super) async fn handed_over(app: &App, who: &Who, person: Person, token: &Token) -> Result<Invited> {
    let url = people::setup_url(app.public_url.as_str(), token);
    let by_mail = match app.post().await {
        Some(post) => notice::setup_link(&post, &person.name, &person.email, &url).await,
        None => false,
    };
    people::note_handed_over(app.store(), who, &person.name, by_mail, app.now()).await?;
    Ok(Invited { person, setup_url: (!by_mail).then_some(url) })
}

pub(super) async fn sign_out(
    Staff { person: who, .. }: Staff<Administer>,
    State(app): State<App>,
    Segment(id): Segment,
) -> Result<NoContent> {
    membership::sign_out(app.store(), &who, &id, app.now()).await?;
    Ok(NoContent)
}
