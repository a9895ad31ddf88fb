//! Who is signed in, and what they are allowed to do.

use std::rc::Rc;

use shared::wire::{Config, Me, Role};
use yew::prelude::*;

/// What every page knows about the person who is signed in.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// The person.
    pub(crate) me: Rc<Me>,
    /// The server.
    pub(crate) config: Rc<Config>,
    /// Called when the person changed their own account.
    pub(crate) changed: Callback<Me>,
    /// Called when the session ended, or the person signed out.
    pub(crate) ended: Callback<()>,
}

impl Session {
    /// True if the person has this role.
    pub(crate) fn is(&self, role: Role) -> bool {
        self.me.roles.contains(&role)
    }

    /// True for managers and administrators, who can do what managers do.
    pub(crate) fn manages(&self) -> bool {
        manages(&self.me)
    }
}

/// True for managers and administrators, who can do what managers do.
pub(crate) fn manages(me: &Me) -> bool {
    me.roles.iter().any(|role| matches!(role, Role::Manager | Role::Admin))
}

/// Returns the session, which every page inside the frame has.
#[hook]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().expect("the frame provides it to every page")
}
