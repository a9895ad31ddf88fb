//! Decides if a record allows a provider to send, by evaluating the record for addresses that the provider sends from.

use std::net::IpAddr;

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::{
    dns::{Kind, Resolver, Silence},
    facts::{Provider, ProviderKind},
    report::Verdict,
};

use super::{
    edit::{included, provider_terms},
    evaluate::{Connection, SpfResult, check_host},
    hosting::{Hosting, hosting},
    parse::Record,
    region::{Region, region},
    walk::walk,
};
use crate::resolver::Overlay;

/// How many addresses are tried for one provider.
const SAMPLES_MAX: usize = 8;

/// What a provider needs in a domain's SPF record.
#[derive(Debug, Clone)]
pub(super) struct Need {
    /// The provider's name.
    pub(super) provider: String,
    /// The terms that the record should have. Empty if a person has to provide them.
    pub(super) terms: Vec<String>,
    /// The first of the provider's own terms. Its addresses are the provider's.
    first: String,
    /// Other domains of the provider. A record that includes one of them needs no further term.
    others: Vec<String>,
    /// How severe it is if the terms are missing.
    pub(super) verdict: Verdict,
    /// The region that the account is in, for a provider with several.
    pub(super) region: Option<String>,
    /// What to ask before a term can be proposed.
    pub(super) question: Option<Question>,
}

/// A question that DNS can't answer.
#[derive(Debug, Clone)]
pub(super) enum Question {
    /// Which of the provider's regions the account is in.
    Region(Vec<String>),
    /// Which address the hosting server sends from.
    Server(Hosting),
}

/// Returns what the provider needs in the SPF record of this domain, whose current text is `text`. Returns `None` if it
/// needs nothing: the table has no terms for it, or its return path is at a host of its own (RFC 7208, section 2.4: SPF
/// checks the return path).
pub(super) async fn need<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: &Provider,
    text: &str,
) -> Option<Need> {
    let terms = provider_terms(&provider.spf_mechanism);
    let is_relay = provider.kind == ProviderKind::Relay;
    if terms.is_empty() || has_return_path_elsewhere(provider) {
        return None;
    }
    let verdict = if is_relay { Verdict::Warn } else { Verdict::Fail };
    let of = |terms: Vec<String>, others: Vec<String>, question| Need {
        provider: provider.name.clone(),
        first: first_of(&terms),
        terms,
        others,
        verdict,
        region: None,
        question,
    };
    let others = |terms: &[String]| -> Vec<String> {
        provider
            .spf_include
            .iter()
            .filter(|domain| !included(terms).any(|own| own == *domain))
            .cloned()
            .collect()
    };
    if is_fixed(provider) {
        let others = others(&terms);
        return Some(of(terms, others, None));
    }
    let mail = resolver.ask(domain, Kind::Mx).await;
    let hosts: Vec<&str> = mail.mail_hosts().into_iter().map(|(_, host)| host).collect();
    match region(resolver, provider, &hosts, text).await {
        Region::Everywhere => {}
        Region::Known { name, include, others } => {
            return Some(Need { region: Some(name), ..of(vec![format!("include:{include}")], others, None) });
        }
        Region::Unknown => {
            let names = provider.spf_regions.iter().map(|region| region.name.clone()).collect();
            let mut includes = provider.spf_regions.iter().filter_map(|region| region.spf_include.first());
            let first = includes.next().map_or_else(String::new, |domain| format!("include:{domain}"));
            let others = includes.cloned().collect();
            return Some(Need { first, ..of(Vec::new(), others, Some(Question::Region(names))) });
        }
    }
    let hosting = hosting(resolver, domain, &hosts).await;
    let is_host = |term: &String| term == "a" || term == "mx";
    let kept: Vec<String> =
        terms.iter().filter(|term| !is_host(term) || hosting.terms.contains(term)).cloned().collect();
    if kept.is_empty() {
        return Some(of(kept, Vec::new(), Some(Question::Server(hosting))));
    }
    let others = others(&kept);
    Some(of(kept, others, None))
}

/// Returns true if SPF never checks the customer's own record for the provider's mail.
pub(crate) fn has_return_path_elsewhere(provider: &Provider) -> bool {
    provider.spf_elsewhere || (provider.kind == ProviderKind::Relay && !provider.return_path.is_empty())
}

/// Returns true if the provider's terms are the same for every customer, no matter who hosts their mail.
fn is_fixed(provider: &Provider) -> bool {
    let by_server = provider.kind == ProviderKind::Mailbox
        && provider.spf_mechanism.split_ascii_whitespace().any(|term| term == "a" || term == "mx");
    provider.spf_regions.is_empty() && !by_server
}

fn first_of(terms: &[String]) -> String {
    let includes: Vec<String> = terms.iter().filter(|term| term.starts_with("include:")).cloned().collect();
    if includes.is_empty() { terms.join(" ") } else { includes.join(" ") }
}

