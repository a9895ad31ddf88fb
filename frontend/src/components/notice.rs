//! Something that has to be said on its own: a problem, a warning, the sandbox.

use shared::wire::Problem;
use yew::prelude::*;

use super::{Shape, Tone};

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
    let role = if matches!(props.tone, Tone::Fail | Tone::Warn) { "alert" } else { "note" };
    html! {
        <div class={classes!("notice", props.tone.class())} {role}>
            <Shape tone={props.tone} />
            <div class="notice__body">
                if !props.title.is_empty() {
                    <p class="notice__title">{ props.title.clone() }</p>
                }
                { props.children.clone() }
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
    let is_ours = props.problem.status == 0;
    let title = if is_ours { props.problem.title.clone() } else { String::new() };
    html! {
        <Notice tone={Tone::Fail} title={title}>
            <p>{ &props.problem.detail }</p>
            { props.children.clone() }
        </Notice>
    }
}

/// Says that nothing here is real; on every page of the sandbox.
#[component]
pub fn SandboxBanner() -> Html {
    html! {
        <div class="sandbox" role="note">
            <strong>{ "This is the sandbox." }</strong>
            { " Nothing here is real, and nothing leaves this machine. Do not type a real password." }
        </div>
    }
}
