//! Messages in a box: problems, warnings, and the sandbox banner.

use shared::wire::Problem;
use yew::prelude::*;

use super::{Tone, shape};
use crate::say;

/// The properties of [`Notice`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How serious it is.
    pub tone: Tone,
    /// A short title; can be empty.
    #[prop_or_default]
    pub title: AttrValue,
    /// The message: what happened and what to do.
    pub children: Html,
}

/// Renders a message in a box. Screen readers announce failures and warnings when they appear.
#[component]
pub fn Notice(props: &Props) -> Html {
    notice(props.tone, props.title.clone(), props.children.clone())
}

/// Renders a [`Notice`] without a component.
pub fn notice(tone: Tone, title: AttrValue, body: Html) -> Html {
    let role = if matches!(tone, Tone::Fail | Tone::Warn) { "alert" } else { "note" };
    html! {
        <div class={classes!("notice", tone.class())} {role}>
            { shape(tone) }
            <div class="notice__body">
                if !title.is_empty() {
                    <p class="notice__title">{ title }</p>
                }
                { body }
            </div>
        </div>
    }
}

/// The properties of [`ProblemNotice`].
#[derive(Properties, PartialEq)]
pub struct ProblemProps {
    /// The problem from the server or the network.
    pub problem: Problem,
    /// What the user can do about it, such as a button.
    #[prop_or_default]
    pub children: Html,
}

/// Shows a [`Problem`]. The server's title is left out because it's only HTTP's phrase for the status (RFC 9457,
/// section 4.2.1), which doesn't help a user.
#[component]
pub fn ProblemNotice(props: &ProblemProps) -> Html {
    problem_notice(&props.problem, props.children.clone())
}

/// Renders a [`ProblemNotice`] without a component.
pub fn problem_notice(problem: &Problem, what_to_do: Html) -> Html {
    let is_ours = problem.status == 0;
    let title = if is_ours { problem.title.clone() } else { String::new() };
    let body = html! { <><p>{ &problem.detail }</p>{ what_to_do }</> };
    notice(Tone::Fail, title.into(), body)
}

/// Says that nothing here is real. Shown on every page of the sandbox.
#[component]
pub fn SandboxBanner() -> Html {
    sandbox_banner()
}

/// Renders a [`SandboxBanner`] without a component.
pub fn sandbox_banner() -> Html {
    let say = say::client();
    html! {
        <aside class="sandbox" aria-label={say.sandbox_label()}>
            <strong>{ say.sandbox() }</strong>
            { say.sandbox_not_real() }
        </aside>
    }
}
