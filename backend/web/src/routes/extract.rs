//! What a handler takes from a request, each failure a problem in words.

use std::{
    marker::PhantomData,
    net::{IpAddr, SocketAddr},
};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
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
    problem::{Refusal, Result},
};
use crate::app::App;

/// A JSON body, which [`super::body::read`] has already bounded.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_json = kind.is_some_and(|kind| {
            kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        });
        if !is_json {
            let detail = "The body has to be JSON, and say so: Content-Type: application/json.";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", detail));
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|_| not_json())?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| unreadable(&error))?;
        json.end().map_err(|_| not_json())?;
        Ok(Self(value))
    }
}

/// Errors of the rules come through word by word. Those of serde can repeat what was sent, and do not.
fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Refusal {
    if !error.inner().is_data() {
        return not_json();
    }
    let path = error.path().to_string();
    let field = (path != ".").then_some(path);
    let message = error.inner().to_string();
    // Of those that name a sign: it stands in the sentence.
    let with_sign = |sign| [RuleError::Sign(sign), RuleError::LocalSign(sign), RuleError::PortSign(sign)];
    let rules = RULES.into_iter().chain(message.chars().flat_map(with_sign));
    let rule = rules.into_iter().find(|rule| message.starts_with(&rule.to_string()));
    let (code, detail) = match rule {
        Some(rule) => (rule.code(), rule.to_string()),
        None if message.starts_with("missing field") => {
            // serde names the field that is missing, and the path ends above it.
            let name = message.split('`').nth(1).unwrap_or_default();
            let above = field.map(|field| format!("{field}.")).unwrap_or_default();
            let detail = "This is missing. Please fill it in.";
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "missing", detail);
            return refusal.at(Some(format!("{above}{name}")));
        }
        None => ("wrong-form", "This does not have the form that it needs.".to_owned()),
    };
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, &detail).at(field)
}

fn not_json() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "not-json", "What was sent is not JSON.")
}

const RULES: [RuleError; 14] = [
    RuleError::Empty,
    RuleError::TooLong,
    RuleError::HostIsAddress,
    RuleError::IsUrl,
    RuleError::NotAName,
    RuleError::NotAscii,
    RuleError::NotAnAddress,
    RuleError::NotAPort,
    RuleError::Control,
    RuleError::TwoAts,
    RuleError::TwoDots,
    RuleError::Hyphen,
    RuleError::OtherScheme,
    RuleError::HasLogin,
];

/// The one parameter of the path.
pub(super) struct Segment(pub(super) String);

impl FromRequestParts<App> for Segment {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        path.map(|Path(text)| Self(text)).map_err(|_| Error::NoOnboarding.into())
    }
}

/// The parameters of the query.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let query = Query::<T>::from_request_parts(parts, app).await;
        query.map(|Query(value)| Self(value)).map_err(|_| {
            let detail = "The part of the address after the question mark is not right.";
            Refusal::new(StatusCode::BAD_REQUEST, "query", detail)
        })
    }
}

/// The client's door: the path's locator and the header's token.
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

/// The path's locator. One that cannot be one is as unknown as any other.
pub(super) async fn locator(parts: &mut Parts, app: &App) -> Result<Locator> {
    let Segment(text) = Segment::from_request_parts(parts, app).await.map_err(|_| Error::LinkUnknown)?;
    Ok(Locator::try_from(text).map_err(|_| Error::LinkUnknown)?)
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::received(token.trim()))
}

/// What a person needs to be allowed.
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

/// A person who is signed in and may do what `N` says.
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
        let person = session::authorise(app.store(), &token, N::PERMISSION, second_factor, app.now()).await?;
        Ok(Self { person, token, need: PhantomData })
    }
}

/// A person who is signed in, on their own account. Whoever still needs a code app gets this far and no further.
pub(super) struct Own {
    pub(super) person: Person,
    pub(super) token: Token,
    /// Whether the token came in the header: then a new one goes back in the body, and otherwise in a cookie.
    pub(super) by_header: bool,
}

impl FromRequestParts<App> for Own {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let token = session_token(parts, app)?;
        let person = session::recognise(app.store(), &token, app.now()).await?;
        Ok(Self { person, token, by_header: bearer(&parts.headers).is_some() })
    }
}

/// What a person will recognise the session by.
pub(super) struct Device(pub(super) String);

impl FromRequestParts<App> for Device {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self(device::words(agent.unwrap_or_default())))
    }
}

/// The session's token: from the header, which no other site's page can set, or from the cookie, which the
/// browser adds by itself; then the request has to come from a page of ours, unless it changes nothing.
pub(super) fn session_token(parts: &Parts, app: &App) -> Result<Token> {
    if let Some(token) = bearer(&parts.headers) {
        return Ok(token);
    }
    let token = cookie::read(&app.public_url, &parts.headers).ok_or(Error::SignedOut)?;
    let is_safe = matches!(parts.method, Method::GET | Method::HEAD);
    if is_safe || origin(&parts.headers, &app.public_url) == Origin::Ours {
        Ok(token)
    } else {
        Err(foreign())
    }
}

/// Signing in and setting up have no cookie yet. They are refused to pages of others: nobody shall be signed
/// in by somebody else's page.
pub(super) struct NotForeign;

impl FromRequestParts<App> for NotForeign {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match origin(&parts.headers, &app.public_url) {
            Origin::Foreign => Err(foreign()),
            Origin::Ours | Origin::Unsaid => Ok(Self),
        }
    }
}

fn foreign() -> Refusal {
    let detail = "This request came from a page of another site. Please open our own page and try again.";
    Refusal::new(StatusCode::FORBIDDEN, "foreign-origin", detail)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Ours,
    Foreign,
    /// No browser: it would have said.
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

/// Where a request comes from, for the limits.
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
        // From the nearest hop outwards, as long as a proxy of ours vouches for the one before it.
        for hop in hops.into_iter().rev() {
            match (address, hop.parse()) {
                (Some(ip), Ok(before)) if is_trusted(&ip) => address = Some(before),
                _ => break,
            }
        }
        Ok(Self(address.map_or(network::Network::UNKNOWN, network::Network::of)))
    }
}
