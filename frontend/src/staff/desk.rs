//! The program for signed-in users, with all pages.

use std::rc::Rc;

use shared::wire::{Config, Me, SecondFactor};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    account::AccountPage,
    activity::Activities,
    agency::AgencyPage,
    board::BoardPage,
    create::NewPage,
    entrance::Enroll,
    frame::Frame,
    key::KeyPage,
    leaving,
    onboarding::OnboardingPage,
    people::PeoplePage,
    route::Route,
    session::Session,
    settings::SettingsPage,
    state::{NotForYou, Nothing},
    technician::Technician,
    to_entrance,
    who::{self, Who},
};
use crate::components::SandboxBanner;

/// The signed-in user, if known.
struct Presence {
    who: UseStateHandle<Option<Who>>,
    /// Asks the server who is signed in.
    ask: Callback<()>,
    /// Called when the user signs out, in this tab or another one.
    ended: Callback<()>,
}

/// Asks who is signed in, and hands the page back to the entrance if no one is.
#[hook]
fn use_presence() -> Presence {
    let who = use_state_eq(|| None::<Who>);
    let ask = use_callback((), {
        let who = who.setter();
        move |(), ()| {
            let who = who.clone();
            spawn_local(async move { who.set(Some(who::ask().await)) });
        }
    });
    use_effect_with((), {
        let ask = ask.clone();
        move |()| ask.emit(())
    });
    use_effect_with((*who).clone(), {
        let who = who.setter();
        move |known| {
            if let Some(Who::Nobody(config)) = known.clone() {
                spawn_local(async move {
                    if let Err(problem) = to_entrance(&config).await {
                        who.set(Some(Who::Unreachable(problem)));
                    }
                });
            }
        }
    });
    let config = (*who).as_ref().and_then(Who::config).cloned();
    let ended = use_callback(config, {
        let who = who.setter();
        move |(), config: &Option<Rc<Config>>| {
            if let Some(config) = config.clone() {
                who.set(Some(Who::Nobody(config)));
            }
        }
    });
    use_effect_with(ended.clone(), |ended| {
        let ended = ended.clone();
        let watching = leaving::watch(move || ended.emit(()));
        move || drop(watching)
    });
    Presence { who, ask, ended }
}

/// Renders the pages for the signed-in user. Goes back to the entrance if no one is signed in.
#[component]
pub(crate) fn App() -> Html {
    let Presence { who, ask, ended } = use_presence();
    let (config, me) = match &*who {
        None | Some(Who::Nobody(_)) => return who::asking(),
        Some(Who::Unreachable(problem)) => return who::unreachable(problem, &ask),
        Some(Who::Somebody(config, me)) => (config.clone(), me.clone()),
    };
    let changed = {
        let (who, config) = (who.setter(), config.clone());
        Callback::from(move |me: Me| who.set(Some(Who::Somebody(config.clone(), Rc::new(me)))))
    };
    let is_sandbox = config.sandbox;
    let lacks_factor = lacks_factor(&me, &config);
    html! {
        <ContextProvider<Session> context={Session { me, config, changed, ended }}>
            if is_sandbox { <SandboxBanner /> }
            if lacks_factor {
                <Enroll />
            } else {
                <BrowserRouter><Switch<Route> render={page_of} /></BrowserRouter>
            }
        </ContextProvider<Session>>
    }
}

/// Returns true if the user has to add an authenticator app before anything else.
fn lacks_factor(me: &Me, config: &Config) -> bool {
    config.second_factor == SecondFactor::Required && !me.second_factor
}

fn page_of(route: Route) -> Html {
    html! { <Frame route={route.clone()}><Page {route} /></Frame> }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    route: Route,
}

/// Renders a route's page, or says why this user can't see it.
#[component]
fn Page(props: &PageProps) -> Html {
    let session = crate::staff::session::use_session();
    if !props.route.is_for(&session) {
        return html! { <NotForYou route={props.route.clone()} /> };
    }
    match props.route.clone() {
        Route::Board => html! { <BoardPage /> },
        Route::New => html! { <NewPage /> },
        Route::Onboarding { id } => html! { <OnboardingPage key={id.clone()} id={id.clone()} /> },
        Route::Queue => html! { <Technician /> },
        Route::Open { id } => html! { <Technician {id} /> },
        Route::Reseal { id } => html! { <Technician {id} reseal=true /> },
        Route::Key => html! { <KeyPage /> },
        Route::People => html! { <PeoplePage /> },
        Route::Activity => html! { <Activities /> },
        Route::Agency => html! { <AgencyPage /> },
        Route::Settings => html! { <SettingsPage /> },
        Route::Account => html! { <AccountPage /> },
        Route::NotFound => html! { <Nothing /> },
    }
}
