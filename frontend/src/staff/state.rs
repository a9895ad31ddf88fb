//! The states that every page can be in besides having something to show, each with the way out.

use std::rc::Rc;

use shared::wire::{Problem, Role};
use yew::prelude::*;

use crate::{
    components::{Button, Heading, Notice, Tone},
    staff::{
        remote::Remote,
        route::{Go, Route},
        session::use_session,
    },
};

/// What there is to show of an answer: it, or why it is not there yet, or not at all.
pub(crate) fn shown<T>(remote: &Remote<T>, what: &str, show: impl FnOnce(&Rc<T>) -> Html) -> Html {
    match (&remote.value, &remote.problem) {
        (Some(value), None) => show(value),
        (Some(value), Some(problem)) => html! {
            <>
                <Notice tone={Tone::Unknown} title="This may be out of date">
                    <p>{ &problem.detail }</p>
                    <div><Button onclick={remote.reload.clone()}>{ "Ask again" }</Button></div>
                </Notice>
                { show(value) }
            </>
        },
        (None, Some(problem)) => html! { <Failed problem={problem.clone()} again={remote.reload.clone()} /> },
        (None, None) => html! { <p class="muted waiting" role="status">{ format!("Fetching {what} …") }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct FailedProps {
    problem: Problem,
    again: Callback<()>,
}

#[component]
fn Failed(props: &FailedProps) -> Html {
    let gone = matches!(props.problem.status, 403 | 404);
    html! {
        <Notice tone={if gone { Tone::Warn } else { Tone::Fail }} title={title(&props.problem)}>
            <p>{ &props.problem.detail }</p>
            <div>
                if gone {
                    <Go to={Route::Board} class="button">{ "Go to the board" }</Go>
                } else {
                    <Button onclick={props.again.clone()}>{ "Try again" }</Button>
                }
            </div>
        </Notice>
    }
}

/// A server's title is only HTTP's phrase for its status.
fn title(problem: &Problem) -> String {
    match problem.status {
        0 => problem.title.clone(),
        403 => "Not for your account".into(),
        404 => "Not here".into(),
        _ => "That did not work".into(),
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct EmptyProps {
    pub(crate) title: AttrValue,
    pub(crate) children: Html,
}

/// Nothing there, and what to do about it.
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

/// A page that belongs to another role.
#[component]
pub(crate) fn NotForYou(props: &NotForYouProps) -> Html {
    let session = use_session();
    let who = match props.route.role() {
        Some(Role::Technician) => "technicians",
        Some(Role::Admin) => "administrators",
        _ => "managers",
    };
    html! {
        <div class="stack stack--loose column">
            <Heading text="This page isn't for your account" title={session.config.agency.clone()} />
            <p>
                { format!(
                    "“{}” is for {who}. You are signed in as {} ({}). If you need it, ask an administrator.",
                    props.route.title(), session.me.name, session.me.email,
                ) }
            </p>
            <div><Go to={Route::Board} class="button button--primary">{ "Go to the board" }</Go></div>
        </div>
    }
}

/// An address without a page.
#[component]
pub(crate) fn Nothing() -> Html {
    let session = use_session();
    let path = gloo_utils::window().location().pathname().unwrap_or_default();
    html! {
        <div class="stack stack--loose column">
            <Heading text="Page not found" title={session.config.agency.clone()} />
            <p>{ "There is nothing at " }<code>{ path }</code>{ ". The address may be incomplete, or the page may have moved." }</p>
            <div><Go to={Route::Board} class="button button--primary">{ "Go to the board" }</Go></div>
        </div>
    }
}
