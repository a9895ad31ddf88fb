//! What handlers extract from a request. Each failure is a problem with a message.

use std::{
    marker::PhantomData,
    net::{IpAddr, SocketAddr},
};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, Method, header, request::Parts},
};
use net::url::PublicUrl;
use sealpost_core::{
    Error, device, network,
    session::{self, Permission},
    store::Person,
};
use serde::de::DeserializeOwned;
use shared::{
    link::{Locator, Token},
    rules::RuleError,
};

use super::{
    cookie,
    problem::{BadRequest, Refusal, Result},
};
use crate::{app::App, say};

/// A JSON body, whose size [`super::body::read`] has already limited.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_json = kind.is_some_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        if !is_json {
            return Err(BadRequest::NotJsonType.into());
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|_| BadRequest::NotJson)?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| unreadable(&error))?;
        json.end().map_err(|_| BadRequest::NotJson)?;
        Ok(Self(value))
    }
}

/// Reports which field is wrong, and which rule it breaks. serde's own message isn't passed on, because it could
/// repeat what was sent.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    if !error.inner().is_data() {
        return BadRequest::NotJson.into();
    }
    let path = error.path().to_string();
    let field = (path != ".").then_some(path);
    let message = error.inner().to_string();
    if let Some(rule) = RuleError::of_error(&message) {
        return Refusal::from(BadRequest::Rule(rule)).at(field);
    }
    if message.starts_with("missing field") {
        // serde's path ends above a missing field, and its message names the field.
        let name = message.split('`').nth(1).unwrap_or_default();
        let above = field.map(|field| format!("{field}.")).unwrap_or_default();
        return Refusal::from(BadRequest::Missing).at(Some(format!("{above}{name}")));
    }
    Refusal::from(BadRequest::WrongForm).at(field)
}

/// The path's only parameter.
pub(super) struct Segment(pub(super) String);

impl FromRequestParts<App> for Segment {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.map(|Path(text)| Self(text)).map_err(|_| BadRequest::NoRoute.into())
    }
}

/// The query's parameters.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let query = Query::<T>::from_request_parts(parts, app).await;
        query.map(|Query(value)| Self(value)).map_err(|_| BadRequest::Query.into())
    }
}

/// The client of a request: the locator from the path and the token from the header.
pub(super) struct Client {
    pub(super) locator: Locator,
    pub(super) token: Token,
}

impl FromRequestParts<App> for Client {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let locator = locator(parts, app).await?;
        let token = bearer(&parts.headers).ok_or(Error::LinkUnknown)?;
        Ok(Self { locator, token })
    }
}

/// Someone who does a step that a client handed over: the locator from the path and the token from the header.
pub(super) struct Helper {
    pub(super) locator: Locator,
    pub(super) token: Token,
}

impl FromRequestParts<App> for Helper {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Client { locator, token } = Client::from_request_parts(parts, app).await?;
        Ok(Self { locator, token })
    }
}

/// Returns the locator from the path. A malformed locator gets the same answer as an unknown one.
pub(super) async fn locator(parts: &mut Parts, app: &App) -> Result<Locator> {
    let Segment(text) = Segment::from_request_parts(parts, app).await.map_err(|_| Error::LinkUnknown)?;
    Ok(Locator::try_from(text).map_err(|_| Error::LinkUnknown)?)
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::received(token.trim()))
}

/// A permission that a handler requires.
pub(super) trait Need {
    const PERMISSION: Permission;
}

macro_rules! needs {
    ($($name:ident),*) => {$(
        pub(super) struct $name;
        impl Need for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )*};
}
needs!(Manage, Watch, Open, Administer);

/// A signed-in person who has the permission that `N` requires.
pub(super) struct Staff<N> {
    pub(super) person: Person,
    pub(super) token: Token,
    need: PhantomData<N>,
}

impl<N: Need> FromRequestParts<App> for Staff<N> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let token = session_token(parts, app)?;
        let second_factor = app.guard.second_factor;
        let person = session::authorize(app.store(), &token, N::PERMISSION, second_factor, app.now()).await?;
        Ok(Self { person, token, need: PhantomData })
    }
}

/// A signed-in person, for their own account. People who still have to add an authenticator app can use only these
/// routes.
pub(super) struct Own {
    pub(super) person: Person,
    pub(super) token: Token,
    /// True if the token came in the header. Then a new token is returned in the body, and otherwise in a cookie.
    pub(super) by_header: bool,
}

impl FromRequestParts<App> for Own {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let token = session_token(parts, app)?;
        let person = session::recognize(app.store(), &token, app.now()).await?;
        Ok(Self { person, token, by_header: bearer(&parts.headers).is_some() })
    }
}

/// The session's token, valid or not: signing out accepts any token.
pub(super) struct Shown(pub(super) Token);

impl FromRequestParts<App> for Shown {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        session_token(parts, app).map(Self)
    }
}

/// The name by which a person will recognize the session.
pub(super) struct Device(pub(super) String);

impl FromRequestParts<App> for Device {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self(say::device(device::Device::of(agent.unwrap_or_default()))))
    }
}

/// Returns the session's token: from the header, which no other site's page can set, or from the cookie, which the
/// browser adds on its own. A request with a cookie must come from our own page, unless it only reads.
fn session_token(parts: &Parts, app: &App) -> Result<Token> {
    if let Some(token) = bearer(&parts.headers) {
        return Ok(token);
    }
    let token = cookie::read(&app.public_url, &parts.headers).ok_or(Error::SignedOut)?;
    let is_safe = matches!(parts.method, Method::GET | Method::HEAD);
    if is_safe || origin(&parts.headers, &app.public_url) == Origin::Ours {
        Ok(token)
    } else {
        Err(BadRequest::ForeignOrigin.into())
    }
}

/// A request that doesn't come from another site's page. Signing in and setting up need no cookie, so without this
/// check another site could sign a visitor in.
pub(super) struct NotForeign;

impl FromRequestParts<App> for NotForeign {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match origin(&parts.headers, &app.public_url) {
            Origin::Foreign => Err(BadRequest::ForeignOrigin.into()),
            Origin::Ours | Origin::Unsaid => Ok(Self),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Ours,
    Foreign,
    /// No browser: a browser would have sent its origin.
    Unsaid,
}

fn origin(headers: &HeaderMap, ours: &PublicUrl) -> Origin {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text("origin")) {
        (Some("same-origin"), _) => Origin::Ours,
        (None, Some(origin)) if origin.eq_ignore_ascii_case(ours.as_str()) => Origin::Ours,
        (None, None) => Origin::Unsaid,
        _ => Origin::Foreign,
    }
}

/// The network that a request comes from, for the limits.
pub(super) struct Network(pub(super) network::Network);

impl FromRequestParts<App> for Network {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let is_trusted = |ip: &IpAddr| app.trusted_proxies.iter().any(|net| net.contains(&ip.to_canonical()));
        let forwarded =
            parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut address = peer;
        // Goes outward from the nearest hop, as long as each hop is a trusted proxy, which vouches for the hop before
        // it.
        for hop in hops.into_iter().rev() {
            match (address, hop.parse()) {
                (Some(ip), Ok(before)) if is_trusted(&ip) => address = Some(before),
                _ => break,
            }
        }
        Ok(Self(address.map_or(network::Network::UNKNOWN, network::Network::of)))
    }
}
