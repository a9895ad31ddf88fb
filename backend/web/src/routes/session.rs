//! Handlers for setting up, signing in and signing out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
    response::NoContent,
};
use sealpost_core::{guard::Visitor, notice::Notice, people, session};
use shared::{
    link::Token,
    wire::{Me, SetupRequest, SignInRequest},
};

use super::{
    account::{notify, tell_administrators},
    cookie,
    extract::{Body, Device, Network, NotForeign, Own, Shown},
    problem::Result,
};
use crate::app::App;

pub(super) async fn set_up(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Device(device): Device,
    headers: HeaderMap,
    Body(request): Body<SetupRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let known = cookie::read_device(&app.public_url, &headers);
    let visitor = Visitor { network, known: known.as_ref(), device: &device };
    let set_up = people::set_up(app.store(), &app.guard, &request, visitor, app.now()).await?;
    if set_up.replaced {
        notify(&app, &set_up.me, Notice::PasswordSet).await;
        let (id, name) = (set_up.me.id.clone(), set_up.me.name.clone());
        tell_administrators(&app, id, name, Notice::PasswordSet).await;
    }
    end_before(&app, &headers).await?;
    let (mut answer, me) = entered(&app, set_up.me, &set_up.token, request.in_body);
    know(&app, &mut answer, &set_up.device, request.in_body);
    Ok((answer, me))
}

pub(super) async fn sign_in(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Device(device): Device,
    headers: HeaderMap,
    Body(request): Body<SignInRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let known = cookie::read_device(&app.public_url, &headers);
    let visitor = Visitor { network, known: known.as_ref(), device: &device };
    let signed_in = session::sign_in(app.store(), &app.guard, &request, visitor, app.now()).await?;
    if signed_in.recovered {
        notify(&app, &signed_in.me, Notice::RecoveryUsed).await;
    }
    end_before(&app, &headers).await?;
    let (mut answer, me) = entered(&app, signed_in.me, &signed_in.token, request.token);
    know(&app, &mut answer, &signed_in.device, request.token);
    Ok((answer, me))
}

/// Sets the device cookie. Skips it for a program that requested its token in the body, because it doesn't keep
/// cookies.
fn know(app: &App, answer: &mut HeaderMap, device: &Token, in_body: bool) {
    if !in_body && let Some(cookie) = cookie::set_device(&app.public_url, device) {
        answer.append(header::SET_COOKIE, cookie);
    }
}

/// Ends the previous session of this browser. Its cookie is about to be replaced, so nothing else would end it.
async fn end_before(app: &App, headers: &HeaderMap) -> Result<()> {
    match cookie::read(&app.public_url, headers) {
        Some(before) => Ok(session::sign_out(app.store(), &before).await?),
        None => Ok(()),
    }
}

pub(super) async fn who(own: Own) -> Json<Me> {
    Json(session::me(own.person))
}

pub(super) async fn sign_out(State(app): State<App>, Shown(token): Shown) -> Result<(HeaderMap, NoContent)> {
    session::sign_out(app.store(), &token).await?;
    let headers = cookie::clear(&app.public_url).map(|value| (header::SET_COOKIE, value));
    Ok((headers.into_iter().collect(), NoContent))
}

/// Returns a session's token: in the body if the program requested that, otherwise in a cookie.
pub(super) fn entered(app: &App, me: Me, token: &Token, in_body: bool) -> (HeaderMap, Json<Me>) {
    if in_body {
        (HeaderMap::new(), Json(Me { token: Some(token.clone()), ..me }))
    } else {
        (with_cookie(app, token), Json(me))
    }
}

fn with_cookie(app: &App, token: &Token) -> HeaderMap {
    cookie::set(&app.public_url, token).map(|value| (header::SET_COOKIE, value)).into_iter().collect()
}
