//! Who takes the domain's mail (RFC 5321, section 5; RFC 7505).

use std::net::IpAddr;

use futures_util::future::join_all;
use shared::{
    facts::{Provider, ProviderKind, ends_on_label, provider_by_mx},
    report::{Finding, Topic},
};

use super::{
    finding::{With, fail, list, ok, silent, warn},
    resolver::Resolver,
};
use crate::egress::dns::{Answer, Kind};

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
    let mut findings = Vec::new();
    if real.len() < hosts.len() {
        let meaning = "One record says that the domain takes no mail, others say where it goes: some senders will give up.";
        findings.push(
            fail(Topic::Mx, "null-beside-others", meaning)
                .seen(seen.clone())
                .why("A null MX stands alone (RFC 7505, section 3)."),
        );
    }
    findings.extend(targets(resolver, &real).await);
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

/// Targets that are aliases, addresses, or nothing.
async fn targets<R: Resolver>(resolver: &R, hosts: &[&str]) -> Vec<Finding> {
    let (addresses, names): (Vec<&&str>, Vec<&&str>) =
        hosts.iter().partition(|host| host.parse::<IpAddr>().is_ok());
    let answers = join_all(names.iter().map(|host| async move {
        tokio::join!(resolver.ask(host, Kind::A), resolver.ask(host, Kind::Aaaa))
    }))
    .await;
    let (mut aliases, mut gone, mut silences) = (Vec::new(), Vec::new(), Vec::new());
    for (host, (v4, v6)) in names.iter().zip(&answers) {
        if !v4.hops().is_empty() || !v6.hops().is_empty() {
            let hops = if v4.hops().is_empty() { v6.hops() } else { v4.hops() };
            aliases.push(format!("{host} → {}", hops.join(" → ")));
        }
        let empty = |answer: &Answer| matches!(answer, Answer::NoData { .. } | Answer::NxDomain { .. });
        if empty(v4) && empty(v6) {
            gone.push((*host).to_string());
        }
        if let (Some(silence), true) =
            (v4.silence().or(v6.silence()), v4.data().is_empty() && v6.data().is_empty())
        {
            silences.push(silent(
                Topic::Mx,
                "target-unknown",
                "whether your mail server is there",
                host,
                silence,
            ));
        }
    }
    let mut findings = Vec::new();
    if !addresses.is_empty() {
        let meaning = "An MX record holds a number where a name belongs, so mail to you gets lost.";
        findings.push(
            fail(Topic::Mx, "target-is-address", meaning)
                .seen(addresses.iter().map(ToString::to_string))
                .why("An MX record names a host, never an address (RFC 5321, section 5.1; RFC 1035, section 3.3.9)."),
        );
    }
    if !gone.is_empty() {
        let meaning = format!("Mail to you is sent to {}, which does not exist.", list(&gone));
        findings.push(
            fail(Topic::Mx, "target-missing", meaning)
                .seen(gone)
                .why("An MX target must have an address (RFC 5321, section 5.1)."),
        );
    }
    if !aliases.is_empty() {
        findings.push(
            warn(
                Topic::Mx,
                "target-is-alias",
                "An MX record points to a nickname of a server; some senders refuse that.",
            )
            .seen(aliases)
            .why("An MX target must not be an alias (RFC 2181, section 10.3; RFC 5321, section 5.1)."),
        );
    }
    findings.extend(silences.into_iter().take(1));
    findings
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
