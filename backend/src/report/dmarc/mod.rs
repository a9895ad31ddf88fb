//! Domain-based Message Authentication, Reporting, and Conformance (RFC 9989).

mod older;
mod record;
mod reports;
mod stray;
mod tree;

use shared::{
    facts::Provider,
    report::{Finding, Fix, FixAction, Topic},
    rules::Address,
};

pub use record::{DmarcRecord, Policy};

use self::{
    reports::{report_address, reports},
    tree::{Found, Step},
};
use super::{
    finding::{With, fail, fix, ok, record as fix_record, silent, warn},
    resolver::Resolver,
};
use crate::egress::dns::Kind;

/// What was found.
#[derive(Debug, Clone)]
pub struct DmarcReport {
    /// The findings.
    pub findings: Vec<Finding>,
    /// The policy that counts for the domain.
    pub policy: Option<Policy>,
}

/// Looks for the policy that counts for a domain. `from` is the address that mail is sent from; what answers for `probe`,
/// a random label, answers for everything.
pub async fn audit<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    from: Option<&Address>,
    probe: &str,
) -> DmarcReport {
    let steps = tree::walk(resolver, domain).await;
    let Some(own) = steps.first() else { return DmarcReport { findings: Vec::new(), policy: None } };
    let organisational = tree::organisational(&steps);
    let mut findings = Vec::new();
    let mut policy = None;
    match &own.found {
        Found::One(record) => {
            policy = Some(record.policy().unwrap_or(Policy::None));
            findings = own_record(resolver, &steps, record, provider, from).await;
        }
        Found::Several(texts) => findings.push(several(domain, texts)),
        Found::Unreadable(text) => findings.push(unreadable(domain, text)),
        Found::Silent(silence) => {
            let name = format!("_dmarc.{domain}");
            findings.push(silent(Topic::Dmarc, "unknown", "whether there is a DMARC record", &name, silence));
        }
        Found::Nothing => match inherited(&steps, organisational) {
            Inherited::From(step, record) => {
                policy = record.subdomain_policy();
                let (servers, mail) =
                    tokio::join!(resolver.ask(domain, Kind::Ns), resolver.ask(domain, Kind::Mx));
                let exists = !servers.is_absent();
                findings.push(falls_under(step, record, exists));
                if let Some(policy) = policy.filter(|_| exists) {
                    findings.extend(older::falls_elsewhere(&steps, &step.domain, record, policy, &mail));
                }
            }
            Inherited::Unknown(step, silence) => {
                let name = format!("_dmarc.{}", step.domain);
                findings.push(silent(
                    Topic::Dmarc,
                    "unknown",
                    "which DMARC policy counts here",
                    &name,
                    silence,
                ));
            }
            Inherited::Nothing => findings.push(missing(resolver, domain, own, from, probe).await),
        },
    }
    DmarcReport { findings, policy }
}

enum Inherited<'a> {
    From(&'a Step, &'a DmarcRecord),
    Unknown(&'a Step, &'a crate::egress::dns::Silence),
    Nothing,
}

/// The organisational domain's record, or else the public suffix's (RFC 9989, section 4.10.1).
fn inherited<'a>(steps: &'a [Step], organisational: &str) -> Inherited<'a> {
    for step in steps.iter().skip(1) {
        match &step.found {
            Found::Silent(silence) => return Inherited::Unknown(step, silence),
            Found::One(record) if step.domain == organisational || record.psd() == Some('y') => {
                return Inherited::From(step, record);
            }
            _ => {}
        }
    }
    Inherited::Nothing
}

/// Whether somebody above this name has a policy who is no registry: then it can be theirs, though it does not exist.
pub async fn has_owner<R: Resolver>(resolver: &R, domain: &str) -> bool {
    let steps = tree::walk(resolver, domain).await;
    let above = |step: &&Step| step.domain.contains('.') && step.domain != domain;
    steps.iter().filter(above).filter_map(Step::record).any(|record| record.psd() != Some('y'))
}

