//! The frame around every page: the agency's name, the menu, and the sign-out button.

use shared::wire::Role;
use yew::prelude::*;

use crate::{
    components::SealMark,
    say,
    staff::{
        leaving::leave,
        route::{Go, Route},
        session::{Session, use_session},
        task::use_task,
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) route: Route,
    pub(crate) children: Html,
}

/// Renders the header and the page's main part.
#[component]
pub(crate) fn Frame(props: &Props) -> Html {
    let (session, say) = (use_session(), say::staff());
    let open = use_state_eq(|| false);
    use_effect_with(props.route.clone(), {
        let open = open.setter();
        move |_| open.set(false)
    });
    let toggle = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    html! {
        <>
            <a class="skip" href="#main">{ say.skip_to_content() }</a>
            <header class="top">
                <Go to={Route::Board} class="top__home">
                    <SealMark />
                    <span>{ &session.config.agency }</span>
                </Go>
                <button type="button" class="button top__menu" aria-expanded={open.to_string()} aria-controls="menu" onclick={toggle}>
                    { say.menu() }
                </button>
                <div id="menu" class={classes!("top__more", open.then_some("top__more--open"))}>
                    <nav class="top__nav" aria-label={say.menu_pages()}>
                        { for ways(&session).into_iter().map(|route| way(&route, &props.route)) }
                    </nav>
                    <Leave />
                </div>
            </header>
            <main id="main" class="desk" tabindex="-1">{ props.children.clone() }</main>
        </>
    }
}

/// Returns the pages that this user can visit, in menu order.
fn ways(session: &Session) -> Vec<Route> {
    let all = [
        Route::Board,
        Route::Queue,
        Route::Key,
        Route::People,
        Route::Activity,
        Route::Agency,
        Route::Settings,
    ];
    all.into_iter().filter(|route| route.is_for(session)).collect()
}

fn way(route: &Route, here: &Route) -> Html {
    let current = match here {
        Route::Open { .. } | Route::Reseal { .. } => *route == Route::Queue,
        Route::Onboarding { .. } | Route::New => *route == Route::Board,
        here => route == here,
    };
    html! { <Go to={route.clone()} class="top__way" {current}>{ route.title() }</Go> }
}

/// Shows who is signed in, and the sign-out button.
#[component]
fn Leave() -> Html {
    let (session, say) = (use_session(), say::staff());
    let task = use_task();
    let sign_out = {
        let (task, ended) = (task.clone(), session.ended.clone());
        move |_| {
            let ended = ended.clone();
            task.run(async move {
                leave().await?;
                ended.emit(());
                Ok(())
            });
        }
    };
    let roles: Vec<&str> = session.me.roles.iter().map(|role| role_name(*role)).collect();
    html! {
        <div class="top__me">
            <Go to={Route::Account} class="top__name">
                { &session.me.name }
                <span class="muted small">{ roles.join(", ") }</span>
            </Go>
            <button type="button" class="button button--quiet" onclick={sign_out} aria-disabled={task.is_busy().then_some("true")}>
                { if task.problem().is_some() { say.sign_out_again() } else { say.sign_out() } }
            </button>
        </div>
    }
}

/// Returns a role's name.
pub(crate) fn role_name(role: Role) -> &'static str {
    let say = say::staff();
    match role {
        Role::Manager => say.role_manager(),
        Role::Technician => say.role_technician(),
        Role::Admin => say.role_administrator(),
    }
}