/// Addresses that a provider sends from, grouped by the terms that name them.
#[derive(Debug, Clone, Default)]
pub(super) struct Senders {
    ways: Vec<Vec<IpAddr>>,
    /// Which lookup of the addresses failed, and why.
    pub(super) silence: Option<(String, Silence)>,
}

impl Senders {
    /// Returns true if there is no address to try.
    pub(super) fn is_empty(&self) -> bool {
        self.ways.iter().all(Vec::is_empty)
    }
}

/// Looks up addresses that the provider sends from. `text` is the domain's record, or empty.
pub(super) async fn senders<R: Resolver>(resolver: &R, domain: &str, need: &Need, text: &str) -> Senders {
    if let Some(Question::Server(hosting)) = &need.question {
        let addresses = hosting.hints.iter().map(|(_, address)| *address).collect();
        return Senders { ways: vec![addresses], silence: None };
    }
    let text = text.to_ascii_lowercase();
    // If the region of the account isn't known, it can be any of them.
    let is_any = matches!(need.question, Some(Question::Region(_)));
    let others = need.others.iter().filter(|other| is_any || text.contains(other.as_str()));
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

/// Makes the lookups that [`senders`] will need no matter what the domain's record says.
pub(super) async fn foresee<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) {
    let Some(provider) =
        provider.filter(|provider| is_fixed(provider) && !has_return_path_elsewhere(provider))
    else {
        return;
    };
    let first = first_of(&provider_terms(&provider.spf_mechanism));
    if let Ok(record) = Record::parse(&format!("v=spf1 {first} -all")) {
        walk(resolver, domain, &record).await;
    }
}

/// Returns a sample of addresses, evenly spread over the networks.
fn spread(networks: &[IpNet]) -> Vec<IpAddr> {
    let step = networks.len().div_ceil(SAMPLES_MAX).max(1);
    let mut addresses: Vec<IpAddr> = networks.iter().step_by(step).map(IpNet::network).collect();
    addresses.dedup();
    addresses
}

/// Whether a record allows a provider to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authorized {
    /// Every address that was tried passes.
    Yes,
    /// Some of the addresses pass.
    Partly { passed: usize, tried: usize },
    /// None of the addresses passes.
    No,
    /// A lookup failed, or there was no address to try.
    Unknown,
}

impl Authorized {
    /// Returns `Unknown` instead of a refusal if the result depends on the message.
    pub(super) fn unless(self, depends: bool) -> Self {
        if depends && self.is_refused() { Self::Unknown } else { self }
    }

    /// Returns true if some addresses don't pass.
    pub(super) fn is_refused(self) -> bool {
        matches!(self, Self::No | Self::Partly { .. })
    }

    /// Returns true if all addresses pass, false if none does, and `None` if that can't be determined.
    pub(super) fn passes(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Partly { .. } | Self::Unknown => None,
        }
    }
}

/// Evaluates the record that `resolver` returns for `domain` with the provider's addresses.
pub(super) async fn authorized<R: Resolver>(resolver: &R, domain: &str, senders: &Senders) -> Authorized {
    let mut best = Authorized::Unknown;
    for addresses in senders.ways.iter().filter(|addresses| !addresses.is_empty()) {
        let results = evaluated(resolver, domain, addresses).await;
        if results.contains(&SpfResult::TempError) {
            return Authorized::Unknown;
        }
        let passed = results.iter().filter(|result| **result == SpfResult::Pass).count();
        match (passed, addresses.len()) {
            (passed, tried) if passed == tried => return Authorized::Yes,
            (0, _) if best == Authorized::Unknown => best = Authorized::No,
            (0, _) => {}
            (passed, tried) => best = Authorized::Partly { passed, tried },
        }
    }
    best
}

/// Returns true if the record that `resolver` returns for `domain` allows every sender that these terms allow.
pub(super) async fn covers<R: Resolver>(resolver: &R, domain: &str, terms: &[String]) -> bool {
    let Ok(record) = Record::parse(&format!("v=spf1 {} -all", terms.join(" "))) else { return false };
    let walked = walk(resolver, domain, &record).await;
    let addresses = spread(&walked.networks);
    let results = evaluated(resolver, domain, &addresses).await;
    results.iter().all(|result| *result == SpfResult::Pass)
}

/// Evaluates all addresses in parallel, because macros can cause different lookups for each address.
async fn evaluated<R: Resolver>(resolver: &R, domain: &str, addresses: &[IpAddr]) -> Vec<SpfResult> {
    join_all(addresses.iter().map(|&address| evaluate(resolver, domain, address))).await
}

async fn evaluate<R: Resolver>(resolver: &R, domain: &str, ip: IpAddr) -> SpfResult {
    let sender = format!("postmaster@{domain}");
    let connection = Connection { ip, sender: &sender, helo: domain, receiver: "unknown", now: 0 };
    check_host(resolver, &connection).await.result
}
