//! Setting up, signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use shared::{
    link::Token,
    wire::{Me, SetupRequest, SignInRequest},
};

use super::{
    cookie,
    extract::{Body, Network, NotForeign, session_token},
    problem::Result,
};
use crate::{
    app::App,
    flow::{people, session},
};

pub(super) async fn set_up(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Body(request): Body<SetupRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let (me, token) = people::set_up(app.store(), &app.passwords, &request, &network, app.now()).await?;
    Ok((with_cookie(&app, &token), Json(me)))
}

pub(super) async fn sign_in(
    State(app): State<App>,
    _: NotForeign,
    Network(network): Network,
    Body(request): Body<SignInRequest>,
) -> Result<(HeaderMap, Json<Me>)> {
    let signed_in = session::sign_in(app.store(), &app.passwords, &request, &network, app.now()).await?;
    Ok(match signed_in {
        (me, token) if request.token => (HeaderMap::new(), Json(Me { token: Some(token), ..me })),
        (me, token) => (with_cookie(&app, &token), Json(me)),
    })
}

pub(super) async fn who(State(app): State<App>, parts: Parts) -> Result<Json<Me>> {
    let token = session_token(&parts, &app)?;
    let person = session::recognise(app.store(), &token, app.now()).await?;
    Ok(Json(session::me(person)))
}

pub(super) async fn sign_out(State(app): State<App>, parts: Parts) -> Result<(StatusCode, HeaderMap)> {
    let token = session_token(&parts, &app)?;
    session::sign_out(app.store(), &token).await?;
    let headers = cookie::clear(&app.public_url).map(|value| (header::SET_COOKIE, value));
    Ok((StatusCode::NO_CONTENT, headers.into_iter().collect()))
}

fn with_cookie(app: &App, token: &Token) -> HeaderMap {
    cookie::set(&app.public_url, token).map(|value| (header::SET_COOKIE, value)).into_iter().collect()
}
