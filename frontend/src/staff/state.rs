//! What a page shows instead of content: loading, failed, empty, or not allowed, each with what to do next.

use std::rc::Rc;

use shared::wire::{Problem, Role};
use yew::prelude::*;

use crate::{
    components::{Button, Heading, Notice, Tone},
    say,
    staff::{
        remote::{Answer, Remote},
        route::{Go, Route},
        session::use_session,
    },
};

/// Shows the data, or says that it is loading or couldn't be loaded.
pub(crate) fn shown<T>(remote: &Remote<T>, show: impl FnOnce(&Rc<T>) -> Html) -> Html {
    let say = say::staff();
    match &*remote.answer {
        Answer::Known(value) => show(value),
        Answer::Outdated(value, problem) => html! {
            <>
                <Notice tone={Tone::Unknown} title={say.outdated()}>
                    <p>{ &problem.detail }</p>
                    <div><Button onclick={remote.reload.clone()}>{ say.try_again() }</Button></div>
                </Notice>
                { show(value) }
            </>
        },
        Answer::Failed(problem) => {
            html! { <Failed problem={problem.clone()} again={remote.reload.clone()} /> }
        }
        Answer::Awaited => html! { <p class="muted waiting" role="status">{ say.loading() }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct FailedProps {
    problem: Problem,
    again: Callback<()>,
}

#[component]
fn Failed(props: &FailedProps) -> Html {
    let say = say::staff();
    let gone = matches!(props.problem.status, 403 | 404);
    html! {
        <Notice tone={if gone { Tone::Warn } else { Tone::Fail }} title={title(&props.problem)}>
            <p>{ &props.problem.detail }</p>
            <div>
                if gone {
                    <Go to={Route::Board} class="button">{ say.go_to_board() }</Go>
                } else {
                    <Button onclick={props.again.clone()}>{ say.try_again() }</Button>
                }
            </div>
        </Notice>
    }
}

/// Returns a heading. The server's title isn't used because it is only HTTP's phrase for the status.
fn title(problem: &Problem) -> String {
    let say = say::staff();
    match problem.status {
        0 => problem.title.clone(),
        403 => say.denied().into(),
        404 => say.not_found().into(),
        _ => say.failed().into(),
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct EmptyProps {
    pub(crate) title: AttrValue,
    pub(crate) children: Html,
}

/// Says that there is nothing to show, and what to do.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <svg class="empty__drawing" viewBox="0 0 96 64" aria-hidden="true" focusable="false">
                <path d="M8 8h80v48H8Z M8 8l40 28L88 8" />
            </svg>
            <h2>{ props.title.clone() }</h2>
            { props.children.clone() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct NotForYouProps {
    pub(crate) route: Route,
}

/// Says that the page is for another role.
#[component]
pub(crate) fn NotForYou(props: &NotForYouProps) -> Html {
    let (session, say) = (use_session(), say::staff());
    let page = props.route.title();
    let for_whom = match props.route.role() {
        Some(Role::Technician) => say.denied_technicians(&page),
        Some(Role::Admin) => say.denied_administrators(&page),
        _ => say.denied_managers(&page),
    };
    html! {
        <div class="stack stack--loose column">
            <Heading text={say.denied()} title={session.config.agency.clone()} />
            <p>{ for_whom }</p>
            <p>{ say.denied_you(&session.me.name, &session.me.email) }</p>
            <div><Go to={Route::Board} class="button button--primary">{ say.go_to_board() }</Go></div>
        </div>
    }
}

/// Says that there is no page with this address.
#[component]
pub(crate) fn Nothing() -> Html {
    let (session, say) = (use_session(), say::staff());
    let path = gloo_utils::window().location().pathname().unwrap_or_default();
    html! {
        <div class="stack stack--loose column">
            <Heading text={say.page_missing()} title={session.config.agency.clone()} />
            <p>{ say::with_elements(say.page_missing_why_parts(), &[html! { <code>{ path }</code> }]) }</p>
            <div><Go to={Route::Board} class="button button--primary">{ say.go_to_board() }</Go></div>
        </div>
    }
}
