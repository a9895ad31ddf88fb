//! The receipt: a sealed letter, and what comes next.

use shared::{
    retention::{Days, DeletionRule},
    status::Step,
    wire::Receipt,
};
use yew::prelude::*;

use super::{
    StepProps,
    done::{deletion, what_comes_next},
    summary::is_done,
    to,
};
use crate::{
    api,
    client::{
        errand::use_errand,
        pieces::{fold, p, plain, quiet, small},
        state::{Action, Wizard},
        times,
    },
    components::{Heading, seal_mark},
};

/// The sixth step, once sent.
pub(crate) fn receipt_page(wizard: &UseReducerHandle<Wizard>) -> Html {
    let Some(receipt) = wizard.receipt.clone() else { return Html::default() };
    let print = Callback::from(|()| {
        // Where printing is not to be had, the page is still there to read.
        let _ = gloo_utils::window().print();
    });
    let (heading, sentence) = state(&receipt, &wizard.names());
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading} title={wizard.agency.to_string()} />
                { p(&sentence) }
            </div>
            { letter(wizard, &receipt) }
            <section class="stack stack--tight" aria-labelledby="next">
                <h2 id="next">{ "What comes next" }</h2>
                { what_comes_next(wizard, &receipt) }
            </section>
            <div class="stack no-print">
                if !wizard.view.is_over {
                    { domain(wizard) }
                }
                <div class="row">{ quiet("Print this receipt", print) }</div>
            </div>
            if receipt.deleted.is_none() {
                <div><Withdraw ..StepProps::of(wizard) /></div>
            }
        </div>
    }
}

/// What there is left to see, and not to do: the domain.
fn domain(wizard: &UseReducerHandle<Wizard>) -> Html {
    let (words, button) = if wizard.report.as_deref().is_some_and(is_done) {
        ("We have checked your domain. Its mail records are right.", "Show the domain check")
    } else {
        (
            "Want to be sure that your mail arrives? We can check the mail records of your domain in a few seconds.",
            "Check my domain",
        )
    };
    html! { <>{ p(words) }{ plain(button, to(wizard, Step::Report)) }</> }
}

fn state(receipt: &Receipt, names: &str) -> (&'static str, String) {
    let Some(deleted) = &receipt.deleted else {
        return ("You're done", format!("Thank you. Your email settings are sealed and sent to {names}."));
    };
    let why = match deleted.rule {
        DeletionRule::SavedElsewhere | DeletionRule::AfterSetup => {
            "Your website is set up, and the server no longer has your settings."
        }
        DeletionRule::Withdrawn => "You took your settings back.",
        DeletionRule::Revoked | DeletionRule::Replaced => {
            "The agency closed this link, and the server no longer has your settings."
        }
    };
    ("Your settings are deleted", why.into())
}

fn letter(wizard: &UseReducerHandle<Wizard>, receipt: &Receipt) -> Html {
    html! {
        <article class="letter" aria-label="Receipt">
            <div class="letter__flap" aria-hidden="true"><span class="letter__seal">{ seal_mark() }</span></div>
            <dl class="facts letter__facts">
                <dt>{ "To" }</dt><dd><strong>{ receipt.recipients.join(", ") }</strong></dd>
                <dt>{ "From" }</dt><dd>{ &wizard.view.client }</dd>
                <dt>{ "For" }</dt><dd>{ wizard.view.site.to_string() }</dd>
                <dt>{ "Holds" }</dt><dd>{ "your website's email settings, with the password" }</dd>
                <dt>{ "Sealed" }</dt><dd>{ times::moment(receipt.submitted_at) }</dd>
                { sealed_again(receipt) }
                <dt>{ if receipt.deleted.is_some() { "Deleted" } else { "Will be deleted" } }</dt><dd>{ fate(receipt, wizard.view.keep) }</dd>
                <dt>{ "Number" }</dt><dd class="code">{ groups(&receipt.digest) }</dd>
            </dl>
            <p class="letter__foot small">
                { "To make sure that your letter arrived unchanged, read this number out on the phone." }
            </p>
        </article>
    }
}

/// When the letter is deleted, or when and why it was.
fn fate(receipt: &Receipt, keep: Days) -> String {
    let Some(deleted) = &receipt.deleted else { return deletion(receipt, keep, times::moment) };
    let why = match deleted.rule {
        DeletionRule::SavedElsewhere => "your agency has saved the settings elsewhere",
        DeletionRule::AfterSetup => "your website is set up",
        DeletionRule::Withdrawn => "you took it back",
        DeletionRule::Revoked | DeletionRule::Replaced => "your agency closed the link",
    };
    format!("{}: {why}", times::moment(deleted.at))
}

/// The client was promised other readers than there are now, and reads who they are.
fn sealed_again(receipt: &Receipt) -> Html {
    receipt.resealed.as_ref().map_or_else(Html::default, |it| {
        html! { <><dt>{ "Sealed again" }</dt><dd>{ format!("by {}, {}", it.by, times::moment(it.at)) }</dd></> }
    })
}

/// In groups of four, as people read it out.
fn groups(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Takes the letter back, after asking once.
#[component]
fn Withdraw(props: &StepProps) -> Html {
    let errand = use_errand();
    let onclick = {
        let (wizard, errand) = (props.wizard.clone(), errand.clone());
        Callback::from(move |()| {
            let (link, dispatcher) = (wizard.link.clone(), wizard.dispatcher());
            errand.run(move || {
                let (link, dispatcher) = (link.clone(), dispatcher.clone());
                async move {
                    api::client::withdraw(&link).await?;
                    dispatcher.dispatch(Action::Withdrawn);
                    Ok(())
                }
            });
        })
    };
    html! {
        { fold("Take it back", html! { <>
            { p("This deletes your settings from the server for good and closes this link. If they were opened before, \
                 delete the app password at your provider too.") }
            { errand.notice() }
            <div>{ small("Take it back and delete it", errand.is_under_way(), onclick) }</div>
        </> }) }
    }
}
