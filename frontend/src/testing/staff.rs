//! People of the agency, and what they see.

use std::rc::Rc;

use shared::wire::{Me, Role};
use yew::prelude::*;

use super::client::config;
use crate::staff::testing::Session;

/// Returns a person with these roles.
pub(crate) fn me(roles: &[Role]) -> Me {
    Me {
        id: "mia".into(),
        name: "Mia Berg".into(),
        email: "mia@studio.test".parse().expect("an address"),
        roles: roles.to_vec(),
        key: None,
        second_factor: true,
        token: None,
    }
}

/// Returns the session of this person.
pub(crate) fn session(me: Me) -> Session {
    Session { me: Rc::new(me), config: Rc::new(config()), changed: Callback::noop(), ended: Callback::noop() }
}
