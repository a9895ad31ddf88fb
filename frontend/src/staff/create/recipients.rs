//! Who will be able to read what the client enters: shown with their keys' fingerprints before anything is made for them,
//! and accepted one by one.

use shared::{
    approval::{Review, Standing},
    recipients::Recipient,
    wire::Role,
};
use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use super::Approval;
use crate::{
    components::{Button, Notice, ProblemNotice, Shape, Tone},
    staff::{
        route::{Go, Route},
        session::{Session, use_session},
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) approval: Approval,
    /// Whether a link was asked for although somebody is not accepted.
    pub(crate) asked: bool,
}

/// The recipients with their fingerprints, and who of them has to be accepted.
#[component]
pub(crate) fn Recipients(props: &Props) -> Html {
    let session = use_session();
    let approval = &props.approval;
    let body = match (approval.review(), &approval.problem) {
        (Some(review), _) => html! {
            <>
                { known(&review) }
                { pending(approval, &review, props.asked) }
                { gone(&review) }
            </>
        },
        (None, Some(problem)) if problem.status == 404 => nobody(&session),
        (None, Some(problem)) => html! {
            <ProblemNotice problem={problem.clone()}>
                <div><Button onclick={approval.reload.clone()}>{ "Ask again" }</Button></div>
            </ProblemNotice>
        },
        (None, None) => html! { <p class="muted" role="status">{ "Loading the technicians …" }</p> },
    };
    html! {
        <section class="card stack" aria-labelledby="recipients">
            <h2 id="recipients">{ "Who will be able to read it" }</h2>
            { body }
        </section>
    }
}

fn print(recipient: &Recipient) -> Html {
    html! { <code class="fingerprint">{ recipient.fingerprint() }</code> }
}

/// Those who don't have to be accepted, and why.
fn known(review: &Review) -> Html {
    let known = review.offered().iter().filter(|(_, standing)| !standing.is_pending());
    let known: Vec<Html> = known
        .map(|(one, standing)| {
            let why = match standing {
                Standing::Pinned => "The link was made for this key.",
                _ => "You accepted this key.",
            };
            html! { <li><span>{ one.name() }</span>{ " " }{ print(one) }{ " " }<span class="muted small">{ why }</span></li> }
        })
        .collect();
    if known.is_empty() {
        Html::default()
    } else {
        html! { <ul class="keys">{ known }</ul> }
    }
}

fn pending(approval: &Approval, review: &Review, asked: bool) -> Html {
    let pending: Vec<_> =
        review.offered().iter().filter(|(_, standing)| standing.is_pending()).enumerate().collect();
    if pending.is_empty() {
        return Html::default();
    }
    let is_missing = review.pending().any(|one| !approval.accepted.contains(one));
    let is_wrong = asked && is_missing;
    let title = if review.is_first() {
        "Compare each key before you continue"
    } else {
        "Someone on this list isn’t accepted yet"
    };
    html! {
        <Notice tone={Tone::Warn} {title}>
            <p>{ "Call each person, or ask them in person. They see their fingerprint under “My key”. \
                  Anyone you accept here can read the passwords." }</p>
            <ul class="plain stack">
                { for pending.into_iter().map(|(at, (one, standing))| html! {
                    <li class="stack">
                        <div>{ sentence(one, standing) }</div>
                        { tick(approval, at, one, is_wrong) }
                    </li>
                }) }
            </ul>
            if is_wrong {
                <p class="field__error" id="accept-error">
                    <Shape tone={Tone::Fail} />
                    <span>{ "Tick each person you compared. If a key is wrong, stop and tell your administrator." }</span>
                </p>
            }
        </Notice>
    }
}

fn tick(approval: &Approval, at: usize, one: &Recipient, is_wrong: bool) -> Html {
    let is_ticked = approval.accepted.contains(one);
    let onchange = {
        let (accepted, one) = (approval.accepted.clone(), one.clone());
        move |event: Event| {
            let mut next: Vec<Recipient> = accepted.iter().filter(|other| **other != one).cloned().collect();
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.push(one.clone());
            }
            accepted.set(next);
        }
    };
    let is_wrong = is_wrong && !is_ticked;
    html! {
        <label class="choice">
            <input id={format!("accept-{at}")} type="checkbox" checked={is_ticked} {onchange}
                aria-invalid={is_wrong.then_some("true")} aria-describedby={is_wrong.then_some("accept-error")} />
            <span>{ format!("I compared this key with {}", one.name()) }</span>
        </label>
    }
}

fn sentence(one: &Recipient, standing: &Standing) -> Html {
    match standing {
        Standing::NewKey(before) => html! {
            <>{ format!("{} has a new key. Before: ", one.name()) }{ print(before) }{ " Now: " }{ print(one) }</>
        },
        Standing::Renamed(before) => html! {
            <>{ format!("{} is now called {}, with the same key ", before.name(), one.name()) }{ print(one) }</>
        },
        _ => html! { <>{ "New: " }{ one.name() }{ " " }{ print(one) }</> },
    }
}

fn gone(review: &Review) -> Html {
    if review.gone().is_empty() {
        return Html::default();
    }
    html! {
        <ul class="plain small muted">
            { for review.gone().iter().map(|one| html! { <li>{ "No longer: " }{ one.name() }{ " " }{ print(one) }</li> }) }
        </ul>
    }
}

fn nobody(session: &Session) -> Html {
    let way = if session.is(Role::Technician) {
        html! { <Go to={Route::Key} class="button">{ "Give my key" }</Go> }
    } else if session.is(Role::Admin) {
        html! { <Go to={Route::People} class="button">{ "Invite a technician" }</Go> }
    } else {
        Html::default()
    };
    html! {
        <Notice tone={Tone::Warn} title="Nobody could open it yet">
            <p>
                { "No technician has given a public key. A technician does that once, under “My key”; until then no link can be made." }
            </p>
            <div>{ way }</div>
        </Notice>
    }
}
