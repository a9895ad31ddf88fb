//! Who is signed in, and what they can do.

use std::rc::Rc;

use shared::wire::{Config, Me, Role};
use yew::prelude::*;

/// What every page knows about the signed-in user.
#[derive(Clone, PartialEq)]
pub(crate) struct Session {
    /// The user.
    pub(crate) me: Rc<Me>,
    /// The server's configuration.
    pub(crate) config: Rc<Config>,
    /// Called when users change their own account.
    pub(crate) changed: Callback<Me>,
    /// Called when the session ended or the user signed out.
    pub(crate) ended: Callback<()>,
}

impl Session {
    /// Returns true if the user has this role.
    pub(crate) fn is(&self, role: Role) -> bool {
        self.me.roles.contains(&role)
    }

    /// Returns true for managers, and for administrators, who can do everything that managers can.
    pub(crate) fn manages(&self) -> bool {
        manages(&self.me)
    }
}

/// Returns true for managers, and for administrators, who can do everything that managers can.
pub(crate) fn manages(me: &Me) -> bool {
    me.roles.iter().any(|role| matches!(role, Role::Manager | Role::Admin))
}

/// Returns the session, which is available on every page inside the frame.
#[hook]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().expect("the frame provides the session to every page")
}
