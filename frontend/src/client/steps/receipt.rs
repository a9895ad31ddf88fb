//! The receipt, and what happens next.

use shared::{
    retention::{Days, DeletionRule},
    status::Step,
    wire::{Deletion, Proven, Receipt},
};
use yew::prelude::*;

use super::{StepProps, done::what_comes_next, summary::is_done, to};
use crate::{
    api,
    client::{
        pieces::{fold, p, plain, quiet, request_notice, small},
        state::{Action, Wizard},
    },
    components::{Heading, Tone, notice, seal_mark},
    request::use_request,
    say, time,
};

/// Renders the receipt, which the sixth step shows after the settings are sent.
pub(crate) fn receipt_page(wizard: &UseReducerHandle<Wizard>) -> Html {
    let Some(receipt) = wizard.receipt().cloned() else { return Html::default() };
    let print = Callback::from(|()| {
        // If the browser can't print, the page can still be read.
        let _ = gloo_utils::window().print();
    });
    let say = say::letter();
    let (heading, sentence) = state(&receipt, &wizard.names());
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading} title={wizard.agency.to_string()} />
                { p(&sentence) }
            </div>
            { wizard.proven.as_deref().map_or_else(Html::default, works) }
            { letter(wizard, &receipt) }
            <section class="stack stack--tight" aria-labelledby="next">
                <h2 id="next">{ say.next_heading() }</h2>
                { what_comes_next(wizard, &receipt) }
            </section>
            <div class="stack no-print">
                if !wizard.view.is_over {
                    { domain(wizard) }
                }
                <div class="row">{ quiet(say.receipt_print(), print) }</div>
            </div>
            if receipt.deleted.is_none() {
                <div><Withdraw ..StepProps::of(wizard) /></div>
            }
        </div>
    }
}

/// Says that the website's own email works, when that was shown, and how.
fn works(proven: &Proven) -> Html {
    let say = say::letter();
    let body = html! { <>
        { p(&say.receipt_proven_what(&time::date(proven.at), &proven.from)) }
        if proven.encrypted { { p(say.receipt_proven_encrypted()) } }
    </> };
    notice(Tone::Ok, say.receipt_proven().into(), body)
}

/// Offers the DNS report, which is optional at this point.
fn domain(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    let (words, button) = if wizard.report.as_deref().is_some_and(is_done) {
        (say.receipt_domain_right(), say.receipt_domain_show())
    } else {
        (say.receipt_domain(), say.receipt_domain_check())
    };
    html! { <>{ p(words) }{ plain(button, to(wizard, Step::Report)) }</> }
}

fn state(receipt: &Receipt, names: &str) -> (&'static str, String) {
    let say = say::letter();
    let Some(deleted) = &receipt.deleted else {
        return (say.receipt_done(), say.receipt_done_what(&names));
    };
    let why = match deleted.rule {
        DeletionRule::SavedElsewhere | DeletionRule::AfterSetup => say.receipt_deleted_set_up(),
        DeletionRule::Withdrawn => say.receipt_deleted_withdrawn(),
        DeletionRule::Revoked | DeletionRule::Replaced => say.receipt_deleted_closed(),
    };
    (say.receipt_deleted(), why.into())
}

fn letter(wizard: &UseReducerHandle<Wizard>, receipt: &Receipt) -> Html {
    let say = say::letter();
    html! {
        <article class="letter" aria-label={say.receipt_label()}>
            <div class="letter__flap" aria-hidden="true"><span class="letter__seal">{ seal_mark() }</span></div>
            <dl class="facts letter__facts">
                <dt>{ say.receipt_to() }</dt><dd><strong>{ receipt.recipients.join(", ") }</strong></dd>
                <dt>{ say.receipt_from() }</dt><dd>{ &wizard.view.client }</dd>
                <dt>{ say.receipt_for() }</dt><dd>{ wizard.view.site.to_string() }</dd>
                <dt>{ say.receipt_contents() }</dt><dd>{ say.receipt_contents_value() }</dd>
                <dt>{ say.receipt_sent() }</dt><dd>{ time::date_and_clock(receipt.submitted_at) }</dd>
                { encrypted_again(receipt) }
                { receipt.deleted.as_ref().map_or_else(|| will_be_deleted(receipt, wizard.view.keep), was_deleted) }
                <dt>{ say.receipt_number() }</dt><dd class="code">{ groups(&receipt.digest) }</dd>
            </dl>
            <p class="letter__foot small">{ say.receipt_number_what(&wizard.agency) }</p>
        </article>
    }
}

/// Says when the settings will be deleted.
fn will_be_deleted(receipt: &Receipt, keep: Days) -> Html {
    let say = say::letter();
    let when = receipt.delete_at.map_or_else(
        || say.receipt_deletion_days(keep.get().into()),
        |at| say.receipt_deletion_date(&time::date_and_clock(at)),
    );
    html! { <><dt>{ say.receipt_deletion() }</dt><dd>{ when }</dd></> }
}

/// Says when and why the settings were deleted.
fn was_deleted(deleted: &Deletion) -> Html {
    let (say, time) = (say::letter(), time::date_and_clock(deleted.at));
    let reason = match deleted.rule {
        DeletionRule::SavedElsewhere => say.receipt_deletion_saved(&time),
        DeletionRule::AfterSetup => say.receipt_deletion_set_up(&time),
        DeletionRule::Withdrawn => say.receipt_deletion_withdrawn(&time),
        DeletionRule::Revoked | DeletionRule::Replaced => say.receipt_deletion_closed(&time),
    };
    html! { <><dt>{ say.receipt_deletion_done() }</dt><dd>{ reason }</dd></> }
}

/// Says who re-encrypted the settings and when, because the receipt then lists recipients other than those that the
/// client was promised.
fn encrypted_again(receipt: &Receipt) -> Html {
    let say = say::letter();
    receipt.resealed.as_ref().map_or_else(Html::default, |it| {
        let by = say.receipt_encrypted_again_value(&it.by, &time::date_and_clock(it.at));
        html! { <><dt>{ say.receipt_encrypted_again() }</dt><dd>{ by }</dd></> }
    })
}

/// Splits the number into groups of 4, so that it is easy to read aloud.
fn groups(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Asks for confirmation, then withdraws the settings.
#[component]
fn Withdraw(props: &StepProps) -> Html {
    let request = use_request();
    let onclick = {
        let (wizard, request) = (props.wizard.clone(), request.clone());
        Callback::from(move |()| {
            let (link, dispatcher) = (wizard.link.clone(), wizard.dispatcher());
            request.run(move || {
                let (link, dispatcher) = (link.clone(), dispatcher.clone());
                async move {
                    api::client::withdraw(&link).await?;
                    dispatcher.dispatch(Action::Withdrawn);
                    Ok(())
                }
            });
        })
    };
    let say = say::letter();
    html! {
        { fold(say.receipt_withdraw(), html! { <>
            { p(say.receipt_withdraw_what()) }
            { request_notice(&request) }
            <div>{ small(say.receipt_withdraw_button(), request.is_under_way(), onclick) }</div>
        </> }) }
    }
}
