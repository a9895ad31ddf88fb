//! What a handler takes and gives, read from its types: the document of the API can't say anything else about it.

use std::future::Future;

use axum::{
    Json,
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::HeaderMap,
    response::{NoContent, Response},
};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use sealpost_core::{Error, session::Permission};

use super::super::{
    answer::{Cached, Created, Stored},
    extract::{Asked, Body, Client, Device, Need, Network, NotForeign, Own, Segment, Shown, Staff},
    problem::{self, BadRequest, Code, Refusal},
};
use crate::app::App;

/// Who can call a route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::routes) enum Caller {
    /// Everyone, signed in or not.
    #[default]
    Anyone,
    /// The holder of a link. A session isn't one.
    Client,
    /// A person who is signed in, on their own account, with or without an authenticator app.
    Account,
    /// A person who is signed in, has an authenticator app if everyone needs one, and has the permission.
    Staff(Permission),
}

/// Writes the schema of a type.
pub(in crate::routes) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// A status, and the schema of its body if it has one.
pub(in crate::routes) type Given = (u16, Option<Shape>);

/// What is known of a handler from its types.
#[derive(Debug, Clone, Default)]
pub(in crate::routes) struct Sketch {
    pub(in crate::routes) caller: Caller,
    pub(in crate::routes) body: Option<Shape>,
    pub(in crate::routes) query: Option<Shape>,
    pub(in crate::routes) given: Vec<Given>,
    pub(in crate::routes) refused: Vec<Code>,
    pub(in crate::routes) sets_cookie: bool,
    /// True if a session's token is shown, although anyone can call.
    pub(in crate::routes) shows_session: bool,
}

impl Sketch {
    fn refuses(&mut self, errors: &[Error]) {
        self.refused.extend(errors.iter().map(problem::code));
    }

    fn refuses_bad(&mut self, bad: &[BadRequest]) {
        self.refused.extend(bad.iter().map(|bad| bad.code()));
    }
}

fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Something that a handler takes from a request.
pub(in crate::routes) trait Takes {
    /// Adds what that means for the request.
    fn sketch(_: &mut Sketch) {}
}

impl Takes for State<App> {}
impl Takes for HeaderMap {}
impl Takes for Network {}
impl Takes for Device {}
impl Takes for Segment {}

impl Takes for NotForeign {
    fn sketch(into: &mut Sketch) {
        into.refuses_bad(&[BadRequest::ForeignOrigin]);
    }
}

impl Takes for Shown {
    fn sketch(into: &mut Sketch) {
        into.shows_session = true;
        into.refuses(&[Error::SignedOut]);
        into.refuses_bad(&[BadRequest::ForeignOrigin]);
    }
}

impl Takes for Client {
    fn sketch(into: &mut Sketch) {
        into.caller = Caller::Client;
        into.refuses(&[Error::LinkUnknown]);
    }
}

impl Takes for Own {
    fn sketch(into: &mut Sketch) {
        into.caller = Caller::Account;
        into.refuses(&[Error::SignedOut]);
    }
}

impl<N: Need> Takes for Staff<N> {
    fn sketch(into: &mut Sketch) {
        into.caller = Caller::Staff(N::PERMISSION);
        into.refuses(&[Error::SignedOut, Error::Forbidden, Error::FactorNeeded]);
    }
}

impl<T: JsonSchema> Takes for Asked<T> {
    fn sketch(into: &mut Sketch) {
        into.query = Some(T::json_schema);
        into.refuses_bad(&[BadRequest::Query]);
    }
}

impl<T: JsonSchema> Takes for Body<T> {
    fn sketch(into: &mut Sketch) {
        into.body = Some(shape::<T>);
        into.refuses_bad(&[
            BadRequest::NotJsonType,
            BadRequest::NotJson,
            BadRequest::Cut,
            BadRequest::TooSlow,
            BadRequest::TooLarge,
            BadRequest::Missing,
            BadRequest::WrongForm,
        ]);
    }
}

impl Takes for Result<WebSocketUpgrade, WebSocketUpgradeRejection> {
    fn sketch(into: &mut Sketch) {
        into.refuses_bad(&[BadRequest::NoWebSocket]);
    }
}

/// Something that a handler answers with.
pub(in crate::routes) trait Gives {
    /// Adds the status, and what comes with it.
    fn sketch(into: &mut Sketch);
}

impl Gives for NoContent {
    fn sketch(into: &mut Sketch) {
        into.given.push((204, None));
    }
}

impl<T: JsonSchema> Gives for Json<T> {
    fn sketch(into: &mut Sketch) {
        into.given.push((200, Some(shape::<T>)));
    }
}

impl<T: JsonSchema> Gives for Cached<T> {
    fn sketch(into: &mut Sketch) {
        into.given.push((200, Some(shape::<T>)));
    }
}

impl<T: JsonSchema> Gives for Created<T> {
    fn sketch(into: &mut Sketch) {
        into.given.push((201, Some(shape::<T>)));
    }
}

impl<T: JsonSchema> Gives for Stored<T> {
    fn sketch(into: &mut Sketch) {
        into.given.extend([(200, Some(shape::<T> as Shape)), (201, Some(shape::<T>))]);
    }
}

impl<T: Gives> Gives for (HeaderMap, T) {
    fn sketch(into: &mut Sketch) {
        into.sets_cookie = true;
        T::sketch(into);
    }
}

/// A socket, or a page: [`super::Route`] says which.
impl Gives for Response {
    fn sketch(_: &mut Sketch) {}
}

impl<T: Gives> Gives for Result<T, Refusal> {
    fn sketch(into: &mut Sketch) {
        T::sketch(into);
        into.refuses(&[Error::System("")]);
    }
}

/// A handler whose types say what it takes and gives.
pub(in crate::routes) trait Described<T> {
    /// Returns what they say.
    fn sketch() -> Sketch;
}

macro_rules! described {
    ($($take:ident),*) => {
        impl<F, Later, Out, $($take,)*> Described<($($take,)*)> for F
        where
            F: Fn($($take),*) -> Later,
            Later: Future<Output = Out>,
            Out: Gives,
            $($take: Takes,)*
        {
            fn sketch() -> Sketch {
                let mut sketch = Sketch::default();
                $($take::sketch(&mut sketch);)*
                Out::sketch(&mut sketch);
                sketch
            }
        }
    };
}
described!();
described!(A);
described!(A, B);
described!(A, B, C);
described!(A, B, C, D);
described!(A, B, C, D, E);
described!(A, B, C, D, E, G);
