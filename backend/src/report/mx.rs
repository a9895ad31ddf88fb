//! Who takes the domain's mail (RFC 5321, section 5; RFC 7505).

use std::net::IpAddr;

use futures_util::future::join_all;
use shared::{
    facts::{Provider, ProviderKind, ends_on_label, provider_by_mx},
    report::{Finding, Fix, FixAction, FixRecord, Topic},
};

use super::{
    finding::{With, fail, fix, list, ok, record as fix_record, silent, warn},
    resolver::{Addresses, Resolver, addresses},
};
use crate::egress::dns::Kind;

/// Looks at the domain's MX records.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> Vec<Finding> {
    let answer = resolver.ask(domain, Kind::Mx).await;
    if let Some(silence) = answer.silence() {
        return vec![silent(Topic::Mx, "unknown", "where mail to you goes", domain, silence)];
    }
    let hosts = answer.mail_hosts();
    let seen: Vec<String> = hosts.iter().map(|(preference, host)| format!("{preference} {host}")).collect();
    let real: Vec<&str> = hosts.iter().map(|(_, host)| *host).filter(|host| *host != ".").collect();
    if real.is_empty() {
        return vec![without(!hosts.is_empty(), provider).seen(seen)];
    }
    let records: Vec<(String, &str)> =
        seen.iter().cloned().zip(hosts.iter().map(|(_, host)| *host)).collect();
    let mut findings = Vec::new();
    if real.len() < hosts.len() {
        // Where a provider takes mail, the record that says "no mail" is the one that is wrong.
        let null = records.iter().filter(|(_, host)| *host == ".");
        let gone = null.map(|(text, _)| fix_record(domain, "MX", "", text.as_str()));
        let change = provider_by_mx(real.iter().copied()).map(|_| {
            fix(FixAction::Remove, "Delete the record that says that the domain takes no mail.", gone)
        });
        let meaning = "One record says that the domain takes no mail, others say where it goes: some senders will give up.";
        findings.push(
            fail(Topic::Mx, "null-beside-others", meaning)
                .seen(seen.clone())
                .why("A null MX stands alone (RFC 7505, section 3).")
                .fix(change),
        );
    }
    findings.extend(targets(resolver, domain, &records).await);
    findings.push(taker(provider, &real).seen(seen));
    findings
}

fn without(is_null: bool, provider: Option<&Provider>) -> Finding {
    let wanted = provider.is_some_and(|provider| provider.kind == ProviderKind::Mailbox);
    let rule = if is_null {
        "A null MX: the domain takes no mail (RFC 7505, section 3)."
    } else {
        "No MX record. Senders then try the domain's own address (RFC 5321, section 5.1)."
    };
    if wanted {
        let name = provider.map_or("", |provider| &provider.name);
        let meaning = format!(
            "Mail to this domain does not reach {name}, so replies to your site's mail will not arrive there."
        );
        warn(Topic::Mx, "none", meaning).why(rule)
    } else {
        let meaning =
            "The domain takes no mail. That is fine for a domain that only sends, but replies will bounce.";
        ok(Topic::Mx, "none", meaning).why(rule)
    }
}

/// What is wrong with targets.
#[derive(Default)]
struct Targets {
    addresses: Vec<String>,
    aliases: Vec<String>,
    gone: Vec<String>,
    silences: Vec<Finding>,
    /// Whether mail arrives at one of them.
    any_good: bool,
}

/// Targets that are aliases, addresses, or nothing. `records` holds each record's text and host.
async fn targets<R: Resolver>(resolver: &R, domain: &str, records: &[(String, &str)]) -> Vec<Finding> {
    let mut targets = Targets::default();
    let real = records.iter().map(|(_, host)| *host).filter(|host| *host != ".");
    let (numbers, names): (Vec<&str>, Vec<&str>) = real.partition(|host| host.parse::<IpAddr>().is_ok());
    targets.addresses = numbers.into_iter().map(str::to_owned).collect();
    let found = join_all(names.iter().map(|host| addresses(resolver, host))).await;
    for (host, found) in names.iter().zip(&found) {
        targets.take(host, found);
    }
    let doubled = doubled(resolver, domain, &targets.gone).await;
    let any_good = targets.any_good || !doubled.is_empty();
    let mend = |hosts: &[String]| -> Vec<FixRecord> {
        let wrong = records.iter().filter(|(_, host)| hosts.iter().any(|own| own == host));
        wrong.filter_map(|(text, host)| mended(domain, records, (text, host), &doubled, any_good)).collect()
    };
    let mut findings = Vec::new();
    if !targets.addresses.is_empty() {
        let meaning = "An MX record holds a number where a name belongs, so mail to you gets lost.";
        findings.push(
            fail(Topic::Mx, "target-is-address", meaning)
                .fix(change(mend(&targets.addresses)))
                .seen(targets.addresses.clone())
                .why("An MX record names a host, never an address (RFC 5321, section 5.1; RFC 1035, section 3.3.9)."),
        );
    }
    if !targets.gone.is_empty() {
        let meaning = format!("Mail to you is sent to {}, which does not exist.", list(&targets.gone));
        findings.push(
            fail(Topic::Mx, "target-missing", meaning)
                .fix(change(mend(&targets.gone)))
                .seen(targets.gone.clone())
                .why("An MX target must have an address (RFC 5321, section 5.1)."),
        );
    }
    if !targets.aliases.is_empty() {
        findings.push(
            warn(
                Topic::Mx,
                "target-is-alias",
                "An MX record points to a nickname of a server; some senders refuse that.",
            )
            .seen(targets.aliases)
            .why("An MX target must not be an alias (RFC 2181, section 10.3; RFC 5321, section 5.1)."),
        );
    }
    findings.extend(targets.silences.into_iter().take(1));
    findings
}

