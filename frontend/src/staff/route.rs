//! The addresses of the staff's pages. Every one is built from a [`Route`].

use shared::wire::Role;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{say, staff::session::Session};

/// A page of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// Who is stuck where.
    #[at("/staff")]
    Board,
    /// A new onboarding and its link.
    #[at("/staff/new")]
    New,
    /// One onboarding.
    #[at("/staff/onboardings/:id")]
    Onboarding {
        /// The onboarding's id.
        id: String,
    },
    /// What clients sent, waiting for a technician.
    #[at("/staff/queue")]
    Queue,
    /// One submission, opened with the technician's own key.
    #[at("/staff/queue/:id")]
    Open {
        /// The onboarding's id.
        id: String,
    },
    /// One submission, re-encrypted for the current technicians.
    #[at("/staff/queue/:id/reseal")]
    Reseal {
        /// The onboarding's id.
        id: String,
    },
    /// The technician's public key.
    #[at("/staff/key")]
    Key,
    /// Who works here.
    #[at("/staff/people")]
    People,
    /// Who did what.
    #[at("/staff/activity")]
    Activity,
    /// How long things are kept.
    #[at("/staff/settings")]
    Settings,
    /// A person's own account: password, second factor and sessions.
    #[at("/staff/account")]
    Account,
    /// Any other address.
    #[not_found]
    #[at("/staff/not-found")]
    NotFound,
}

impl Route {
    /// The page's name, in the menu and in the window's title.
    pub(crate) fn title(&self) -> &'static str {
        let say = say::staff();
        match self {
            Self::Board => say.page_board(),
            Self::New => say.page_new(),
            Self::Onboarding { .. } => say.page_onboarding(),
            Self::Queue => say.page_queue(),
            Self::Open { .. } => say.page_open(),
            Self::Reseal { .. } => say.page_reseal(),
            Self::Key => say.page_key(),
            Self::People => say.page_people(),
            Self::Activity => say.page_activity(),
            Self::Settings => say.page_settings(),
            Self::Account => say.page_account(),
            Self::NotFound => say.page_missing(),
        }
    }

    /// The role that the page needs, if any.
    pub(crate) fn role(&self) -> Option<Role> {
        match self {
            Self::New => Some(Role::Manager),
            Self::Queue | Self::Open { .. } | Self::Reseal { .. } | Self::Key => Some(Role::Technician),
            Self::People | Self::Activity | Self::Settings => Some(Role::Admin),
            Self::Board | Self::Onboarding { .. } | Self::Account | Self::NotFound => None,
        }
    }

    /// True if this person can use the page. The server decides separately what it answers.
    pub(crate) fn is_for(&self, session: &Session) -> bool {
        match self.role() {
            None => true,
            Some(Role::Manager) => session.manages(),
            Some(role) => session.is(role),
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct GoProps {
    pub(crate) to: Route,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) current: bool,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A link to another of these pages, which opens without a reload.
#[component]
pub(crate) fn Go(props: &GoProps) -> Html {
    let navigator = use_navigator();
    let onclick = Callback::from({
        let to = props.to.clone();
        move |event: MouseEvent| {
            let own_tab = event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key();
            if let Some(navigator) = navigator.as_ref().filter(|_| !own_tab) {
                event.prevent_default();
                navigator.push(&to);
            }
        }
    });
    html! {
        <a
            href={props.to.to_path()}
            class={props.class.clone()}
            aria-current={props.current.then_some("page")}
            {onclick}
        >
            { props.children.clone() }
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        let id = || "7K2M9QX4TB".to_owned();
        for route in [
            Route::Board,
            Route::New,
            Route::Onboarding { id: id() },
            Route::Queue,
            Route::Open { id: id() },
            Route::Reseal { id: id() },
            Route::Key,
            Route::People,
            Route::Activity,
            Route::Settings,
            Route::Account,
        ] {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
        assert_eq!(Route::recognize("/staff/"), Some(Route::Board));
        assert_eq!(Route::recognize("/staff/elsewhere"), Some(Route::NotFound));
    }
}
