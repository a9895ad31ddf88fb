//! Something that has to be said on its own: a problem, a warning, the sandbox.

use shared::wire::Problem;
use yew::prelude::*;

use super::{Tone, shape};

/// What a [`Notice`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How grave it is.
    pub tone: Tone,
    /// The short form; may be empty.
    #[prop_or_default]
    pub title: AttrValue,
    /// The sentence and what to do.
    pub children: Html,
}

/// A framed sentence. Failures and warnings are read out as they appear.
#[component]
pub fn Notice(props: &Props) -> Html {
    notice(props.tone, props.title.clone(), props.children.clone())
}

/// The same without a component of its own.
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
    /// What the server, or the way to it, said.
    pub problem: Problem,
    /// What can be done about it: a button.
    #[prop_or_default]
    pub children: Html,
}

/// A [`Problem`] in its own words. A server's title is left out: it is HTTP's phrase for the status
/// (RFC 9457, section 4.2.1), which tells a person nothing.
#[component]
pub fn ProblemNotice(props: &ProblemProps) -> Html {
    problem_notice(&props.problem, props.children.clone())
}

/// The same without a component of its own.
pub fn problem_notice(problem: &Problem, what_to_do: Html) -> Html {
    let is_ours = problem.status == 0;
    let title = if is_ours { problem.title.clone() } else { String::new() };
    let body = html! { <><p>{ &problem.detail }</p>{ what_to_do }</> };
    notice(Tone::Fail, title.into(), body)
}

/// Says that nothing here is real; on every page of the sandbox.
#[component]
pub fn SandboxBanner() -> Html {
    sandbox_banner()
}

/// The same without a component of its own.
pub fn sandbox_banner() -> Html {
    html! {
        <aside class="sandbox" aria-label="Sandbox">
            <strong>{ "This is the sandbox." }</strong>
            { " Nothing here is real, and nothing leaves this machine. Don't type a real password." }
        </aside>
    }
}
