//! The program behind the sign-in: the page that was asked for.

use std::rc::Rc;

use shared::wire::{Config, Me, SecondFactor};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::{
    account::AccountPage,
    activity::Activities,
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

/// Who is signed in, as far as it is known.
struct Presence {
    who: UseStateHandle<Option<Who>>,
    /// Asks the server.
    ask: Callback<()>,
    /// Called once the person is signed out, here or on another page of this browser.
    ended: Callback<()>,
}

/// Asks who is signed in, and leaves the page to the entrance once no one is.
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

/// The staff's pages, for a person who is signed in. Goes back to the entrance once no one is.
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

/// True if the person has to add an authenticator app before anything else.
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

/// The page of a route, or the reason why this person can't see it.
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
        Route::Settings => html! { <SettingsPage /> },
        Route::Account => html! { <AccountPage /> },
        Route::NotFound => html! { <Nothing /> },
    }
}
