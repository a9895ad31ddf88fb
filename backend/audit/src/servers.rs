//! Asks each of the zone's own nameservers directly, bypassing caches, for a re-check.

#[cfg(test)]
mod tests;

use futures_util::future::join_all;
use shared::{
    dns::{Answer, Authorities, Data, Kind, Resolver, Silence, Why},
    report::{DomainFinding, Judged, Seen, ServerAnswer, Spread},
};

use super::{
    dmarc::DmarcRecord,
    judged::{silent, warn},
    panel::Zone,
    resolver::addresses,
    spf::is_spf,
};

/// How many nameservers of a domain are queried. More are rare.
const SERVERS_MAX: usize = 8;
/// How many keys each nameserver is queried for.
const KEYS_MAX: usize = 4;

/// The result of a re-check.
#[derive(Debug, Default)]
pub struct Survey {
    /// Each server's answer.
    pub servers: Vec<ServerAnswer>,
    /// How far each record has spread.
    pub spread: Vec<Spread>,
    /// Findings about the servers themselves.
    pub findings: Vec<Judged>,
    /// How many queries were made.
    pub asked: u32,
}

/// A name whose record is compared across servers.
struct Watched {
    what: &'static str,
    name: String,
}

/// A nameserver, and its answers.
struct Server {
    name: String,
    /// `Err` means that the server wasn't queried. It is `Err(true)` if its name has no address.
    answers: Result<Vec<Answer>, bool>,
}

/// Asks each nameserver for the domain's SPF record, DMARC record and keys.
pub async fn survey<D: Authorities, R: Resolver>(
    dns: &D,
    resolver: &R,
    zone: &Zone,
    domain: &str,
    keys: &[String],
) -> Survey {
    let keys = keys.iter().take(KEYS_MAX).map(|name| Watched { what: "DKIM", name: name.clone() });
    let watched: Vec<Watched> = [
        Watched { what: "SPF", name: domain.to_owned() },
        Watched { what: "DMARC", name: format!("_dmarc.{domain}") },
    ]
    .into_iter()
    .chain(keys)
    .collect();
    let names = zone.servers.iter().take(SERVERS_MAX);
    let (servers, cached, soa) = tokio::join!(
        join_all(names.map(|name| ask(dns, resolver, name, &watched))),
        join_all(watched.iter().map(|watched| resolver.ask(&watched.name, Kind::Txt))),
        resolver.ask(&zone.apex, Kind::Soa),
    );
    let negative = soa.data().iter().find_map(|data| match data {
        Data::Soa { minimum, .. } => Some(*minimum),
        _ => None,
    });
    let asked = servers.iter().filter_map(|server| server.answers.as_ref().ok()).map(Vec::len).sum::<usize>();
    let spread = watched.iter().zip(&cached).enumerate();
    let answers: Vec<ServerAnswer> = servers.iter().map(|server| answer(server, &watched)).collect();
    let mut findings = unwell(&servers, domain);
    findings.extend(differ(&answers));
    Survey {
        spread: spread
            .filter_map(|(index, (watched, cached))| {
                spread_of(watched, index, &servers, cached, negative.unwrap_or_default())
            })
            .collect(),
        servers: answers,
        findings,
        asked: u32::try_from(asked).unwrap_or(u32::MAX),
    }
}

async fn ask<D: Authorities, R: Resolver>(dns: &D, resolver: &R, name: &str, watched: &[Watched]) -> Server {
    let found = addresses(resolver, name).await;
    let name = name.to_owned();
    let Some(address) = found.iter().find(|address| dns.may_ask(*address)) else {
        let is_gone = found.is_gone();
        return Server { name, answers: Err(is_gone) };
    };
    let answers = join_all(watched.iter().map(|watched| dns.ask_at(address, &watched.name, Kind::Txt))).await;
    Server { name, answers: Ok(answers) }
}

