//! DomainKeys Identified Mail (RFC 6376): the keys that a provider's customers publish.

mod findings;
mod key;
mod places;
mod state;

use futures_util::future::join_all;
use shared::{
    facts::Provider,
    report::{Finding, FixRecord},
};

pub use key::{Key, KeyError, Strength};

use self::{
    places::{Grounds, Place, Places},
    state::State,
};
use super::{finding::record as fix_record, paste::PastedRecord, resolver::Resolver};
use crate::egress::dns::{Answer, Kind};

/// Missing keys that are looked for under wrong names.
const STRAYS_MAX: usize = 4;

/// What is known of who signs.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The provider that sends.
    pub provider: Option<&'a Provider>,
    /// Selectors that are known to be in use.
    pub selectors: &'a [String],
    /// Records as the provider's page shows them; those below `_domainkey` count here.
    pub pasted: &'a [PastedRecord],
    /// A random label: what answers for it answers for everything.
    pub probe: &'a str,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct DkimReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// Whether a usable key was seen: `None` where that cannot be told.
    pub signs: Option<bool>,
    /// Names at which something stands.
    pub names: Vec<String>,
}

/// A key at a name where nobody looks for it.
struct Stray {
    at: String,
    right: FixRecord,
}

/// Looks at the provider's selectors, at those that were named, and at those of a paste.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, signer: &Signer<'_>) -> DkimReport {
    let places = places::places(domain, signer);
    let wild = format!("{}._domainkey.{domain}", signer.probe);
    let (answers, wild) = tokio::join!(
        join_all(places.known.iter().map(|place| resolver.ask(&place.name, Kind::Txt))),
        resolver.ask(&wild, Kind::Txt)
    );
    let Places { known, assigned, damaged } = places;
    let states: Vec<(Place, State)> =
        known.into_iter().zip(&answers).map(|(place, answer)| state::state(place, answer, &wild)).collect();
    let strays = strays(resolver, domain, &states, &wild).await;
    let mut findings = findings::judge(domain, signer.provider, &states, &assigned, &strays);
    findings.extend(findings::damaged(&damaged));
    let wild: Vec<String> = wild.texts().collect();
    if !wild.is_empty() {
        findings.push(findings::wildcard(domain, wild));
    }
    let usable = states.iter().any(|(_, state)| state.is_usable());
    let certain = !states.is_empty() && states.iter().all(|(place, _)| place.grounds == Grounds::Certain);
    let asked = !states.iter().any(|(_, state)| matches!(state, State::Silent(_)));
    let is_there = |(_, state): &&(Place, State)| !matches!(state, State::Missing | State::Silent(_));
    DkimReport {
        findings,
        signs: if usable { Some(true) } else { (certain && asked).then_some(false) },
        names: states.iter().filter(is_there).map(|(place, _)| place.name.clone()).collect(),
    }
}

/// Keys that stand where a panel puts them when it adds the domain to a full name, or without `_domainkey`.
async fn strays<R: Resolver>(
    resolver: &R,
    domain: &str,
    states: &[(Place, State)],
    wild: &Answer,
) -> Vec<Stray> {
    let missing = states
        .iter()
        .filter(|(place, state)| matches!(state, State::Missing) && place.grounds != Grounds::Guess)
        .map(|(place, _)| place)
        .take(STRAYS_MAX);
    let wrong = missing.flat_map(|place| {
        let bare = place.name.replacen("._domainkey.", ".", 1);
        [(place, format!("{}.{domain}", place.name)), (place, bare)]
    });
    let wrong: Vec<(&Place, String)> = wrong.collect();
    let answers = join_all(wrong.iter().map(|(_, at)| resolver.ask(at, Kind::Txt))).await;
    let mut strays: Vec<Stray> = Vec::new();
    for ((place, at), answer) in wrong.into_iter().zip(answers) {
        let Some(right) = stray(place, &answer, wild) else { continue };
        if !strays.iter().any(|stray| stray.right.name == right.name) {
            strays.push(Stray { at, right });
        }
    }
    strays
}

fn stray(place: &Place, answer: &Answer, wild: &Answer) -> Option<FixRecord> {
    let text =
        answer.texts().find(|text| Key::parse(text).is_ok() && !wild.texts().any(|wild| wild == *text))?;
    match answer.hops().first() {
        Some(hop) if answer.hops() != wild.hops() => Some(fix_record(&place.name, "CNAME", hop, "")),
        Some(_) => None,
        None => Some(fix_record(&place.name, "TXT", text, "")),
    }
}
