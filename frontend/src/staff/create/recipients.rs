//! Shows who can read what the client enters, with the fingerprints of their keys. The user has to accept each of them
//! before anything is encrypted for them.

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
    say,
    staff::{
        route::{Go, Route},
        session::{Session, use_session},
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) approval: Approval,
    /// True after the user tried to continue, so that missing checkmarks show as errors.
    pub(crate) asked: bool,
}

/// Lists the recipients with their fingerprints, and asks the user to accept new ones.
#[component]
pub(crate) fn Recipients(props: &Props) -> Html {
    let (session, say) = (use_session(), say::staff());
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
                <div><Button onclick={approval.reload.clone()}>{ say.try_again() }</Button></div>
            </ProblemNotice>
        },
        (None, None) => html! { <p class="muted" role="status">{ say.loading() }</p> },
    };
    html! {
        <section class="card stack" aria-labelledby="recipients">
            <h2 id="recipients">{ say.recipients() }</h2>
            { body }
        </section>
    }
}

fn print(recipient: &Recipient) -> Html {
    html! { <code class="fingerprint">{ recipient.fingerprint() }</code> }
}

/// Lists those who don't have to be accepted, and says why.
fn known(review: &Review) -> Html {
    let say = say::staff();
    let known = review.offered().iter().filter(|(_, standing)| !standing.is_pending());
    let known: Vec<Html> = known
        .map(|(one, standing)| {
            let why = match standing {
                Standing::Pinned => say.recipients_pinned(),
                _ => say.recipients_accepted(),
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
    let say = say::staff();
    let title = if review.is_first() { say.recipients_first() } else { say.recipients_pending() };
    html! {
        <Notice tone={Tone::Warn} {title}>
            <p>{ say.recipients_how() }</p>
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
                    <span>{ say.recipients_unticked() }</span>
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
            <span>{ say::staff().recipients_confirmed(&one.name()) }</span>
        </label>
    }
}

fn sentence(one: &Recipient, standing: &Standing) -> Html {
    let (say, name) = (say::staff(), html! { { one.name() } });
    match standing {
        Standing::NewKey(before) => {
            say::with_elements(say.recipients_new_key_parts(), &[name, print(before), print(one)])
        }
        Standing::Renamed(before) => say::with_elements(
            say.recipients_renamed_parts(),
            &[html! { { before.name() } }, name, print(one)],
        ),
        _ => say::with_elements(say.recipients_new_parts(), &[name, print(one)]),
    }
}

fn gone(review: &Review) -> Html {
    if review.gone().is_empty() {
        return Html::default();
    }
    let parts = say::staff().recipients_gone_parts();
    let line = |one: &Recipient| say::with_elements(parts, &[html! { { one.name() } }, print(one)]);
    html! {
        <ul class="plain small muted">
            { for review.gone().iter().map(|one| html! { <li>{ line(one) }</li> }) }
        </ul>
    }
}

fn nobody(session: &Session) -> Html {
    let say = say::staff();
    let way = if session.is(Role::Technician) {
        html! { <Go to={Route::Key} class="button">{ say.recipients_add_key() }</Go> }
    } else if session.is(Role::Admin) {
        html! { <Go to={Route::People} class="button">{ say.recipients_invite() }</Go> }
    } else {
        Html::default()
    };
    html! {
        <Notice tone={Tone::Warn} title={say.recipients_none()}>
            <p>{ say.recipients_none_why() }</p>
            <div>{ way }</div>
        </Notice>
    }
}