fn falls_under(step: &Step, record: &DmarcRecord, exists: bool) -> Finding {
    let policy = record.subdomain_policy().unwrap_or(Policy::None);
    let absent = record.absent_policy().unwrap_or(Policy::None);
    let above = &step.domain;
    let meaning = format!("The rules of {above} say what happens to forged mail in this domain's name too.");
    let why = if exists {
        format!("Without a record of its own the domain falls under sp, else p, of {above}: {policy}")
    } else {
        format!(
            "As long as the name does not exist it falls under np, else sp, else p, of {above}: {absent}; with its first \
             record it falls under sp, else p: {policy}"
        )
    };
    ok(Topic::Dmarc, "inherited", meaning)
        .seen([format!("_dmarc.{above}: {}", record.text())])
        .why(format!("{why} (RFC 9989, sections 4.7 and 4.10.1)."))
}

async fn missing<R: Resolver>(
    resolver: &R,
    domain: &str,
    own: &Step,
    from: Option<&Address>,
    probe: &str,
) -> Finding {
    let name = format!("_dmarc.{domain}");
    let wild = format!("{probe}.{domain}");
    let (stray, mail, wild) = tokio::join!(
        stray::find(resolver, domain),
        resolver.ask(domain, Kind::Mx),
        resolver.ask(&wild, Kind::Txt)
    );
    if let Some(stray) = stray {
        return stray.finding(&name);
    }
    let value = match report_address(domain, from, &mail) {
        Some(address) => format!("v=DMARC1; p=none; rua=mailto:{address}"),
        None => "v=DMARC1; p=none".to_owned(),
    };
    // A wildcard's alias does not stand at the name itself.
    let alias = own.hops.first().filter(|_| own.hops != wild.hops());
    let meaning = "There is no DMARC record, so you hear of nobody who sends in your name, and large receivers trust your mail less.";
    let finding = warn(Topic::Dmarc, "missing", meaning).seen(alias.map(|hop| format!("{name} → {hop}: nothing there"))).why(
        "No record at the domain or above it (RFC 9989, section 4.10). p=none changes nothing about delivery; it only asks for reports. \
         Gmail, Yahoo and Microsoft's consumer mailboxes ask for DMARC only of whoever sends 5,000 messages a day to them; of everybody \
         they want SPF or DKIM.",
    );
    let record = fix_record(&name, "TXT", value, "");
    let Some(hop) = alias else {
        let summary =
            "Add this record. Put an address in it that somebody reads: that is where the daily reports go.";
        return finding.fix(Some(fix(FixAction::Add, summary, [record])));
    };
    // The alias stands where the record would go, and excludes it (RFC 1034, section 3.6.2).
    let summary = "Delete the alias first; it leads to nothing and keeps the record from its place. Then add the record.";
    let removal = fix_record(&name, "CNAME", "", hop);
    finding.fix(Some(fix(FixAction::Replace, summary, [removal, record])))
}

fn several(domain: &str, texts: &[String]) -> Finding {
    let name = format!("_dmarc.{domain}");
    let meaning = "There is more than one DMARC record, so receivers ignore all of them.";
    let same = texts.iter().all(|text| text == &texts[0]);
    let (action, summary, kept) = if same {
        (FixAction::Remove, "Delete all but one of these records; they say the same.", 1)
    } else {
        (
            FixAction::Ask,
            "Choose the one that is meant to count, and delete the others. Keep the stricter policy if you are not sure.",
            0,
        )
    };
    let gone = texts.iter().skip(kept).map(|text| fix_record(&name, "TXT", "", text));
    fail(Topic::Dmarc, "several-records", meaning)
        .seen(texts.iter().map(|text| format!("{name}: {text}")))
        .why("Where several records remain, all are discarded (RFC 9989, section 4.10).")
        .fix(Some(fix(action, summary, gone)))
}

fn unreadable(domain: &str, text: &str) -> Finding {
    let name = format!("_dmarc.{domain}");
    let meaning = "The DMARC record has a mistake in it, so receivers do not see it.";
    let why = "The record begins with v=DMARC1, letter for letter, and has ; between its tags (RFC 9989, sections 4.7 and 4.8).";
    let finding = fail(Topic::Dmarc, "unreadable", meaning).seen([format!("{name}: {text}")]);
    let Some(mended) = record::mended(text) else { return finding.why(why) };
    if mended.policy() == Some(Policy::None) {
        let summary = "Change the record to this; it says the same, and can be read.";
        let change = fix(FixAction::Replace, summary, [fix_record(&name, "TXT", mended.text(), text)]);
        return finding.why(why).fix(Some(change));
    }
    finding.why(format!(
        "{why} It was meant as: {}. That policy has never been in force: see from reports at p=none first that all your mail \
         passes.",
        mended.text()
    ))
}

