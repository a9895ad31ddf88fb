//! The pages that appear if the wizard can't open or is over. Each says why, and what to do now.

use shared::{
    link::LinkError,
    wire::{ClientView, Problem},
};
use yew::prelude::*;

use crate::{
    api::connection,
    client::{
        contact::contact,
        pieces::{muted, p, primary},
    },
    components::Heading,
    say,
};

/// Renders the page for an address that doesn't contain exactly one complete link. Nothing is sent to the server.
pub(crate) fn bad_link(error: LinkError) -> Html {
    let say = say::client();
    let (heading, why) = match error {
        LinkError::Incomplete => (say.closed_incomplete(), say.closed_incomplete_why()),
        LinkError::Rewritten => (say.closed_rewritten(), say.closed_rewritten_why()),
        LinkError::Several => (say.closed_several(), say.closed_several_why()),
        LinkError::Version => (say.closed_version(), say.closed_version_why()),
    };
    html! {
        <div class="stack">
            <Heading text={heading} />
            { p(why) }
            { ways(error) }
            { muted(say.closed_nothing_lost()) }
        </div>
    }
}

fn ways(error: LinkError) -> Html {
    let say = say::client();
    match error {
        LinkError::Incomplete | LinkError::Several => html! {
            <ol class="ways">
                <li>{ say.closed_tap_again() }</li>
                <li>{ say.closed_copy_all() }</li>
                <li>{ say.closed_ask_if_not() }</li>
            </ol>
        },
        LinkError::Rewritten => html! {
            <ol class="ways">
                <li>{ say.closed_ask() }</li>
                <li>{ say.closed_ask_another_way() }</li>
            </ol>
        },
        LinkError::Version => p(say.closed_ask()),
    }
}

/// Renders the page for a recipient set that isn't the pinned one.
pub(crate) fn strangers() -> Html {
    let say = say::client();
    html! {
        // The style hides the contact in the page's head, which is from the same server.
        <div class="stack strangers">
            <Heading text={say.closed_strangers()} />
            { p(say.closed_strangers_what()) }
            { p(say.closed_strangers_why()) }
            { muted(say.closed_strangers_told()) }
        </div>
    }
}

/// Renders the page for a server that can't be reached. The page keeps trying.
pub(crate) fn lost() -> Html {
    let say = say::client();
    let (heading, next) = if connection::is_offline() {
        (say.closed_offline(), say.closed_offline_next())
    } else {
        (say.closed_unreachable(), say.closed_unreachable_next())
    };
    html! {
        <div class="stack" role="status">
            <Heading text={heading} />
            { p(next) }
        </div>
    }
}

/// Renders the page for a link that the server rejected, or for an unreachable server. `again` retries.
pub(crate) fn refused(problem: &Problem, again: Callback<()>) -> Html {
    let is_over = matches!(problem.status, 401 | 403 | 404 | 410);
    let heading = heading(problem);
    html! {
        <div class="stack">
            <Heading text={heading} />
            { p(&problem.detail) }
            if let Some(person) = &problem.ask { { contact(person) } }
            if !is_over {
                { primary(say::client().closed_try_again(), again) }
            }
        </div>
    }
}

/// Chooses the heading by code, because a server's title is only HTTP's phrase for the status.
fn heading(problem: &Problem) -> AttrValue {
    let say = say::client();
    match problem.code.as_str() {
        "link-expired" => say.closed_expired().into(),
        "link-revoked" => say.closed_revoked().into(),
        "withdrawn" => say.closed_withdrawn().into(),
        "link-unknown" => say.closed_unknown().into(),
        _ if problem.status == 0 => problem.title.clone().into(),
        _ => say.closed_wrong().into(),
    }
}

/// Renders the page for a submission that was withdrawn.
pub(crate) fn withdrawn(view: &ClientView) -> Html {
    let say = say::client();
    html! {
        <div class="stack">
            <Heading text={say.closed_withdrawn()} />
            { p(say.closed_withdrawn_what()) }
            { p(&say.closed_withdrawn_next(&view.manager)) }
        </div>
    }
}
