//! Who is here, and what they may do.

use std::rc::Rc;

use shared::wire::{Config, Me, Role};
use yew::prelude::*;

/// What every page of a person who is signed in knows.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// The person.
    pub(crate) me: Rc<Me>,
    /// The server.
    pub(crate) config: Rc<Config>,
    /// The person has changed something about themselves.
    pub(crate) changed: Callback<Me>,
    /// The server does not know the session any more, or the person has signed out.
    pub(crate) ended: Callback<()>,
}

impl Session {
    /// Whether the person has this role.
    pub(crate) fn is(&self, role: Role) -> bool {
        self.me.roles.contains(&role)
    }

    /// Whether the person may do what a manager may: managers and administrators.
    pub(crate) fn manages(&self) -> bool {
        manages(&self.me)
    }
}

/// Whether a person may do what a manager may: managers and administrators.
pub(crate) fn manages(me: &Me) -> bool {
    me.roles.iter().any(|role| matches!(role, Role::Manager | Role::Admin))
}

/// The session; every page below the frame has one.
#[hook]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().expect("the frame provides it to every page")
}