async fn own_record<R: Resolver>(
    resolver: &R,
    steps: &[Step],
    record: &DmarcRecord,
    provider: Option<&Provider>,
    from: Option<&Address>,
) -> Vec<Finding> {
    let (domain, organisational) = (steps[0].domain.as_str(), tree::organisational(steps));
    let name = format!("_dmarc.{domain}");
    let seen = || [format!("{name}: {}", record.text())];
    let mut findings = Vec::new();
    let Some(policy) = record.policy() else {
        let meaning = "The DMARC record does not say what receivers shall do; they take it as \"nothing\".";
        let change = replace(
            &name,
            record,
            "p",
            "none",
            "Say plainly what counts already: p=none, which only asks for reports.",
        );
        findings.push(
            warn(Topic::Dmarc, "no-policy", meaning)
                .seen(seen())
                .why("A missing or unknown p is taken as none (RFC 9989, section 4.7); older receivers ignore such a record.")
                .fix(Some(change)),
        );
        return findings;
    };
    findings.extend(reports(resolver, domain, organisational, record, from).await);
    if record.is_spf_strict() && provider.is_some_and(|provider| !provider.return_path.is_empty()) {
        let meaning = "The DMARC record asks for more than this sending service can give, unless all its mail is signed.";
        findings.push(warn(Topic::Dmarc, "strict-spf", meaning).seen(seen()).why(
            "aspf=s wants the return path at exactly this domain (RFC 9989, section 4.7); the service's is on a subdomain. An aligned \
             DKIM signature passes all the same (section 4.4).",
        ));
    }
    if record.is_testing() && policy > Policy::None {
        let meaning =
            "The DMARC policy is marked as a test, so receivers treat forged mail more mildly than it says.";
        findings.push(warn(Topic::Dmarc, "testing", meaning).seen(seen()).why(
            "With t=y the next milder policy is applied (RFC 9989, section 4.7). Take t out once the reports show that all your mail \
             passes.",
        ));
    }
    let meaning = match policy {
        Policy::None => "There is a DMARC record; it watches and refuses nothing yet.",
        Policy::Quarantine => "There is a DMARC record; mail that is not yours goes to the junk folder.",
        Policy::Reject => "There is a DMARC record; mail that is not yours is refused.",
    };
    let old = if record.has_old_tags() {
        " pct, rf and ri have no meaning there any more; they do no harm."
    } else {
        ""
    };
    findings.push(ok(Topic::Dmarc, "record", meaning).seen(seen()).why(format!(
        "p={policy} (RFC 9989, section 4.7); the organisational domain is {organisational} (section 4.10.2).{}{}{old}",
        below(record, policy),
        older::beside(record, domain, organisational)
    )));
    findings
}

/// What counts below the domain, where that is something else.
fn below(record: &DmarcRecord, policy: Policy) -> String {
    let sub = record.subdomain_policy().unwrap_or(policy);
    let absent = record.absent_policy().unwrap_or(policy);
    if (sub, absent) == (policy, policy) {
        return String::new();
    }
    format!(
        " Subdomains without a record of their own fall under {sub}, names that do not exist under {absent} (sp and np, section 4.7)."
    )
}

fn replace(name: &str, record: &DmarcRecord, tag: &str, value: &str, summary: &str) -> Fix {
    fix(FixAction::Replace, summary, [fix_record(name, "TXT", record.with(tag, value), record.text())])
}

/// A strict policy that rests on SPF alone loses forwarded mail.
pub fn rests_on_spf(policy: Option<Policy>, signs: Option<bool>) -> Option<Finding> {
    (policy? >= Policy::Quarantine && signs == Some(false)).then(|| {
        let meaning = "Mail that is not signed is refused or sorted out when somebody forwards it, and yours is not signed.";
        warn(Topic::Dmarc, "rests-on-spf", meaning).why(
            "SPF does not survive forwarding, so a policy of quarantine or reject needs DKIM as well (RFC 9989, section 4.4). The \
             policy itself is fine: publish the DKIM key, do not weaken it.",
        )
    })
}
