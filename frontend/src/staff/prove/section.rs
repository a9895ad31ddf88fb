//! The section that asks for a message from the website, and shows what it proves.

use shared::{
    delivery::Answer,
    wire::{DeliveryView, Problem, Waiting},
};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::{
    elsewhere::Elsewhere,
    judged::judged,
    poll::{Poll, use_poll},
    reminders::reminders,
    stage::Stage,
};
use crate::{
    api,
    components::{Button, CopyField, Fold, Look, Notice, ProblemNotice, Tone},
    say,
    staff::{
        remote::use_remote,
        state::shown,
        task::{Task, use_task},
    },
    time,
};

async fn ask(id: AttrValue) -> Result<DeliveryView, Problem> {
    api::staff::delivery(&id).await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    /// Called when a message was judged, because the rest of the page may change too.
    #[prop_or_default]
    pub(crate) changed: Callback<()>,
    /// How often the page asks whether a message has arrived, in milliseconds.
    #[prop_or(2_000)]
    pub(crate) every: u32,
}

/// Renders the section, for a configured website.
#[component]
pub(crate) fn Prove(props: &Props) -> Html {
    let say = say::staff();
    let delivery = use_remote(props.id.clone(), ask);
    let opened = use_memo((), |()| time::now());
    let waited = use_mut_ref(|| None::<Waiting>);
    let (task, now) = (use_task(), time::now());
    let view = delivery.value().cloned();
    if let Some(waiting) = view.as_ref().and_then(|view| view.waiting.clone()) {
        *waited.borrow_mut() = Some(waiting);
    }
    let waited = waited.borrow().clone();
    let stage = view.as_deref().map(|view| Stage::of(view, waited.as_ref(), now));
    let news = stage.map_or("", |stage| stage.news(*opened));
    let heading = use_heading(news);
    let is_open = view.as_deref().zip(stage).is_some_and(|(view, stage)| stage.is_open(view, now));
    let judged_at = view.as_deref().and_then(|view| view.judged.as_ref()).map(|judged| judged.at);
    let poll = Poll { is_open, judged_at, every: props.every };
    use_poll(&props.id, poll, &delivery.answer, &props.changed);
    let done = {
        let (dispatcher, changed) = (delivery.answer.dispatcher(), props.changed.clone());
        Callback::from(move |view: DeliveryView| {
            dispatcher.dispatch(Ok(view));
            changed.emit(());
        })
    };
    let begin = {
        let (task, id, done) = (task.clone(), props.id.clone(), done.clone());
        Callback::from(move |()| {
            let id = id.clone();
            task.answer(async move { api::staff::wait_for_message(&id).await }, &done);
        })
    };
    html! {
        <section class="card stack" aria-labelledby="prove">
            <h2 id="prove" ref={heading} tabindex="-1">{ say.prove() }</h2>
            <p class="aside-voice" aria-live="polite">{ news }</p>
            { shown(&delivery, |view| html! {
                <>
                    { body(view, Stage::of(view, waited.as_ref(), now), now, &Begin { task, onclick: begin }) }
                    { reminders(&props.id, view, &done) }
                    <Elsewhere id={props.id.clone()} is_only={!view.receives} {done} />
                </>
            }) }
        </section>
    }
}

/// Returns the node of the section's heading. It gets the focus when `news` changes, if the focus was on something that
/// is gone.
#[hook]
fn use_heading(news: &'static str) -> NodeRef {
    let node = use_node_ref();
    use_effect_with(news, {
        let node = node.clone();
        move |news| {
            let is_lost =
                gloo_utils::document().active_element().is_none_or(|focused| focused.tag_name() == "BODY");
            if !news.is_empty()
                && is_lost
                && let Some(heading) = node.cast::<HtmlElement>()
            {
                // If the browser refuses, the news is still announced.
                let _ = heading.focus();
            }
        }
    });
    node
}

/// The request for a new address.
struct Begin {
    task: Task,
    onclick: Callback<()>,
}

impl Begin {
    fn button(&self, look: Look, words: &'static str) -> Html {
        let busy = self.task.is_busy();
        html! {
            <>
                if let Some(problem) = self.task.problem() { <ProblemNotice {problem} /> }
                <div><Button {look} {busy} onclick={self.onclick.clone()}>
                    { if busy { say::staff().prove_begin_busy() } else { words } }
                </Button></div>
            </>
        }
    }
}

fn body(view: &DeliveryView, stage: Stage<'_>, now: i64, begin: &Begin) -> Html {
    let say = say::staff();
    let button = |look: Look, words: &'static str| {
        if view.receives { begin.button(look, words) } else { Html::default() }
    };
    match stage {
        Stage::Nothing => html! {
            <><p>{ say.prove_why() }</p>{ button(Look::Primary, say.prove_begin()) }</>
        },
        Stage::Waiting(waiting) => html! {
            <>
                { wait(waiting, now) }
                if let Some(last) = &view.judged {
                    <Fold summary={html! { { say.prove_last() } }}>{ judged(last, now) }</Fold>
                }
            </>
        },
        Stage::Checking(_) => html! {
            <><p><strong>{ say.prove_checking() }</strong></p>{ button(Look::Plain, say.prove_again()) }</>
        },
        Stage::NotChecked(_) => html! {
            <>{ not_checked() }{ button(Look::Primary, say.prove_again()) }</>
        },
        Stage::NothingArrived(waiting) => html! {
            <>{ nothing_arrived(waiting) }{ button(Look::Primary, say.prove_again()) }</>
        },
        Stage::Judged(last) => {
            let look = if last.answer == Answer::Yes { Look::Plain } else { Look::Primary };
            html! { <>{ judged(last, now) }{ button(look, say.prove_again()) }</> }
        }
    }
}

/// Shows the address, and says what to do with it.
fn wait(waiting: &Waiting, now: i64) -> Html {
    let say = say::staff();
    let until = say.prove_until(&time::clock(waiting.until), &time::left(now, waiting.until));
    html! {
        <>
            <div class="prove__address">
                <CopyField label={say.prove_address()} value={waiting.address.to_string()} />
            </div>
            <p>{ say.prove_how() }{ " " }{ say.prove_how_recipient() }</p>
            <div>
                <p><strong>{ say.prove_waiting() }</strong></p>
                <p class="muted">{ until }</p>
            </div>
        </>
    }
}

/// Says that a message arrived, but that nothing is known about it.
fn not_checked() -> Html {
    let say = say::staff();
    html! {
        <Notice tone={Tone::Warn} title={say.prove_not_checked()}><p>{ say.prove_not_checked_next() }</p></Notice>
    }
}

/// Says that no message arrived, and why that is likely.
fn nothing_arrived(waiting: &Waiting) -> Html {
    let say = say::staff();
    html! {
        <Notice tone={Tone::Warn} title={say.prove_timeout()}>
            <p>{ say.prove_timeout_why(&waiting.address) }</p>
            <ul>
                <li>{ say.prove_timeout_sending() }</li>
                <li>{ say.prove_timeout_recipient() }</li>
                <li>{ say.prove_timeout_rejected() }</li>
                <li>{ say.prove_timeout_dns(&waiting.address.domain()) }</li>
                <li>{ say.prove_timeout_port() }</li>
            </ul>
        </Notice>
    }
}