impl Watched {
    /// Returns the record in question. It is empty if there is none, and `None` if the query wasn't answered.
    fn value(&self, answer: &Answer) -> Option<String> {
        if answer.silence().is_some() {
            return None;
        }
        if let Some(hop) = answer.hops().first() {
            return Some(format!("→ {hop}"));
        }
        let is = |text: &String| match self.what {
            "SPF" => is_spf(text),
            "DMARC" => DmarcRecord::parse(text).is_some(),
            _ => true,
        };
        let mut texts: Vec<String> = answer.texts().filter(is).collect();
        texts.sort_unstable();
        Some(texts.join("\n"))
    }
}

fn answer(server: &Server, watched: &[Watched]) -> ServerAnswer {
    let answers = server.answers.as_deref().unwrap_or_default();
    let of = |index: usize| watched.get(index)?.value(answers.get(index)?);
    let ttl = answers.iter().take(2).map(Answer::ttl).max().unwrap_or_default();
    ServerAnswer { server: server.name.clone(), spf: of(0), dmarc: of(1), ttl }
}

/// Returns how many servers have the most common value, and how long resolvers can keep a different one. `cached` is a
/// resolver's answer, and `negative` is how long a missing record is cached.
fn spread_of(
    watched: &Watched,
    index: usize,
    servers: &[Server],
    cached: &Answer,
    negative: u32,
) -> Option<Spread> {
    let of = servers.iter().filter_map(|server| server.answers.as_ref().ok()?.get(index));
    let answers: Vec<(&Answer, Option<String>)> = of.map(|answer| (answer, watched.value(answer))).collect();
    let on = |value: &String| answers.iter().filter(|(_, own)| own.as_ref() == Some(value)).count();
    let value = answers.iter().filter_map(|(_, value)| value.as_ref()).max_by_key(|value| on(value))?.clone();
    let lifetime = |answer: &Answer| if answer.data().is_empty() { negative } else { answer.ttl() };
    let others = answers.iter().filter(|(_, own)| own.as_ref().is_some_and(|own| *own != value));
    let remembered = watched.value(cached).filter(|own| *own != value).map(|_| lifetime(cached));
    let stale = others.map(|(answer, _)| lifetime(answer)).chain(remembered).max().unwrap_or_default();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Some(Spread {
        name: watched.name.clone(),
        what: watched.what.to_owned(),
        on: count(on(&value)),
        of: count(answers.len()),
        silent: count(answers.iter().filter(|(_, value)| value.is_none()).count()),
        value,
        stale,
    })
}

/// Returns the findings about servers that don't answer for their zone.
fn unwell(servers: &[Server], domain: &str) -> Vec<Judged> {
    let (mut lame, mut silence) = (Vec::new(), None::<(String, Silence)>);
    for server in servers {
        let name = server.name.clone();
        match &server.answers {
            Err(true) => lame.push(Seen::NoAddress(name)),
            Err(false) => {}
            Ok(answers) => match answers.first().and_then(Answer::silence) {
                Some(silence @ Silence { why: Why::Refused | Why::ServFail, .. }) => {
                    lame.push(Seen::Silent { name, silence: silence.clone() });
                }
                Some(why) => silence = silence.or(Some((name, why.clone()))),
                None => {}
            },
        }
    }
    let mut findings = Vec::new();
    if !lame.is_empty() {
        findings.push(warn(DomainFinding::ServerLame).seen(lame));
    }
    if let Some((name, why)) = silence {
        findings.push(silent(DomainFinding::ServerSilent(name), domain, &why));
    }
    findings
}

/// Returns a finding if the servers disagree.
fn differ(answers: &[ServerAnswer]) -> Option<Judged> {
    let values = |pick: fn(&ServerAnswer) -> Option<&String>| {
        let mut values: Vec<&String> = answers.iter().filter_map(pick).collect();
        values.sort_unstable();
        values.dedup();
        values.len()
    };
    let (spf, dmarc) = (values(|answer| answer.spf.as_ref()), values(|answer| answer.dmarc.as_ref()));
    if spf <= 1 && dmarc <= 1 {
        return None;
    }
    Some(warn(DomainFinding::ServersDiffer).seen(answers.iter().cloned().map(Seen::Server)))
}
