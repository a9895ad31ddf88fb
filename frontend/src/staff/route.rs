//! The URLs of the staff's pages. All of them are built from a [`Route`].

use shared::wire::Role;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{say, staff::session::Session};

/// One of the staff's pages.
#[derive(Debug, Clone, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// The board, which shows where each client is stuck.
    #[at("/staff")]
    Board,
    /// The form for a new onboarding.
    #[at("/staff/new")]
    New,
    /// The page of an onboarding.
    #[at("/staff/onboardings/:id")]
    Onboarding {
        /// The onboarding's id.
        id: String,
    },
    /// The queue of submissions that are waiting for a technician.
    #[at("/staff/queue")]
    Queue,
    /// A submission, opened with the technician's own key.
    #[at("/staff/queue/:id")]
    Open {
        /// The onboarding's id.
        id: String,
    },
    /// A submission, re-encrypted for the current technicians.
    #[at("/staff/queue/:id/reseal")]
    Reseal {
        /// The onboarding's id.
        id: String,
    },
    /// The technician's public key.
    #[at("/staff/key")]
    Key,
    /// The agency's people.
    #[at("/staff/people")]
    People,
    /// The activity log.
    #[at("/staff/activity")]
    Activity,
    /// How the agency appears to its clients.
    #[at("/staff/agency")]
    Agency,
    /// The retention settings.
    #[at("/staff/settings")]
    Settings,
    /// The user's own account: password, second factor and sessions.
    #[at("/staff/account")]
    Account,
    /// Any other URL.
    #[not_found]
    #[at("/staff/not-found")]
    NotFound,
}

impl Route {
    /// Returns the page's name, for the menu and the window's title.
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
            Self::Agency => say.page_agency(),
            Self::Settings => say.page_settings(),
            Self::Account => say.page_account(),
            Self::NotFound => say.page_missing(),
        }
    }

    /// Returns the role that the page requires, if any.
    pub(crate) fn role(&self) -> Option<Role> {
        match self {
            Self::New => Some(Role::Manager),
            Self::Queue | Self::Open { .. } | Self::Reseal { .. } | Self::Key => Some(Role::Technician),
            Self::People | Self::Activity | Self::Agency | Self::Settings => Some(Role::Admin),
            Self::Board | Self::Onboarding { .. } | Self::Account | Self::NotFound => None,
        }
    }

    /// Returns true if this user can visit the page. The server enforces permissions separately.
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

/// Renders a link to another page, which opens without a reload.
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
    fn routes_round_trip() {
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
            Route::Agency,
            Route::Settings,
            Route::Account,
        ] {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
        assert_eq!(Route::recognize("/staff/"), Some(Route::Board));
        assert_eq!(Route::recognize("/staff/elsewhere"), Some(Route::NotFound));
    }
}
