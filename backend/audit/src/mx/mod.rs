//! Who takes the domain's mail (RFC 5321, section 5; RFC 7505).

mod targets;

use shared::{
    dns::{Kind, Resolver},
    facts::{Provider, ProviderKind, ends_on_label, provider_by_mx},
    report::{Finding, Fix, FixAction, Topic},
};

use super::finding::{With, fail, fix, ok, record as fix_record, silent, warn};

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
        return vec![without(domain, !hosts.is_empty(), provider).seen(seen)];
    }
    let records: Vec<(String, &str)> =
        seen.iter().cloned().zip(hosts.iter().map(|(_, host)| *host)).collect();
    let targets = targets::judge(resolver, domain, provider, &records).await;
    let mut findings = Vec::new();
    if real.len() < hosts.len() {
        findings.push(null_beside(domain, &records, targets.any_good).seen(seen.clone()));
    }
    findings.extend(targets.findings);
    findings.push(taker(provider, &real).seen(seen));
    findings
}

/// A record that says "no mail" beside others. If one of those takes mail, it is the one that is wrong.
fn null_beside(domain: &str, records: &[(String, &str)], any_good: bool) -> Finding {
    let null = records.iter().filter(|(_, host)| *host == ".");
    let gone: Vec<_> = null.map(|(text, _)| fix_record(domain, "MX", "", text.as_str())).collect();
    let change = if any_good {
        let summary =
            "Delete the MX record with only a dot (.) as its server. It says that the domain takes no mail.";
        fix(FixAction::Remove, summary, gone)
    } else {
        let summary =
            "Find out which provider your mailboxes are with. Its help page shows the MX record to keep.";
        fix(FixAction::Ask, summary, gone)
    };
    let meaning = "One MX record says that the domain takes no mail (a null MX), and others say where it goes. Some senders give up.";
    fail(Topic::Mx, "null-beside-others", meaning)
        .why("A null MX is the only MX record of its domain (RFC 7505, section 3).")
        .fix(Some(change))
}

fn without(domain: &str, is_null: bool, provider: Option<&Provider>) -> Finding {
    let wanted = provider.filter(|provider| provider.kind == ProviderKind::Mailbox);
    let rule = if is_null {
        "A null MX: the domain takes no mail (RFC 7505, section 3)."
    } else {
        "No MX record. Senders then try the domain's own address (RFC 5321, section 5.1)."
    };
    if let Some(provider) = wanted {
        let meaning = format!(
            "Mail to this domain doesn't reach {}, so nobody gets the replies to your website's mail.",
            provider.name
        );
        return warn(Topic::Mx, "none", meaning).why(rule).fix(Some(ask_provider(domain, provider)));
    }
    if is_null && provider.is_some() {
        let meaning = "Your domain says that it takes no mail (a null MX). Some receivers refuse mail from such a domain.";
        let summary = "Find out where your mailboxes are. That provider's page shows the MX record to put in place of this one.";
        return warn(Topic::Mx, "null-and-sending", meaning)
            .why(format!(
                "{rule} A receiver may refuse mail from it, since no answer can arrive (section 4.2)."
            ))
            .fix(Some(fix(FixAction::Ask, summary, [fix_record(domain, "MX", "", "")])));
    }
    let meaning = "The domain takes no mail. That's fine if it only sends, but replies bounce.";
    ok(Topic::Mx, "none", meaning).why(rule)
}

/// The mail hosts that only the provider's page shows.
fn ask_provider(domain: &str, provider: &Provider) -> Fix {
    let name = &provider.name;
    let summary = format!(
        "Copy the MX records from {name}, where the mailboxes are. Its help page for your domain shows them."
    );
    fix(FixAction::Ask, summary, [fix_record(domain, "MX", "", "")])
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
