//! The DNS report of an onboarding. The crate `audit` queries and evaluates.

mod turns;

use audit::{AuditRequest, paste};
use net::Egress;
use probe::discover;
use shared::{
    link::{Locator, Token},
    report::{Audit, Finding, Report, Topic, Verdict},
    rules::Address,
    wire::{DiscoverRequest, Discovery, ReportRequest},
};
pub use turns::Turns;

use super::{
    Error, Result, access,
    limits::{self, Lookup},
};
use crate::{
    event::OnboardingEvent,
    store::{Onboarding, Store},
};

/// Finds the provider of an address. Stores nothing.
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

/// What is needed to create a report.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Access to DNS and the web.
    pub egress: &'a Egress,
    /// Decides whose report runs next.
    pub turns: &'a Turns,
    /// Puts a report into words.
    pub tell: fn(&Audit) -> Report,
}

/// Queries DNS again, and stores the report in words.
///
/// # Errors
/// [`Error::NoAddress`] if the sending address isn't set yet, and the errors of [`Turns::take`].
pub async fn report(
    store: &dyn Store,
    means: Means<'_>,
    locator: &Locator,
    token: &Token,
    request: &ReportRequest,
    now: i64,
) -> Result<Report> {
    let Means { egress, turns, tell } = means;
    let onboarding = access::enter(store, locator, token, now).await?;
    let chosen = onboarding.progress.address.clone().or_else(|| onboarding.address.clone());
    let address = chosen.ok_or(Error::NoAddress)?;
    let turn = turns.take(locator).await?;
    limits::count_lookup(store, locator, Lookup::Report, now).await?;
    let request = AuditRequest {
        pasted: paste::parse(&request.pasted, address.domain().as_str()),
        every_server: request.every_server,
        ..self::request(&onboarding, address)
    };
    let report = tell(&audit::audit(egress.dns(), egress, &request).await);
    keep(store, &onboarding, &report, now).await?;
    drop(turn);
    Ok(report)
}

/// Returns what to report on for a site that sends from this address.
pub(super) fn request(onboarding: &Onboarding, from: Address) -> AuditRequest {
    let domain = from.domain();
    AuditRequest {
        provider: onboarding.progress.provider.as_deref().and_then(shared::facts::provider),
        from: Some(from),
        ..AuditRequest::of(domain)
    }
}

/// Stores a report. It is news if its verdict isn't the last one.
pub(super) async fn keep(store: &dyn Store, was: &Onboarding, report: &Report, now: i64) -> Result<()> {
    let verdict = report.verdict();
    let happened = happened(report, verdict);
    let entry = happened.at(now);
    let news = (was.verdict != Some(verdict)).then(|| entry.as_new());
    Ok(store.set_report(&was.id, report, now, news.as_ref()).await?)
}

fn happened(report: &Report, verdict: Verdict) -> OnboardingEvent {
    let decisive = report.findings.iter().filter(|finding| finding.topic != Topic::Extras);
    let with_verdict = decisive.filter(|finding| finding.verdict == verdict);
    let count = with_verdict.clone().count();
    let open = with_verdict.clone().all(Finding::is_open);
    OnboardingEvent::Reported { domain: report.domain.clone(), verdict, count, open }
}
