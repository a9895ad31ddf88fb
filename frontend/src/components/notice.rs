//! Messages in a frame: a problem, a warning, the sandbox.

use shared::wire::Problem;
use yew::prelude::*;

use super::{Tone, shape};
use crate::say;

/// What a [`Notice`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How serious it is.
    pub tone: Tone,
    /// The short form; may be empty.
    #[prop_or_default]
    pub title: AttrValue,
    /// What happened and what to do.
    pub children: Html,
}

/// A message in a frame. Screen readers read failures and warnings out when they appear.
#[component]
pub fn Notice(props: &Props) -> Html {
    notice(props.tone, props.title.clone(), props.children.clone())
}

/// The same as a function.
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

/// What a [`ProblemNotice`] takes.
#[derive(Properties, PartialEq)]
pub struct ProblemProps {
    /// What the server or the network said.
    pub problem: Problem,
    /// What can be done about it: a button.
    #[prop_or_default]
    pub children: Html,
}

/// Shows a [`Problem`]. A server's title is left out: it is HTTP's phrase for the status (RFC 9457, section 4.2.1), which
/// tells a person nothing.
#[component]
pub fn ProblemNotice(props: &ProblemProps) -> Html {
    problem_notice(&props.problem, props.children.clone())
}

/// The same as a function.
pub fn problem_notice(problem: &Problem, what_to_do: Html) -> Html {
    let is_ours = problem.status == 0;
    let title = if is_ours { problem.title.clone() } else { String::new() };
    let body = html! { <><p>{ &problem.detail }</p>{ what_to_do }</> };
    notice(Tone::Fail, title.into(), body)
}

/// Says that nothing here is real. It is on every page of the sandbox.
#[component]
pub fn SandboxBanner() -> Html {
    sandbox_banner()
}

/// The same as a function.
pub fn sandbox_banner() -> Html {
    let say = say::client();
    html! {
        <aside class="sandbox" aria-label={say.sandbox_label()}>
            <strong>{ say.sandbox() }</strong>
            { say.sandbox_not_real() }
        </aside>
    }
}
