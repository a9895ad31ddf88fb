//! What a handler takes and gives, read from its types: the document of the API can't say anything else about it.

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
    /// A person who is signed in, on their own account, with or without an authenticator app.
    Account,
    /// A person who is signed in, has an authenticator app if everyone needs one, and has the permission.
    Staff(Permission),
}

/// A function that writes the schema of a type.
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
    /// Adds refusals of the journey.
    pub(super) fn refuses(&mut self, errors: &[Error]) {
        self.refused.extend(errors.iter().map(problem::code));
    }

    /// Adds refusals that the journey doesn't know.
    pub(super) fn refuses_bad(&mut self, bad: &[BadRequest]) {
        self.refused.extend(bad.iter().map(|bad| bad.code()));
    }
}

/// Writes the schema of a type.
pub(super) fn shape<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// Something that a handler takes from a request.
pub(in crate::routes) trait Takes {
    /// Adds what that means for the request.
    fn sketch(_: &mut Sketch) {}
}

/// Something that a handler answers with.
pub(in crate::routes) trait Gives {
    /// Adds the status, and what comes with it.
    fn sketch(into: &mut Sketch);
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
