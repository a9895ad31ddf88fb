//! A re-check: what each of the zone's own name servers says, past every cache.

use std::net::{IpAddr, SocketAddr};

use futures_util::future::join_all;
use shared::report::{Finding, ServerAnswer, Topic};

use super::{
    finding::{With, warn},
    panel::Zone,
    resolver::Resolver,
    spf::is_spf,
};
use crate::egress::{
    dns::{Answer, Dns, Kind},
    is_public,
};

/// Name servers that are asked for one domain; more are hardly met.
const SERVERS_MAX: usize = 8;

/// Asks each name server for the domain's SPF and DMARC records. Returns the answers, and how many questions it took.
pub async fn ask_each<R: Resolver>(
    dns: &Dns,
    resolver: &R,
    zone: &Zone,
    domain: &str,
) -> (Vec<ServerAnswer>, u32) {
    let names = zone.servers.iter().take(SERVERS_MAX);
    let answers = join_all(names.map(|name| ask_one(dns, resolver, name, domain))).await;
    let asked = answers.iter().map(|(_, asked)| asked).sum();
    (answers.into_iter().map(|(answer, _)| answer).collect(), asked)
}

async fn ask_one<R: Resolver>(dns: &Dns, resolver: &R, name: &str, domain: &str) -> (ServerAnswer, u32) {
    let silent = ServerAnswer { server: name.to_owned(), spf: None, dmarc: None, ttl: 0 };
    let (v4, v6) = tokio::join!(resolver.ask(name, Kind::A), resolver.ask(name, Kind::Aaaa));
    let allowed =
        |address: &IpAddr| is_public(*address) || (dns.loopback_authorities() && address.is_loopback());
    let Some(address) = v4.addresses().chain(v6.addresses()).find(allowed) else { return (silent, 0) };
    let server = SocketAddr::new(address, dns.authority_port());
    let policy = format!("_dmarc.{domain}");
    let (spf, dmarc) =
        tokio::join!(dns.ask_at(server, domain, Kind::Txt), dns.ask_at(server, &policy, Kind::Txt));
    let ttl = spf.ttl().max(dmarc.ttl());
    let answer = ServerAnswer {
        spf: text(&spf, is_spf),
        dmarc: text(&dmarc, |text| text.starts_with("v=DMARC1")),
        ttl,
        ..silent
    };
    (answer, 2)
}

/// The text in question: empty where there is none, `None` where nobody answered.
fn text(answer: &Answer, is: impl Fn(&str) -> bool) -> Option<String> {
    match answer {
        Answer::Unknown(_) => None,
        answer => {
            let texts: Vec<String> = answer.texts().filter(|text| is(text)).collect();
            Some(texts.join("\n"))
        }
    }
}

/// Says so where the servers do not agree.
pub fn differ(answers: &[ServerAnswer]) -> Option<Finding> {
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
    let seen = answers.iter().map(|answer| {
        let show = |value: &Option<String>| match value.as_deref() {
            None => "no answer".to_owned(),
            Some("") => "not there".to_owned(),
            Some(text) => text.to_owned(),
        };
        format!("{}: SPF {}; DMARC {}", answer.server, show(&answer.spf), show(&answer.dmarc))
    });
    let meaning = "The domain's name servers do not say the same yet. A change usually reaches all of them within minutes.";
    Some(warn(Topic::Domain, "servers-differ", meaning).seen(seen).why(
        "Every authoritative server should serve the same zone (RFC 1034, section 4.3.5); caches keep what they have until its TTL ends.",
    ))
}
