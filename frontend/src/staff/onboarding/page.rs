//! The page of one onboarding.

use std::rc::Rc;

use shared::{
    retention::DeletionRule,
    status::Access,
    wire::{BoardRow, Onboarding, Receipt},
};
use yew::prelude::*;

use super::{
    Timeline,
    actions::Actions,
    check::LastCheck,
    readers::{FormerReaders, readers},
    report::LastReport,
};
use crate::{
    api,
    components::Heading,
    staff::{
        board::{check_mark, place, reason, records_mark},
        remote::{use_quiet_looks, use_remote},
        route::{Go, Route},
        session::use_session,
        state::shown,
        time,
    },
};

async fn ask(id: AttrValue) -> Result<Onboarding, shared::wire::Problem> {
    api::staff::onboarding(&id).await
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
}

/// The page.
#[component]
pub(crate) fn OnboardingPage(props: &Props) -> Html {
    let session = use_session();
    let onboarding = use_remote(props.id.clone(), ask);
    use_quiet_looks(onboarding.reload.clone());
    let agency: AttrValue = session.config.agency.clone().into();
    let title = onboarding.value.as_ref().map_or("Onboarding".into(), |o| o.row.client.clone().into());
    let changed = onboarding.reload.clone();
    html! {
        <div class="stack stack--loose">
            <div>
                <Go to={Route::Board} class="back">{ "Board" }</Go>
                <Heading key={String::from(&*title)} text={AttrValue::clone(&title)} title={agency} />
                if let Some(onboarding) = &onboarding.value {
                    <p class="muted">{ onboarding.row.site.as_str() }</p>
                }
            </div>
            { shown(&onboarding, "the onboarding", |onboarding| html! {
                <div class="two two--wide-left">
                    <div class="stack stack--loose">
                        <StateCard onboarding={onboarding.clone()} {changed} />
                        <LastCheck report={onboarding.check.clone()} brief={onboarding.row.check.clone()} />
                        <LastReport report={onboarding.report.clone()} />
                    </div>
                    <section class="stack" aria-labelledby="timeline">
                        <h2 id="timeline">{ "What happened" }</h2>
                        <Timeline entries={onboarding.activity.clone()} />
                    </section>
                </div>
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StateProps {
    onboarding: Rc<Onboarding>,
    changed: Callback<()>,
}

/// Where it is, since when, for whom, and what can be done.
#[component]
fn StateCard(props: &StateProps) -> Html {
    let Onboarding { row, address, email, created_at, receipt, .. } = &*props.onboarding;
    let now = time::now();
    let line = |term: &str, value: Html| html! { <div><dt>{ term.to_owned() }</dt><dd>{ value }</dd></div> };
    html! {
        <section class="card stack" aria-labelledby="state">
            <div>
                <h2 id="state">{ place(row.status, row.step) }</h2>
                <p class="muted"><time datetime={time::machine(row.changed_at)}>{ time::lasting(now, row.changed_at) }</time></p>
                if let Some(why) = row.need.map(reason) {
                    <p class="needs">{ format!("{why}: this needs you.") }</p>
                }
            </div>
            <FormerReaders onboarding={props.onboarding.clone()} />
            <Actions onboarding={props.onboarding.clone()} changed={props.changed.clone()} />
            <dl class="facts">
                { line("Sign-in", check_mark(row.check.as_ref())) }
                { line("DNS records", records_mark(row.report)) }
                if !row.provider.is_empty() { { line("Provider", html! { { &row.provider } }) } }
                { line("Sends as", html! { { address.as_ref().map_or("not known yet", |a| a.as_str()) } }) }
                if let Some(email) = email {
                    { line("Client’s address", html! { <a href={format!("mailto:{email}")}>{ email.as_str() }</a> }) }
                }
                { line("Readable for", readers(&props.onboarding)) }
                { line("Manager", html! { { &row.manager } }) }
                { line("Made", html! { { time::date(*created_at) } }) }
                { line("Link", html! { { link_of(row, now) } }) }
            </dl>
            if let Some(receipt) = receipt { { receipt_of(receipt, now) } }
        </section>
    }
}

fn link_of(row: &BoardRow, now: i64) -> String {
    let end = time::date(row.expires_at);
    match row.status.access(row.expires_at <= now) {
        Access::Full => format!("works until {end} ({})", time::left(now, row.expires_at)),
        Access::Receipt => format!("expired on {end}; the client can still see the receipt"),
        Access::Closed(_) => "doesn’t work anymore".into(),
    }
}

/// What becomes, or became, of the sealed file.
fn fate(receipt: &Receipt, now: i64) -> Option<String> {
    if let Some(deleted) = &receipt.deleted {
        let why = match deleted.rule {
            DeletionRule::SavedElsewhere => "the settings were saved elsewhere",
            DeletionRule::AfterSetup => "the time to keep it after setup was over",
            DeletionRule::Withdrawn => "the client took it back",
            DeletionRule::Revoked => "the link was revoked",
            DeletionRule::Replaced => "the link was replaced",
        };
        return Some(format!("The sealed file was deleted on {}: {why}.", time::moment(now, deleted.at)));
    }
    let at = receipt.delete_at?;
    Some(format!("The sealed file will be deleted {} ({}).", time::left(now, at), time::date(at)))
}

fn receipt_of(receipt: &Receipt, now: i64) -> Html {
    let opened = match receipt.collected_at {
        Some(at) => format!("Opened {}.", time::moment(now, at)),
        None => "Not opened yet.".into(),
    };
    let anew = receipt
        .resealed
        .as_ref()
        .map(|it| format!(" Sealed anew by {} {}.", it.by, time::moment(now, it.at)));
    html! {
        <div class="receipt stack">
            <h3>{ "Sealed letter received" }</h3>
            <p>
                { format!("{}, for {}. {opened}", time::moment(now, receipt.submitted_at), receipt.recipients.join(", ")) }
                { anew.unwrap_or_default() }
            </p>
            if let Some(fate) = fate(receipt, now) { <p>{ fate }</p> }
            <p class="small">
                <span class="muted">{ "The client can compare this by telephone: " }</span>
                <code class="fingerprint">{ &receipt.digest }</code>
            </p>
        </div>
    }
}
