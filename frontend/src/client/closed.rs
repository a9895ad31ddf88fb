//! The pages where the wizard does not open, or is over: each says why, and what to do now.

use shared::{
    link::LinkError,
    wire::{ClientView, Problem},
};
use yew::prelude::*;

use crate::{
    api::connection,
    client::pieces::{muted, p, primary},
    components::Heading,
};

/// An address without one whole link in it. Nothing was asked of any server.
pub(crate) fn bad_link(error: LinkError) -> Html {
    let (heading, why) = match error {
        LinkError::Incomplete => (
            "This link is incomplete",
            "A piece of the link is missing. Mail programs sometimes break a long link in two.",
        ),
        LinkError::Rewritten => (
            "This link was changed on its way",
            "A mail filter or a newsletter program put its own address around the link. So another website may have \
             seen it, and it isn't safe any more.",
        ),
        LinkError::Several => {
            ("There is more than one link here", "This page can't tell which of the links is yours.")
        }
        LinkError::Version => (
            "This link is for another version",
            "The link is whole, but it was made by another version of this service.",
        ),
    };
    html! {
        <div class="stack">
            <Heading text={heading} />
            { p(why) }
            { ways(error) }
            { muted("Nothing was sent, and nothing is lost.") }
        </div>
    }
}

fn ways(error: LinkError) -> Html {
    match error {
        LinkError::Incomplete | LinkError::Several => html! {
            <ol class="ways">
                <li>{ "Open it again from the message that it came in, with one tap on the whole link." }</li>
                <li>{ "Or copy all of it, up to the last letter, into the address line." }</li>
                <li>{ "If that doesn't help, ask the person who sent it for a new link." }</li>
            </ol>
        },
        LinkError::Rewritten => html! {
            <ol class="ways">
                <li>{ "Ask the person who sent it for a new link." }</li>
                <li>{ "Have them send it another way, such as in a chat or from their own mail program." }</li>
            </ol>
        },
        LinkError::Version => p("Ask the person who sent it for a new link."),
    }
}

/// The recipient set is not the pinned one.
pub(crate) fn strangers() -> Html {
    html! {
        <div class="stack">
            <Heading text="Please stop here and call the agency" />
            { p("Your link says who may read your letter. The server has just named other people. This page \
                   will not seal anything for them.") }
            { p("There can be a harmless reason, such as a new colleague: then the agency sends you a new link. \
                   Use a telephone number that you already know, not one from a message.") }
            { muted("Nothing you typed was sent. The agency's server was told of this.") }
        </div>
    }
}

/// The server can't be reached. It is asked again until it answers.
pub(crate) fn lost() -> Html {
    let (heading, words) = if connection::is_offline() {
        ("You're offline", "This page opens by itself when you're back online.")
    } else {
        (
            "We can't reach the server",
            "We'll try again every few seconds. This page opens when the server answers.",
        )
    };
    html! {
        <div class="stack" role="status">
            <Heading text={heading} />
            { p(words) }
        </div>
    }
}

/// The server did not let the link in, or was not there; `again` asks it once more.
pub(crate) fn refused(problem: &Problem, again: Callback<()>) -> Html {
    let is_over = matches!(problem.status, 401 | 403 | 404 | 410);
    let heading = heading(problem);
    html! {
        <div class="stack">
            <Heading text={heading} />
            { p(&problem.detail) }
            if !is_over {
                { primary("Try again", again) }
            }
        </div>
    }
}

/// By code: a server's title is only HTTP's phrase for the status.
fn heading(problem: &Problem) -> AttrValue {
    match problem.code.as_str() {
        "link-expired" => "This link has expired".into(),
        "link-revoked" => "This link was taken back".into(),
        "withdrawn" => "You have taken your letter back".into(),
        "link-unknown" => "This link leads nowhere".into(),
        _ if problem.status == 0 => problem.title.clone().into(),
        _ => "Something went wrong".into(),
    }
}

/// What was sent is taken back.
pub(crate) fn withdrawn(view: &ClientView) -> Html {
    html! {
        <div class="stack">
            <Heading text="You have taken your letter back" />
            { p("The sealed letter is deleted from the server. Nobody can open it anymore.") }
            { p(&format!(
                "If it had been opened before, change the app password at your provider. To start again, ask {} for a new \
                 link.",
                view.manager
            )) }
        </div>
    }
}
