//! The DNS report of an onboarding. What it asks and judges is the crate `audit`.

mod turns;

use audit::{AuditRequest, paste};
use net::Egress;
use probe::discover;
use shared::{
    link::{Locator, Token},
    report::{Finding, Report, Topic, Verdict},
    wire::{DiscoverRequest, Discovery, ReportRequest},
};
pub use turns::Turns;

use super::{
    Error, Result, access,
    limits::{self, Lookup},
};
use crate::store::{NewActivity, Store};

/// Finds the provider behind an address. Remembers nothing.
pub async fn discover(
    store: &dyn Store,
    egress: &Egress,
    locator: &Locator,
    token: &Token,
    request: &DiscoverRequest,
    now: i64,
) -> Result<Discovery> {
    access::enter(store, locator, token, now).await?;
    limits::count_lookup(store, locator, Lookup::Discover, now).await?;
    Ok(discover::discover(egress, &request.address).await)
}

/// Asks anew, and keeps the answer.
///
/// # Errors
/// [`Error::NoAddress`] where nobody has said yet what the site shall send from. Those of [`Turns::take`].
pub async fn report(
    store: &dyn Store,
    egress: &Egress,
    turns: &Turns,
    locator: &Locator,
    token: &Token,
    request: &ReportRequest,
    now: i64,
) -> Result<Report> {
    let onboarding = access::enter(store, locator, token, now).await?;
    let address = onboarding.progress.address.or(onboarding.address).ok_or(Error::NoAddress)?;
    let turn = turns.take(locator).await?;
    limits::count_lookup(store, locator, Lookup::Report, now).await?;
    let request = AuditRequest {
        pasted: paste::parse(&request.pasted, address.domain().as_str()),
        domain: address.domain(),
        provider: onboarding.progress.provider.as_deref().and_then(shared::facts::provider),
        from: Some(address),
        selectors: Vec::new(),
        every_server: request.every_server,
    };
    let report = audit::audit(egress.dns(), egress, &request).await;
    let verdict = report.verdict();
    let sentence = sentence(&report, verdict);
    let entry = NewActivity { at: now, who: "server", code: "report.made", sentence: &sentence };
    let news = (onboarding.verdict != Some(verdict)).then_some(&entry);
    store.set_report(&onboarding.id, &report, now, news).await?;
    drop(turn);
    Ok(report)
}

fn sentence(report: &Report, verdict: Verdict) -> String {
    let decisive = report.findings.iter().filter(|finding| finding.topic != Topic::Extras);
    let count = decisive.clone().filter(|finding| finding.verdict == verdict).count();
    let is_open = decisive.filter(|finding| finding.verdict == verdict).all(Finding::is_open);
    let domain = &report.domain;
    match verdict {
        Verdict::Ok => format!("The DNS records of {domain} are right."),
        Verdict::Unknown if is_open => format!("Something about {domain} is for the client to look up."),
        Verdict::Unknown => format!("Not everything about {domain} could be asked."),
        Verdict::Warn => format!("The DNS records of {domain} work, and {count} could be better."),
        Verdict::Fail => format!("The DNS records of {domain} need mending: {count} of them."),
    }
}
