//! A row of the table: a route, and what the document says about it.

use axum::{
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use schemars::{JsonSchema, Schema};
use sealpost_core::{Error, Fault};
use shared::wire::BODY_MAX;

use super::{
    super::{
        limit::Limit,
        problem::{self, BadRequest},
    },
    sketch::{Caller, Described, Shape, Sketch},
};
use crate::app::App;

/// One route of the API.
#[derive(Debug, Clone)]
pub(in crate::routes) struct Route {
    pub(in crate::routes) method: Method,
    /// The path below `/api`, with its parameters in braces.
    pub(in crate::routes) path: &'static str,
    /// The operation's name in the document, which generated clients use.
    pub(in crate::routes) name: &'static str,
    /// A sentence about what the route does.
    pub(in crate::routes) says: &'static str,
    pub(in crate::routes) sketch: Sketch,
    pub(in crate::routes) limits: Vec<Limit>,
    /// How many bytes a request's body can have.
    pub(in crate::routes) most: usize,
    /// The content type of a successful response.
    pub(in crate::routes) kind: &'static str,
    pub(in crate::routes) socket: Option<Socket>,
    handler: MethodRouter<App>,
}

/// The messages of a WebSocket: those that clients send, in order, and those that the server sends.
#[derive(Debug, Clone, Copy)]
pub(in crate::routes) struct Socket {
    pub(in crate::routes) up: [Shape; 2],
    pub(in crate::routes) down: Shape,
}

macro_rules! methods {
    ($($method:ident $filter:ident),*) => {$(
        /// Returns the row of a route with this method.
        pub(in crate::routes) fn $method<H, X, T>(
            path: &'static str,
            name: &'static str,
            says: &'static str,
            handler: H,
        ) -> Route
        where
            H: Handler<X, App> + Described<T>,
            X: 'static,
        {
            Route::new(Method::$filter, path, (name, says), H::sketch(), on(MethodFilter::$filter, handler))
        }
    )*};
}
methods!(get GET, post POST, put PUT, delete DELETE);

impl Route {
    fn new(
        method: Method,
        path: &'static str,
        (name, says): (&'static str, &'static str),
        mut sketch: Sketch,
        handler: MethodRouter<App>,
    ) -> Self {
        let is_own_page_only = matches!(sketch.caller, Caller::Account | Caller::Staff(_));
        if is_own_page_only && method != Method::GET {
            sketch.refused.push(BadRequest::ForeignOrigin.code());
        }
        Self {
            method,
            path,
            name,
            says,
            sketch,
            limits: Vec::new(),
            most: BODY_MAX,
            kind: "application/json",
            socket: None,
            handler,
        }
    }

    /// Adds a limit, and its refusal.
    pub(super) fn limit(mut self, limit: Limit) -> Self {
        self.limits.push(limit);
        self.refuses(&[limit.refusal()])
    }

    /// Adds errors of the journey.
    pub(super) fn refuses(mut self, errors: &[Error]) -> Self {
        self.sketch.refused.extend(errors.iter().map(problem::code));
        self
    }

    /// Adds faults that a field can have.
    pub(super) fn faults(self, faults: &[Fault]) -> Self {
        faults.iter().fold(self, |route, &fault| route.refuses(&[Error::Field { field: "", fault }]))
    }

    /// Adds errors in the request itself, which the journey doesn't know.
    pub(super) fn refuses_bad(mut self, bad: BadRequest) -> Self {
        self.sketch.refused.push(bad.code());
        self
    }

    /// Lets a request's body have more bytes than usual.
    pub(super) fn takes_up_to(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Returns true if a request's path is this one.
    pub(in crate::routes) fn fits(&self, path: &str) -> bool {
        let Some(path) = path.strip_prefix("/api") else { return false };
        let (mut own, mut given) = (self.path.split('/'), path.split('/'));
        loop {
            match (own.next(), given.next()) {
                (None, None) => return true,
                (Some(part), Some(other)) if part == other || part.starts_with('{') => {}
                _ => return false,
            }
        }
    }

    /// Makes this route a WebSocket. The client's first message contains the link's token.
    pub(super) fn socket<First: JsonSchema, Last: JsonSchema, Down: JsonSchema>(mut self) -> Self {
        self.sketch.caller = Caller::Client;
        self.sketch.given = vec![(101, None)];
        self.socket = Some(Socket {
            up: [
                |generator| generator.subschema_for::<First>(),
                |generator| generator.subschema_for::<Last>(),
            ],
            down: |generator| generator.subschema_for::<Down>(),
        });
        self
    }

    /// Makes the response a file of this content type.
    pub(super) fn file(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self.sketch.given = vec![(200, Some(|_| Schema::default()))];
        self
    }

    /// Returns the path and its handler.
    pub(in crate::routes) fn into_handler(self) -> (&'static str, MethodRouter<App>) {
        (self.path, self.handler)
    }
}
