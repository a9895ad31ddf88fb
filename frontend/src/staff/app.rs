//! From the first question, who is here, to the page that was asked for.

use std::rc::Rc;

use shared::wire::{Config, Me, Problem, SecondFactor};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::{
    api,
    components::{Button, Heading, ProblemNotice, SandboxBanner},
    staff::{
        account::AccountPage,
        activity::Activities,
        board::BoardPage,
        create::NewPage,
        entrance::{Enrol, SetUp, SignIn, setup_token},
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
    },
};

/// What is known of the server and of the person.
#[derive(Clone, PartialEq)]
enum Here {
    /// Not asked to the end yet.
    Asking,
    /// The server did not answer as it should.
    Unreachable(Problem),
    /// Nobody is signed in.
    Nobody(Rc<Config>),
    /// Somebody is.
    Somebody(Rc<Config>, Rc<Me>),
}

async fn who_is_here() -> Here {
    let config = match api::staff::config().await {
        Ok(config) => Rc::new(config),
        Err(problem) => return Here::Unreachable(problem),
    };
    if leaving::is_owed()
        && let Err(problem) = leaving::tell().await
    {
        return Here::Unreachable(problem);
    }
    match api::staff::session().await {
        Ok(me) => Here::Somebody(config, Rc::new(me)),
        Err(problem) if problem.status == 401 => Here::Nobody(config),
        Err(problem) => Here::Unreachable(problem),
    }
}

/// The whole of the staff's pages.
#[component]
pub(crate) fn App() -> Html {
    let here = use_state_eq(|| Here::Asking);
    let token = use_state(setup_token);
    let ask = use_callback((), {
        let here = here.setter();
        move |(), ()| {
            let here = here.clone();
            spawn_local(async move { here.set(who_is_here().await) });
        }
    });
    use_effect_with((), {
        let ask = ask.clone();
        move |()| ask.emit(())
    });
    let config = config_of(&here);
    use_effect_with(config, {
        let here = here.setter();
        move |config| {
            let config = config.clone();
            let watching = leaving::watch(move || {
                if let Some(config) = &config {
                    here.set(Here::Nobody(config.clone()));
                }
            });
            move || drop(watching)
        }
    });
    let config = match &*here {
        Here::Asking => {
            return html! { <main class="hall"><p class="muted">{ "Looking who is here …" }</p></main> };
        }
        Here::Unreachable(problem) => return unreachable(problem, &ask),
        Here::Nobody(config) | Here::Somebody(config, _) => config.clone(),
    };
    let changed = {
        let (here, config) = (here.setter(), config.clone());
        Callback::from(move |me: Me| here.set(Here::Somebody(config.clone(), Rc::new(me))))
    };
    let entered = {
        let (changed, token) = (changed.clone(), token.setter());
        Callback::from(move |me: Me| {
            token.set(None);
            leaving::forget();
            changed.emit(me);
        })
    };
    let page = match (&*here, &*token) {
        (_, Some(setup)) => {
            html! { <SetUp token={setup.clone()} agency={config.agency.clone()} {entered} /> }
        }
        (Here::Somebody(_, me), None) => {
            let (setter, nobody) = (here.setter(), config.clone());
            let ended = Callback::from(move |()| setter.set(Here::Nobody(nobody.clone())));
            let session = Session { me: me.clone(), config: config.clone(), changed, ended };
            html! {
                <ContextProvider<Session> context={session}>
                    if lacks_factor(me, &config) {
                        <Enrol />
                    } else {
                        <BrowserRouter><Switch<Route> render={page_of} /></BrowserRouter>
                    }
                </ContextProvider<Session>>
            }
        }
        _ => html! { <SignIn agency={config.agency.clone()} {entered} /> },
    };
    html! {
        <>
            if config.sandbox { <SandboxBanner /> }
            { page }
        </>
    }
}

fn config_of(here: &Here) -> Option<Rc<Config>> {
    match here {
        Here::Nobody(config) | Here::Somebody(config, _) => Some(config.clone()),
        Here::Asking | Here::Unreachable(_) => None,
    }
}

/// Whether the person has to add a code app before anything else.
fn lacks_factor(me: &Me, config: &Config) -> bool {
    config.second_factor == SecondFactor::Required && !me.second_factor
}

fn unreachable(problem: &Problem, ask: &Callback<()>) -> Html {
    html! {
        <main class="hall stack">
            <Heading text="The server cannot be reached" />
            <ProblemNotice problem={problem.clone()}>
                <Button onclick={ask.clone()}>{ "Try again" }</Button>
            </ProblemNotice>
        </main>
    }
}

fn page_of(route: Route) -> Html {
    html! { <Frame route={route.clone()}><Page {route} /></Frame> }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    route: Route,
}

/// The page of a route, or the reason why this person does not see it.
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
