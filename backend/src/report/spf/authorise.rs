//! Whether a record lets a provider send, answered by evaluating it for addresses that the provider sends from.

use std::net::IpAddr;

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::{
    facts::{Provider, ProviderKind},
    report::Verdict,
};

use super::{
    edit::{included, provider_terms},
    evaluate::{Connection, SpfResult, check_host},
    parse::Record,
    walk::walk,
};
use crate::{
    egress::dns::Silence,
    report::resolver::{Overlay, Resolver},
};

/// Addresses that are tried for one provider.
const SAMPLES_MAX: usize = 8;

/// What a provider needs in a domain's SPF record.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// The provider's name.
    pub(super) provider: String,
    /// Terms to have.
    pub(super) terms: Vec<String>,
    /// What stands for the provider's addresses: the terms that are asked for now.
    first: String,
    /// Domains that stand for them too, where a record includes them.
    others: Vec<String>,
    /// How bad it is without.
    pub(super) verdict: Verdict,
}

/// `None` where nothing is needed: the provider gives no terms, or its mail has a return path on a subdomain with SPF of
/// its own (RFC 7208, section 2.4: SPF looks at the return path).
pub(super) fn need(provider: &Provider) -> Option<Need> {
    let terms = provider_terms(&provider.spf_mechanism);
    let is_relay = provider.kind == ProviderKind::Relay;
    if terms.is_empty() || (is_relay && !provider.return_path.is_empty()) {
        return None;
    }
    let includes: Vec<String> = terms.iter().filter(|term| term.starts_with("include:")).cloned().collect();
    let first = if includes.is_empty() { terms.join(" ") } else { includes.join(" ") };
    let others = provider.spf_include.iter().filter(|domain| !included(&terms).any(|own| own == *domain));
    let others = others.cloned().collect();
    let verdict = if is_relay { Verdict::Warn } else { Verdict::Fail };
    Some(Need { provider: provider.name.clone(), terms, first, others, verdict })
}

/// Addresses that a provider sends from, by each way to name them.
#[derive(Debug, Clone, Default)]
pub(super) struct Senders {
    ways: Vec<Vec<IpAddr>>,
    /// Who was silent when they were looked for.
    pub(super) silence: Option<(String, Silence)>,
}

impl Senders {
    /// Whether there is an address to try.
    pub(super) fn is_empty(&self) -> bool {
        self.ways.iter().all(Vec::is_empty)
    }
}

/// Looks for addresses that the provider sends from. `text` is the domain's record, or empty.
pub(super) async fn senders<R: Resolver>(resolver: &R, domain: &str, need: &Need, text: &str) -> Senders {
    let text = text.to_ascii_lowercase();
    let others = need.others.iter().filter(|other| text.contains(other.as_str()));
    let terms = std::iter::once(need.first.clone()).chain(others.map(|other| format!("include:{other}")));
    let ways = join_all(terms.map(|terms| async move {
        let text = format!("v=spf1 {terms} -all");
        let Ok(record) = Record::parse(&text) else { return (Vec::new(), None) };
        let walked = walk(resolver, domain, &record).await;
        let overlay = Overlay::new(resolver, domain, &text);
        let mut addresses = spread(&walked.networks);
        let results = evaluated(&overlay, domain, &addresses).await;
        let mut passes = results.iter().map(|result| *result == SpfResult::Pass);
        addresses.retain(|_| passes.next() == Some(true));
        (addresses, walked.silent.into_iter().next())
    }))
    .await;
    let silence = ways.first().and_then(|(_, silence)| silence.clone());
    Senders { ways: ways.into_iter().map(|(addresses, _)| addresses).collect(), silence }
}

/// Asks what [`senders`] will ask whatever the domain's record says.
pub(super) async fn foresee<R: Resolver>(resolver: &R, domain: &str, need: Option<&Need>) {
    let record = need.and_then(|need| Record::parse(&format!("v=spf1 {} -all", need.first)).ok());
    if let Some(record) = record {
        walk(resolver, domain, &record).await;
    }
}

/// Some addresses out of many networks, from beginning to end.
fn spread(networks: &[IpNet]) -> Vec<IpAddr> {
    let step = networks.len().div_ceil(SAMPLES_MAX).max(1);
    let mut addresses: Vec<IpAddr> = networks.iter().step_by(step).map(IpNet::network).collect();
    addresses.dedup();
    addresses
}

/// Whether a provider may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authorised {
    /// For every address that was tried.
    Yes,
    /// For some.
    Partly { passed: usize, tried: usize },
    /// For none.
    No,
    /// A question was not answered, or there was no address to try.
    Unknown,
}

/// Evaluates the record that `resolver` shows at `domain` for the provider's addresses.
pub(super) async fn authorised<R: Resolver>(resolver: &R, domain: &str, senders: &Senders) -> Authorised {
    let mut best = Authorised::Unknown;
    for addresses in senders.ways.iter().filter(|addresses| !addresses.is_empty()) {
        let results = evaluated(resolver, domain, addresses).await;
        if results.contains(&SpfResult::TempError) {
            return Authorised::Unknown;
        }
        let passed = results.iter().filter(|result| **result == SpfResult::Pass).count();
        match (passed, addresses.len()) {
            (passed, tried) if passed == tried => return Authorised::Yes,
            (0, _) if best == Authorised::Unknown => best = Authorised::No,
            (0, _) => {}
            (passed, tried) => best = Authorised::Partly { passed, tried },
        }
    }
    best
}

/// All at once: what a macro makes of one address is asked beside what it makes of the next.
async fn evaluated<R: Resolver>(resolver: &R, domain: &str, addresses: &[IpAddr]) -> Vec<SpfResult> {
    join_all(addresses.iter().map(|&address| evaluate(resolver, domain, address))).await
}

async fn evaluate<R: Resolver>(resolver: &R, domain: &str, ip: IpAddr) -> SpfResult {
    let sender = format!("postmaster@{domain}");
    let connection = Connection { ip, sender: &sender, helo: domain, receiver: "unknown", now: 0 };
    check_host(resolver, &connection).await.result
}
