//! What each extractor means for the document: who can call, what must be sent, and which refusals are possible.

use axum::{
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::HeaderMap,
};
use schemars::JsonSchema;
use sealpost_core::Error;
use shared::wire::BODY_MAX;

use super::{
    super::{
        extract::{
            Asked, Body, Client, Device, Helper, Need, Network, NotForeign, Own, Segment, Shown, Staff,
        },
        problem::BadRequest,
    },
    sketch::{Caller, Sketch, Takes, shape},
};
use crate::app::App;

impl Takes for State<App> {}
impl Takes for HeaderMap {}
impl Takes for Network {}
impl Takes for Device {}

impl Takes for Segment {
    fn sketch(into: &mut Sketch) {
        into.refuses_bad(&[BadRequest::NoRoute]);
    }
}

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

impl Takes for Helper {
    fn sketch(into: &mut Sketch) {
        into.caller = Caller::Helper;
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
            BadRequest::TooLarge(BODY_MAX),
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
