//! The receipt: a sealed letter.

use shared::{
    status::Step,
    wire::{Problem, Receipt},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{StepProps, to};
use crate::{
    api,
    client::{state::Action, times},
    components::{Button, Fold, Heading, Look, ProblemNotice, SealMark},
};

/// The sixth step, once sent.
#[component]
pub(crate) fn ReceiptPage(props: &StepProps) -> Html {
    let wizard = &props.wizard;
    let Some(receipt) = wizard.receipt.clone() else { return Html::default() };
    let print = Callback::from(|()| {
        // Where printing is not to be had, the page is still there to read.
        let _ = gloo_utils::window().print();
    });
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Sealed and sent" title={wizard.agency.to_string()} />
                <p>{ next(&receipt, &wizard.names()) }</p>
            </div>
            { letter(props, &receipt) }
            <div class="stack no-print">
                <p>
                    { "One more thing decides whether your mail arrives: some entries of your domain. We can look at \
                       them now; it takes a few seconds." }
                </p>
                <Button look={Look::Primary} wide=true onclick={to(wizard, Step::Report)}>{ "Look at my domain" }</Button>
                <div class="row"><Button look={Look::Quiet} onclick={print}>{ "Print this receipt" }</Button></div>
            </div>
            <div><Withdraw wizard={wizard.clone()} /></div>
        </div>
    }
}

fn next(receipt: &Receipt, names: &str) -> String {
    match receipt.collected_at {
        None => {
            format!("Thank you. {names} will open it and set up your web site. You need to do nothing more.")
        }
        Some(at) => {
            format!("Thank you. It was opened on {} and your web site is being set up.", times::moment(at))
        }
    }
}

fn letter(props: &StepProps, receipt: &Receipt) -> Html {
    let wizard = &props.wizard;
    html! {
        <article class="letter" aria-label="Receipt">
            <div class="letter__flap" aria-hidden="true"><span class="letter__seal"><SealMark /></span></div>
            <dl class="facts letter__facts">
                <dt>{ "To" }</dt><dd><strong>{ receipt.recipients.join(", ") }</strong></dd>
                <dt>{ "From" }</dt><dd>{ &wizard.view.client }</dd>
                <dt>{ "For" }</dt><dd>{ wizard.view.site.to_string() }</dd>
                <dt>{ "Holds" }</dt><dd>{ "the e-mail settings of your web site, with the password" }</dd>
                <dt>{ "Sealed" }</dt><dd>{ times::moment(receipt.submitted_at) }</dd>
                <dt>{ "Number" }</dt><dd class="code">{ groups(&receipt.digest) }</dd>
            </dl>
            <p class="letter__foot small">
                { "The number is the letter's own: read out by telephone, it shows that it arrived unchanged." }
            </p>
        </article>
    }
}

/// In groups of four, as one reads it out.
fn groups(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Takes the letter back, after asking once.
#[component]
fn Withdraw(props: &StepProps) -> Html {
    let is_busy = use_state(|| false);
    let problem = use_state(|| None::<Problem>);
    let onclick = {
        let (wizard, is_busy, problem) = (props.wizard.clone(), is_busy.clone(), problem.clone());
        Callback::from(move |()| {
            is_busy.set(true);
            let (wizard, is_busy, problem) = (wizard.clone(), is_busy.clone(), problem.clone());
            spawn_local(async move {
                match api::withdraw(&wizard.link).await {
                    Ok(()) => wizard.dispatch(Action::Withdrawn),
                    Err(refusal) => {
                        problem.set(Some(refusal));
                        is_busy.set(false);
                    }
                }
            });
        })
    };
    html! {
        <Fold summary="Take it back">
            <p>
                { "The sealed letter is then deleted from the server for good, and this link is closed. If it was \
                   opened before, also take the app password away at your provider: that ends every use of it." }
            </p>
            if let Some(problem) = &*problem {
                <ProblemNotice problem={problem.clone()} />
            }
            <div><Button busy={*is_busy} {onclick}>{ "Take it back and delete it" }</Button></div>
        </Fold>
    }
}
