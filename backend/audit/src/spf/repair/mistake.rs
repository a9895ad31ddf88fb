//! Mistakes in an SPF record, as a report names them.

pub(crate) use shared::report::{SpfMistake as Mistake, SpfMistakeKind as MistakeKind, Stray};
