//! What each return type of a handler means for the document: its status and its body.

use axum::{
    Json,
    http::HeaderMap,
    response::{NoContent, Response},
};
use schemars::JsonSchema;
use sealpost_core::Error;

use super::{
    super::{
        answer::{Cached, Created, Stored},
        problem::Refusal,
    },
    sketch::{Gives, Shape, Sketch, shape},
};

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

/// A socket or a page. [`super::Route`] says which.
impl Gives for Response {
    fn sketch(_: &mut Sketch) {}
}

impl<T: Gives> Gives for Result<T, Refusal> {
    fn sketch(into: &mut Sketch) {
        T::sketch(into);
        into.refuses(&[Error::System("")]);
    }
}
