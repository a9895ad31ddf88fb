//! Shared components in the few variants that the wizard needs. They are functions because each component adds a few
//! kilobytes to the client's download.

use yew::prelude::*;

use crate::{
    api::connection,
    components::{self, ButtonProps, Look, Tone, notice, problem_notice},
    request::Request,
    say,
};

/// Renders the primary button of a page, as wide as the column.
pub(crate) fn primary(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, look: Look::Primary, wide: true, ..ButtonProps::default() })
}

/// Renders a secondary button, as wide as the column.
pub(crate) fn plain(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, wide: true, ..ButtonProps::default() })
}

/// Renders a button that goes back or leaves the main path.
pub(crate) fn quiet(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, look: Look::Quiet, ..ButtonProps::default() })
}

/// Renders a small button for use inside a fold or a notice.
pub(crate) fn small(words: &str, busy: bool, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, busy, ..ButtonProps::default() })
}

/// Renders the primary button that submits the form around it.
pub(crate) fn submit(words: &str, busy: bool) -> Html {
    submit_as(Look::Primary, words, busy)
}

/// Renders a submit button with this look, for a form that isn't always the page's main action.
pub(crate) fn submit_as(look: Look, words: &str, busy: bool) -> Html {
    button(words, ButtonProps { busy, look, wide: true, submit: true, ..ButtonProps::default() })
}

/// Renders the primary button of an action that takes a while.
pub(crate) fn working(words: &str, busy: bool, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, busy, look: Look::Primary, wide: true, ..ButtonProps::default() })
}

fn button(words: &str, props: ButtonProps) -> Html {
    components::button(&ButtonProps { children: text(words), ..props })
}

/// Says that the page is waiting for the connection and that nothing is lost.
pub(crate) fn waiting() -> Html {
    let say = say::client();
    let (title, words) = if connection::is_offline() {
        (say.closed_offline(), say.waiting_offline())
    } else {
        (say.closed_unreachable(), say.waiting_unreachable())
    };
    notice(Tone::Warn, title.into(), p(words))
}

/// Says why the request failed, or that the page is waiting for the connection.
pub(crate) fn request_notice(request: &Request) -> Html {
    if request.is_waiting() {
        return waiting();
    }
    request.problem().map_or_else(Html::default, |problem| problem_notice(problem, Html::default()))
}

/// Renders a closed fold.
pub(crate) fn fold(summary: &str, body: Html) -> Html {
    components::fold(text(summary), false, body)
}

/// Renders a paragraph.
pub(crate) fn p(words: &str) -> Html {
    paragraph(words, Classes::new())
}

/// Renders a less important paragraph.
pub(crate) fn muted(words: &str) -> Html {
    paragraph(words, classes!("muted"))
}

/// Renders a less important paragraph in small print.
pub(crate) fn small_print(words: &str) -> Html {
    paragraph(words, classes!("muted", "small"))
}

fn paragraph(words: &str, class: Classes) -> Html {
    html! { <p {class}>{ words.to_owned() }</p> }
}

/// Renders a list of sentences.
pub(crate) fn sentences<'a>(class: &'static str, lines: impl IntoIterator<Item = &'a str>) -> Html {
    html! { <ul {class}>{ for lines.into_iter().map(|line| html! { <li>{ line.to_owned() }</li> }) }</ul> }
}

/// Renders text without an element around it.
pub(crate) fn text(words: &str) -> Html {
    html! { { words.to_owned() } }
}
