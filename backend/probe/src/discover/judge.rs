//! Decides what the signs mean together. Does no I/O.

use shared::{
    facts::{Provider, ProviderKind, ends_on_label, provider_by_host},
    wire::{Candidate, Discovery, FoundBy, Sure},
};
use words::Language;

use super::{brief, servers::Found, signs::Signs};

/// The maximum number of choices for a client.
const ASK_MAX: usize = 3;

/// Returns the result if DNS and our table are enough, so no server has to be tried.
pub(super) fn by_table(signs: &Signs) -> Option<Discovery> {
    let say = words::client(Language::En);
    if let Some(silence) = &signs.mx_silence {
        let unknown = say.found_unchecked_why(&signs.domain, &say.silence(silence));
        return Some(Discovery { unknown: Some(unknown), ..Discovery::default() });
    }
    if signs.is_absent {
        return Some(Discovery { absent: true, ..Discovery::default() });
    }
    let provider = signs.by_mx.filter(|_| signs.gateway.is_none())?;
    let rivals = rivals(signs, provider);
    if rivals.is_empty() {
        let sure = if signs.spf_names(provider) { Sure::Certain } else { Sure::Likely };
        return Some(seen(signs, by_provider(provider, FoundBy::Mx, sure)));
    }
    let mut ask = vec![candidate(provider, FoundBy::Mx)];
    ask.extend(rivals.into_iter().map(|rival| candidate(rival, FoundBy::Spf)));
    Some(asking(signs, ask))
}

/// Returns the result once the servers were also tried.
pub(super) fn with_server(signs: &Signs, found: Option<Found>) -> Discovery {
    let mut mailboxes: Vec<Candidate> =
        signs.by_spf(ProviderKind::Mailbox).into_iter().map(|named| candidate(named, FoundBy::Spf)).collect();
    let behind = signs.behind.filter(|behind| !signs.spf_names(behind));
    mailboxes.extend(behind.map(|behind| candidate(behind, FoundBy::Srv)));
    let own = found.as_ref().map(|found| of_server(signs, found));
    if signs.gateway.is_some() {
        mailboxes.extend(own);
        return asking(signs, mailboxes);
    }
    match (found, own) {
        (Some(found), Some(own)) => {
            mailboxes.retain(|named| named.provider != own.provider);
            if !mailboxes.is_empty() {
                mailboxes.insert(0, own);
                return asking(signs, mailboxes);
            }
            let Candidate { provider, server, found_by } = own;
            let found = Discovery { provider, server, sure: Some(found.sure), ..Discovery::default() };
            seen(signs, Discovery { found_by: Some(found_by), ..found })
        }
        _ => by_spf_alone(signs, mailboxes),
    }
}

/// Returns the result if there is nothing but SPF. A provider that is allowed to send doesn't always host the mailbox.
fn by_spf_alone(signs: &Signs, mut named: Vec<Candidate>) -> Discovery {
    if named.is_empty() {
        let relays = signs.by_spf(ProviderKind::Relay);
        named.extend(relays.into_iter().map(|relay| candidate(relay, FoundBy::Spf)));
    }
    match &named[..] {
        [] => {
            let say = words::client(Language::En);
            let unknown = signs.silence.as_ref();
            let unknown =
                unknown.map(|silence| say.found_unchecked_partly(&signs.domain, &say.silence(silence)));
            let panel = signs.panel.map(brief);
            let (found_by, sure) = match panel {
                Some(_) => (Some(FoundBy::Srv), Some(Sure::Likely)),
                None => (None, None),
            };
            seen(signs, Discovery { provider: panel, found_by, sure, unknown, ..Discovery::default() })
        }
        [only] => {
            let provider = only.provider.clone();
            let guess = Discovery { provider, found_by: Some(FoundBy::Spf), ..Discovery::default() };
            seen(signs, Discovery { sure: Some(Sure::Guess), ..guess })
        }
        _ => asking(signs, named),
    }
}

/// Returns other mailbox providers that conflict with this one. SPF names them but not this one, or they have the same
/// MX hosts and their own SPF include (resold Microsoft 365).
fn rivals(signs: &Signs, provider: &Provider) -> Vec<&'static Provider> {
    let agrees = signs.spf_names(provider);
    let has_mx = |other: &Provider| {
        let takes = |host: &String| other.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix));
        signs.mx.iter().any(takes)
    };
    let of_its_own = |other: &&'static Provider| {
        let is_new = |include: &&String| {
            other.spf_include.contains(include) && !provider.spf_include.contains(include)
        };
        other.id != provider.id && signs.includes.iter().any(|include| is_new(&include))
    };
    let named = signs.by_spf(ProviderKind::Mailbox).into_iter().filter(of_its_own);
    // A provider without an include can't be missing in SPF.
    let says_nothing = provider.spf_include.is_empty();
    named.filter(|other| if agrees || says_nothing { has_mx(other) } else { true }).collect()
}

fn candidate(provider: &Provider, found_by: FoundBy) -> Candidate {
    Candidate { provider: Some(brief(provider)), server: None, found_by }
}

/// Returns a server as a provider in our table if it belongs to one, or otherwise as the hosting panel's, if there is a
/// panel.
fn of_server(signs: &Signs, found: &Found) -> Candidate {
    let provider = provider_by_host(found.server.host.as_str()).or(signs.panel);
    // If a provider has many hosts, part of the server name in our table is a placeholder, so the actual server is
    // returned too.
    let is_in_row = provider.is_some_and(|provider| !provider.endpoints[0].host.contains('<'));
    let server = (!is_in_row).then(|| found.server.clone());
    Candidate { provider: provider.map(brief), server, found_by: found.by }
}

fn by_provider(provider: &Provider, by: FoundBy, sure: Sure) -> Discovery {
    let (found_by, sure) = (Some(by), Some(sure));
    Discovery { provider: Some(brief(provider)), found_by, sure, ..Discovery::default() }
}

fn asking(signs: &Signs, mut ask: Vec<Candidate>) -> Discovery {
    ask.truncate(ASK_MAX);
    seen(signs, Discovery { ask, ..Discovery::default() })
}

fn seen(signs: &Signs, discovery: Discovery) -> Discovery {
    let gateway = signs.gateway.map(|gateway| gateway.name.clone());
    Discovery { gateway, seen: signs.mx.clone(), ..discovery }
}
