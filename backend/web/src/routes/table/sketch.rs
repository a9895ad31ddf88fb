//! What a handler takes and returns, read from its types, so that the API's document can't say anything else.

use std::future::Future;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use sealpost_core::{Error, session::Permission};

use super::super::problem::{self, BadRequest, Code};

/// Who can call a route.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::routes) enum Caller {
    /// Everyone, signed in or not.
    #[default]
    Anyone,
    /// The holder of a link. A session isn't one.
    Client,
    /// The holder of a link to a step that a client handed over. A client's link isn't one.
    Helper,
    /// A person who is signed in, on their own account, with or without an authenticator app.
    Account,
    /// A person who is signed in, has an authenticator app if everyone needs one, and has the permission.
    Staff(Permission),
}

/// A function that generates a type's schema.
pub(in crate::routes) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// A status, with the schema of its body, if any.
pub(in crate::routes) type Given = (u16, Option<Shape>);

/// What a handler's types say about it.
#[derive(Debug, Clone, Default)]
pub(in crate::routes) struct Sketch {
    pub(in crate::routes) caller: Caller,
    pub(in crate::routes) body: Option<Shape>,
    pub(in crate::routes) query: Option<Shape>,
    pub(in crate::routes) given: Vec<Given>,
    pub(in crate::routes) refused: Vec<Code>,
    pub(in crate::routes) sets_cookie: bool,
    /// True if the handler takes a session's token, although anyone can call it.
    pub(in crate::routes) shows_session: bool,
}

impl Sketch {
    /// Adds errors of the journey.
    pub(super) fn refuses(&mut self, errors: &[Error]) {
        self.refused.extend(errors.iter().map(problem::code));
    }

    /// Adds errors in the request itself.
    pub(super) fn refuses_bad(&mut self, bad: &[BadRequest]) {
        self.refused.extend(bad.iter().map(|bad| bad.code()));
    }
}

/// Generates a type's schema.
pub(super) fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A type that a handler extracts from a request.
pub(in crate::routes) trait Takes {
    /// Adds what this type requires of a request.
    fn sketch(_: &mut Sketch) {}
}

/// A type that a handler returns.
pub(in crate::routes) trait Gives {
    /// Adds the status and the body.
    fn sketch(into: &mut Sketch);
}

/// A handler whose types describe it.
pub(in crate::routes) trait Described<T> {
    /// Returns the handler's description.
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
