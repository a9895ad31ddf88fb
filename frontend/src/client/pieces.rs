//! The shared pieces in the few forms that the wizard needs. They are functions because each component adds some kilobytes
//! to what a client has to download.

use yew::prelude::*;

use crate::{
    api::connection,
    components::{self, ButtonProps, Look, Tone, notice, problem_notice},
    request::Request,
    say,
};

/// The one thing to do on a page, as wide as the column.
pub(crate) fn primary(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, look: Look::Primary, wide: true, ..ButtonProps::default() })
}

/// Another thing that can be done, as wide as the column.
pub(crate) fn plain(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, wide: true, ..ButtonProps::default() })
}

/// A way back or aside.
pub(crate) fn quiet(words: &str, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, look: Look::Quiet, ..ButtonProps::default() })
}

/// Something inside a fold or a notice.
pub(crate) fn small(words: &str, busy: bool, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, busy, ..ButtonProps::default() })
}

/// Submits the form around it.
pub(crate) fn submit(words: &str, busy: bool) -> Html {
    submit_as(Look::Primary, words, busy)
}

/// The same, if something else on the page may come first.
pub(crate) fn submit_as(look: Look, words: &str, busy: bool) -> Html {
    button(words, ButtonProps { busy, look, wide: true, submit: true, ..ButtonProps::default() })
}

/// The primary button of something that takes a while.
pub(crate) fn working(words: &str, busy: bool, onclick: Callback<()>) -> Html {
    button(words, ButtonProps { onclick, busy, look: Look::Primary, wide: true, ..ButtonProps::default() })
}

fn button(words: &str, props: ButtonProps) -> Html {
    components::button(&ButtonProps { children: text(words), ..props })
}

/// Says that the connection is lost, that the page waits for it, and that nothing is lost.
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

/// A closed fold.
pub(crate) fn fold(summary: &str, body: Html) -> Html {
    components::fold(text(summary), false, body)
}

/// A paragraph.
pub(crate) fn p(words: &str) -> Html {
    paragraph(words, Classes::new())
}

/// A paragraph that matters less.
pub(crate) fn muted(words: &str) -> Html {
    paragraph(words, classes!("muted"))
}

/// A paragraph that matters less and is small.
pub(crate) fn small_print(words: &str) -> Html {
    paragraph(words, classes!("muted", "small"))
}

fn paragraph(words: &str, class: Classes) -> Html {
    html! { <p {class}>{ words.to_owned() }</p> }
}

/// A list of sentences.
pub(crate) fn sentences<'a>(class: &'static str, lines: impl IntoIterator<Item = &'a str>) -> Html {
    html! { <ul {class}>{ for lines.into_iter().map(|line| html! { <li>{ line.to_owned() }</li> }) }</ul> }
}

/// Words alone.
pub(crate) fn text(words: &str) -> Html {
    html! { { words.to_owned() } }
}
