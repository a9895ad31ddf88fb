//! A person's own account.

use axum::{Json, extract::State, http::HeaderMap};
use sealpost_core::{
    account::{self, Renewed},
    enrollment,
    notice::{self, Notice},
    store::Person,
};
use shared::{
    rules::Address,
    wire::{
        self, ConfirmRequest, ContactSettings, EndRequest, Enrollment, Me, PasswordRequest, Proof,
        RecoveryCodes,
    },
};

use super::{
    extract::{Body, Own},
    problem::Result,
    session::entered,
};
use crate::app::App;

pub(super) async fn account(own: Own, State(app): State<App>) -> Result<Json<wire::Account>> {
    Ok(Json(account::account(app.store(), &own.person, &own.token, app.now()).await?))
}

pub(super) async fn set_contact(
    own: Own,
    State(app): State<App>,
    Body(contact): Body<ContactSettings>,
) -> Result<Json<wire::Account>> {
    let (store, now) = (app.store(), app.now());
    if account::set_contact(store, &own.person, &contact, now).await? {
        tell_all(&app, &own.person, Notice::ContactChanged).await;
    }
    let person = Person { contact, ..own.person };
    Ok(Json(account::account(store, &person, &own.token, now).await?))
}

pub(super) async fn change_password(
    own: Own,
    State(app): State<App>,
    Body(request): Body<PasswordRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let (store, now) = (app.store(), app.now());
    let renewed = account::change_password(store, &app.guard, &own.person, &own.token, &request, now).await?;
    notify(&app, &renewed.me, Notice::PasswordChanged).await;
    Ok(answer(&app, &own, renewed))
}

pub(super) async fn begin_factor(
    own: Own,
    State(app): State<App>,
    Body(proof): Body<Proof>,
) -> Result<Json<Enrollment>> {
    let (store, now) = (app.store(), app.now());
    Ok(Json(enrollment::begin(store, &app.guard, &own.person, &own.token, &proof, now).await?))
}

pub(super) async fn confirm_factor(
    own: Own,
    State(app): State<App>,
    Body(request): Body<ConfirmRequest>,
) -> Result<(HeaderMap, Json<RecoveryCodes>)> {
    let (store, now) = (app.store(), app.now());
    let (made, token) =
        enrollment::confirm(store, &app.guard, &own.person, &own.token, &request.code, now).await?;
    notify(&app, &made.me, Notice::FactorSet).await;
    let (headers, Json(me)) = entered(&app, made.me, &token, own.by_header);
    Ok((headers, Json(RecoveryCodes { me, ..made })))
}

pub(super) async fn remove_factor(
    own: Own,
    State(app): State<App>,
    Body(proof): Body<Proof>,
) -> Result<(HeaderMap, Json<Me>)> {
    let (store, now) = (app.store(), app.now());
    let renewed = enrollment::remove(store, &app.guard, &own.person, &own.token, &proof, now).await?;
    notify(&app, &renewed.me, Notice::FactorRemoved).await;
    Ok(answer(&app, &own, renewed))
}

pub(super) async fn recovery_codes(
    own: Own,
    State(app): State<App>,
    Body(proof): Body<Proof>,
) -> Result<(HeaderMap, Json<RecoveryCodes>)> {
    let (store, now) = (app.store(), app.now());
    let (made, token) = enrollment::recover(store, &app.guard, &own.person, &own.token, &proof, now).await?;
    notify(&app, &made.me, Notice::RecoveryMade).await;
    let (headers, Json(me)) = entered(&app, made.me, &token, own.by_header);
    Ok((headers, Json(RecoveryCodes { me, ..made })))
}

pub(super) async fn end_sessions(
    own: Own,
    State(app): State<App>,
    Body(request): Body<EndRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let (store, now) = (app.store(), app.now());
    let renewed = account::end_sessions(store, &app.guard, &own.person, &own.token, &request, now).await?;
    Ok(answer(&app, &own, renewed))
}

fn answer(app: &App, own: &Own, renewed: Renewed) -> (HeaderMap, Json<Me>) {
    entered(app, renewed.me, &renewed.token, own.by_header)
}

/// Mails a person about their account, if mail is set up. The request doesn't wait for it.
pub(super) async fn notify(app: &App, me: &Me, notice: Notice) {
    tell(app, me.name.clone(), me.email.clone(), notice).await;
}

/// Like [`notify`], but also mails every administrator: for changes that would let someone else sign in, read
/// settings or answer clients' calls.
pub(super) async fn tell_all(app: &App, person: &Person, notice: Notice) {
    tell(app, person.name.clone(), person.email.clone(), notice).await;
    tell_administrators(app, person.id.clone(), person.name.clone(), notice).await;
}

/// Mails every administrator except this person.
pub(super) async fn tell_administrators(app: &App, id: String, name: String, notice: Notice) {
    let (app, working) = (app.clone(), app.unfinished.begin().await);
    tokio::spawn(async move {
        if let Some(post) = app.post().await
            && let Err(error) = notice::administrators_told(app.store(), &post, &id, &name, notice).await
        {
            tracing::warn!(%error, "can't notify the administrators");
        }
        drop(working);
    });
}

/// See [`notify`].
pub(super) async fn tell(app: &App, name: String, email: Address, notice: Notice) {
    let (app, working) = (app.clone(), app.unfinished.begin().await);
    tokio::spawn(async move {
        if let Some(post) = app.post().await {
            notice::account_changed(&post, &name, &email, notice).await;
        }
        drop(working);
    });
}
