//! Who receives the domain's mail (RFC 5321, section 5; RFC 7505).

mod targets;

use shared::{
    dns::{Kind, Resolver},
    facts::{Provider, ProviderKind, ends_on_label, provider_by_mx},
    report::{Change, Edit, Judged, MxAdvice, MxFinding, Record, RecordType, Remedy, Seen},
};

use super::judged::{fail, ok, silent, warn};

/// Checks the domain's MX records.
pub async fn audit<R: Resolver>(resolver: &R, domain: &str, provider: Option<&Provider>) -> Vec<Judged> {
    let answer = resolver.ask(domain, Kind::Mx).await;
    if let Some(silence) = answer.silence() {
        return vec![silent(MxFinding::Unknown, domain, silence)];
    }
    let hosts = answer.mail_hosts();
    let records: Vec<(String, &str)> =
        hosts.iter().map(|(preference, host)| (format!("{preference} {host}"), *host)).collect();
    let seen: Vec<Seen> = records.iter().map(|(text, _)| Seen::Text(text.clone())).collect();
    let real: Vec<&str> = hosts.iter().map(|(_, host)| *host).filter(|host| *host != ".").collect();
    if real.is_empty() {
        return vec![without(domain, !hosts.is_empty(), provider).seen(seen)];
    }
    let targets = targets::judge(resolver, domain, provider, &records).await;
    let mut findings = Vec::new();
    if real.len() < hosts.len() {
        findings.push(null_beside(domain, &records, targets.any_good).seen(seen.clone()));
    }
    findings.extend(targets.findings);
    findings.push(taker(provider, &real).seen(seen));
    findings
}

/// Returns the finding about a null MX next to other MX records. If one of the others receives mail, the null MX is the
/// wrong one.
fn null_beside(domain: &str, records: &[(String, &str)], any_good: bool) -> Judged {
    let null = records.iter().filter(|(_, host)| *host == ".");
    let null = null.map(|(text, _)| Record::mx(domain, text));
    let fix = if any_good {
        Remedy::new(Change::Remove(null.collect()), MxAdvice::DeleteNull)
    } else {
        Remedy::new(Change::AskProvider(null.map(Edit::remove).collect()), MxAdvice::FindRecordToKeep)
    };
    fail(MxFinding::NullBesideOthers).fix(fix)
}

fn without(domain: &str, is_null: bool, provider: Option<&Provider>) -> Judged {
    let ask =
        |advice| Remedy::new(Change::AskProvider(vec![Edit::open(domain, RecordType::Mx, None)]), advice);
    match provider {
        Some(provider) if provider.kind == ProviderKind::Mailbox => {
            let name = provider.name.clone();
            warn(MxFinding::NotAtProvider { provider: name.clone(), is_null })
                .fix(ask(MxAdvice::CopyRecords(name)))
        }
        Some(_) if is_null => warn(MxFinding::NullAndSending).fix(ask(MxAdvice::ReplaceNull)),
        _ => ok(MxFinding::None { is_null }),
    }
}

/// Returns the finding about which provider the hosts belong to.
fn taker(provider: Option<&Provider>, hosts: &[&str]) -> Judged {
    let chosen = provider
        .filter(|provider| provider.kind == ProviderKind::Mailbox && !provider.mx_suffixes.is_empty());
    let is_at = |provider: &Provider| {
        hosts.iter().any(|host| provider.mx_suffixes.iter().any(|suffix| ends_on_label(host, suffix)))
    };
    match (chosen, provider_by_mx(hosts.iter().copied())) {
        (Some(chosen), _) if is_at(chosen) => ok(MxFinding::Provider(chosen.name.clone())),
        (Some(chosen), found) => warn(MxFinding::OtherProvider {
            chosen: chosen.name.clone(),
            found: found.map(|found| found.name.clone()),
        }),
        (None, Some(found)) => ok(MxFinding::Provider(found.name.clone())),
        (None, None) => ok(MxFinding::There),
    }
}
