//! The receipt: a sealed letter.

use shared::{
    retention::{Days, DeletionRule},
    status::Step,
    wire::Receipt,
};
use yew::prelude::*;

use super::{StepProps, to};
use crate::{
    api,
    client::{
        errand::use_errand,
        pieces::{fold, p, primary, quiet, small},
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
    let heading = if receipt.deleted.is_some() { "Your letter is deleted" } else { "Sealed and sent" };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading} title={wizard.agency.to_string()} />
                <p>{ next(&receipt, &wizard.names()) }</p>
            </div>
            { letter(wizard, &receipt) }
            <div class="stack no-print">
                if !wizard.view.is_over {
                    { p("One more thing decides whether your mail arrives: some entries of your domain. We can look at \
                           them now; it takes a few seconds.") }
                    { primary("Look at my domain", to(wizard, Step::Report)) }
                }
                <div class="row">{ quiet("Print this receipt", print) }</div>
            </div>
            if receipt.deleted.is_none() {
                <div><Withdraw ..StepProps::of(wizard) /></div>
            }
        </div>
    }
}

fn next(receipt: &Receipt, names: &str) -> String {
    if receipt.deleted.is_some() {
        return "Your website is set up, and the server no longer has your settings. You need to do nothing more.".into();
    }
    match receipt.collected_at {
        Some(_) if receipt.delete_at.is_some() => "Thank you. Your website is set up.".into(),
        None => {
            format!("Thank you. {names} will open it and set up your web site. You need to do nothing more.")
        }
        Some(at) => {
            format!("Thank you. It was opened on {} and your web site is being set up.", times::moment(at))
        }
    }
}

fn letter(wizard: &UseReducerHandle<Wizard>, receipt: &Receipt) -> Html {
    html! {
        <article class="letter" aria-label="Receipt">
            <div class="letter__flap" aria-hidden="true"><span class="letter__seal">{ seal_mark() }</span></div>
            <dl class="facts letter__facts">
                <dt>{ "To" }</dt><dd><strong>{ receipt.recipients.join(", ") }</strong></dd>
                <dt>{ "From" }</dt><dd>{ &wizard.view.client }</dd>
                <dt>{ "For" }</dt><dd>{ wizard.view.site.to_string() }</dd>
                <dt>{ "Holds" }</dt><dd>{ "the e-mail settings of your web site, with the password" }</dd>
                <dt>{ "Sealed" }</dt><dd>{ times::moment(receipt.submitted_at) }</dd>
                { anew(receipt) }
                <dt>{ if receipt.deleted.is_some() { "Deleted" } else { "Will be deleted" } }</dt><dd>{ fate(receipt, wizard.view.keep) }</dd>
                <dt>{ "Number" }</dt><dd class="code">{ groups(&receipt.digest) }</dd>
            </dl>
            <p class="letter__foot small">
                { "The number is the letter's own: read out by telephone, it shows that it arrived unchanged." }
            </p>
        </article>
    }
}

/// When the letter is deleted, or when and why it was.
fn fate(receipt: &Receipt, keep: Days) -> String {
    if let Some(deleted) = &receipt.deleted {
        let why = match deleted.rule {
            DeletionRule::SavedElsewhere => "your agency has saved the settings elsewhere",
            DeletionRule::AfterSetup => "your website is set up",
            DeletionRule::Withdrawn => "you took it back",
            DeletionRule::Revoked | DeletionRule::Replaced => "your agency closed the link",
        };
        return format!("{}: {why}", times::moment(deleted.at));
    }
    receipt.delete_at.map_or_else(|| keep.after_setup(), |at| format!("on {}", times::moment(at)))
}

/// The client was promised other readers than there are now, and is told.
fn anew(receipt: &Receipt) -> Html {
    receipt.resealed.as_ref().map_or_else(Html::default, |it| {
        html! { <><dt>{ "Sealed anew" }</dt><dd>{ format!("by {}, {}", it.by, times::moment(it.at)) }</dd></> }
    })
}

/// In groups of four, as one reads it out.
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
            { p("The sealed letter is then deleted from the server for good, and this link is closed. If it was \
                   opened before, also take the app password away at your provider: that ends every use of it.") }
            { errand.notice() }
            <div>{ small("Take it back and delete it", errand.is_under_way(), onclick) }</div>
        </> }) }
    }
}
