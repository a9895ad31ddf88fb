//! Explains a failed stage: a cause with a stable code, one sentence for the client, what to do now, and who has to
//! act.

#[cfg(feature = "facts")]
use std::{collections::HashMap, sync::LazyLock};

#[cfg(feature = "facts")]
pub mod beside_others;
#[cfg(feature = "facts")]
mod catalogue;
#[cfg(feature = "facts")]
pub mod context;
#[cfg(feature = "facts")]
pub mod grant;
#[cfg(feature = "facts")]
pub mod microsoft;
#[cfg(feature = "facts")]
mod own;
mod statement;
pub mod support;

pub use crate::check::{Acts, Diagnosis, word};
#[cfg(feature = "facts")]
pub use catalogue::{Failed, User, diagnose, explain};
pub use statement::{
    AboutEnd, AboutLogin, AboutNetwork, AboutPort, AboutServer, Foreign, Found, HowBlocked, Lacking, Mailbox,
    Named, Protocol, ResolverAnswer, SecretOf, Side, Statement, When,
};

include!(concat!(env!("OUT_DIR"), "/causes.rs"));

#[cfg(feature = "facts")]
impl Cause {
    /// Returns the cause of a catalog's row. `build.rs` creates one for each row.
    fn of_row(id: &str) -> Self {
        static CAUSES: LazyLock<HashMap<&str, Cause>> =
            LazyLock::new(|| Cause::ALL.into_iter().map(|cause| (cause.as_str(), cause)).collect());
        CAUSES[id]
    }
}