impl Targets {
    fn take(&mut self, host: &str, found: &Addresses) {
        if let Some(hops) = [found.v4.hops(), found.v6.hops()].into_iter().find(|hops| !hops.is_empty()) {
            self.aliases.push(format!("{host} → {}", hops.join(" → ")));
        }
        if found.is_gone() {
            self.gone.push(host.to_owned());
        }
        self.any_good |= found.is_there();
        if let (Some(silence), false) = (found.silence(), found.is_there()) {
            let what = "whether your mail server is there";
            self.silences.push(silent(Topic::Mx, "target-unknown", what, host, silence));
        }
    }
}

/// Targets that a panel has added the domain to, and that exist without it.
async fn doubled<R: Resolver>(resolver: &R, domain: &str, gone: &[String]) -> Vec<(String, String)> {
    let stripped = gone.iter().filter_map(|host| {
        let short = host.strip_suffix(domain)?.strip_suffix('.')?;
        short.contains('.').then(|| (host.clone(), short.to_owned()))
    });
    let stripped: Vec<(String, String)> = stripped.collect();
    let found = join_all(stripped.iter().map(|(_, short)| addresses(resolver, short))).await;
    stripped.into_iter().zip(&found).filter(|(_, found)| found.is_there()).map(|(pair, _)| pair).collect()
}

/// The name without the domain where that is what was meant; else away with it, where another one takes the mail.
fn mended(
    domain: &str,
    records: &[(String, &str)],
    (text, host): (&str, &str),
    doubled: &[(String, String)],
    any_good: bool,
) -> Option<FixRecord> {
    let meant = doubled.iter().find(|(long, _)| long == host).map(|(_, short)| short);
    match meant.filter(|short| !records.iter().any(|(_, other)| other == short)) {
        Some(short) => {
            let preference = text.split(' ').next().unwrap_or("10");
            Some(fix_record(domain, "MX", format!("{preference} {short}"), text))
        }
        None => any_good.then(|| fix_record(domain, "MX", "", text)),
    }
}

fn change(records: Vec<FixRecord>) -> Option<Fix> {
    if records.is_empty() {
        return None;
    }
    let only_goes = records.iter().all(|record| record.value.is_empty());
    Some(if only_goes {
        fix(FixAction::Remove, "Delete this record; another one leads to a server that is there.", records)
    } else {
        let summary = "Change the record to this name, with a dot at its end where the panel wants one.";
        fix(FixAction::Replace, summary, records)
    })
}

/// Whose hosts they are.
fn taker(provider: Option<&Provider>, hosts: &[&str]) -> Finding {
    let chosen = provider
        .filter(|provider| provider.kind == ProviderKind::Mailbox && !provider.mx_suffixes.is_empty());
    let is_at = |provider: &Provider| {
        hosts.iter().any(|host| provider.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix)))
    };
    let why = "The hosts that take the domain's mail (RFC 5321, section 5.1).";
    match (chosen, provider_by_mx(hosts.iter().copied())) {
        (Some(chosen), _) if is_at(chosen) => {
            ok(Topic::Mx, "provider", format!("Mail to you goes to {}.", chosen.name)).why(why)
        }
        (Some(chosen), found) => {
            let other = found.map_or("somebody else", |found| &found.name);
            let meaning = format!(
                "Mail to you goes to {other}, not to {}. Is {} really the one that you send with?",
                chosen.name, chosen.name
            );
            warn(Topic::Mx, "other-provider", meaning)
                .why(format!("{why} A filter in front of the mailbox looks the same from outside."))
        }
        (None, Some(found)) => {
            ok(Topic::Mx, "provider", format!("Mail to you goes to {}.", found.name)).why(why)
        }
        (None, None) => ok(Topic::Mx, "provider", "Mail to you has a place to go.").why(why),
    }
}
