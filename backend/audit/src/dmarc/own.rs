//! What is said of a domain's own DMARC record.

use shared::{
    dns::{Kind, Resolver},
    facts::Provider,
    report::{Finding, Fix, FixAction, Topic},
    rules::Address,
};

use super::{
    Policy, older,
    place::{At, Place},
    readers,
    record::DmarcRecord,
    repair::{self, Slip},
    reports::{consent, report_address},
    tree::{self, Step},
};
use crate::{
    finding::{With, fix, ok, record as fix_record, warn},
    slips,
};

/// Judges the record. All that can be mended is one change, which stands with the first finding that asks for it.
pub(super) async fn judge<R: Resolver>(
    resolver: &R,
    steps: &[Step],
    record: &DmarcRecord,
    place: &Place,
    provider: Option<&Provider>,
    from: Option<&Address>,
) -> Vec<Finding> {
    let (domain, organisational) = (steps[0].domain.as_str(), tree::organisational(steps));
    let (mut better, slips) = repair::repaired(record).unwrap_or_else(|| (record.clone(), Vec::new()));
    let mut findings: Vec<Finding> = slips.iter().map(|slip| of_slip(slip, record)).collect();
    for (finding, slip) in findings.iter_mut().zip(&slips) {
        if let Slip::AtOdds(tag) = slip {
            finding.fix = Some(choose(tag, place, record));
        }
    }
    let (lacks_policy, lacks_reports) = (better.policy().is_none(), better.report_addresses().is_empty());
    if lacks_policy {
        better = DmarcRecord::parse(&better.with("p", "none")).unwrap_or(better);
        findings.push(no_policy());
    }
    if lacks_reports {
        let mail = resolver.ask(domain, Kind::Mx).await;
        let named = readers::named(&slips::plain(record.text()));
        if let Some(address) = named.or_else(|| report_address(domain, from, &mail)) {
            better = with_reader(&better, &address);
        }
        findings.push(no_reports());
    }
    if let At::Wildcard(Some(_)) = place.at {
        findings.insert(0, strangers(place));
    }
    let summary = summary(&slips, lacks_policy, lacks_reports);
    for finding in &mut findings {
        finding.seen = place.seen(record.text());
        finding.why = format!("{}{}", finding.why, place.whose());
    }
    let is_at_odds = findings.iter().any(|finding| finding.fix.is_some());
    if let Some(first) = findings.first_mut()
        && !is_at_odds
        && (better.text() != record.text() || matches!(place.at, At::Wildcard(Some(_))))
    {
        first.fix = Some(place.change(summary, better.text().to_owned(), record.text()));
    }
    findings.extend(consent(resolver, domain, organisational, place, &better, record.text()).await);
    findings.extend(strict(record, place, provider));
    findings.extend(testing(record, place));
    findings.push(plain(record, place, domain, organisational));
    findings
}

/// Which of two values counts, only the record's owner can say.
fn choose(tag: &str, place: &Place, record: &DmarcRecord) -> Fix {
    let summary =
        format!("Decide which {tag}= should count. Keep that one in the record, and delete the other.");
    fix(FixAction::Ask, summary, [fix_record(&place.name, "TXT", "", record.text())])
}

fn with_reader(record: &DmarcRecord, address: &str) -> DmarcRecord {
    let others = record.tag("rua").filter(|uris| uris.contains(':')).map(|uris| format!("{uris},"));
    let uris = format!("{}mailto:{address}", others.unwrap_or_default());
    DmarcRecord::parse(&record.with("rua", &uris)).unwrap_or_else(|| record.clone())
}

/// What a change does, by what asks for it.
fn summary(slips: &[Slip], lacks_policy: bool, lacks_reports: bool) -> &'static str {
    let is_about_policy =
        lacks_policy || slips.iter().any(|slip| matches!(slip, Slip::PolicyTag(_) | Slip::PolicyWord(_)));
    if slips.iter().any(|slip| matches!(slip, Slip::ReportAddress(_))) {
        "Change the record to this. The addresses stay, and each begins with mailto:."
    } else if lacks_reports && slips.is_empty() && !lacks_policy {
        "Add an address that somebody reads: the daily reports go there."
    } else if is_about_policy {
        "Change the record to this. Its policy begins with p=."
    } else {
        "Change the record to this. It says the same without the mistake."
    }
}

fn of_slip(slip: &Slip, record: &DmarcRecord) -> Finding {
    let (code, meaning, why) = match slip {
        Slip::Ignored(parts) => (
            "ignored-part",
            format!("Receivers ignore a part of your DMARC record: {}. The rest counts.", parts.join(", ")),
            "A part without = is passed over, and the others count (RFC 9989, section 4.8).",
        ),
        Slip::PolicyTag(tag) => (
            "no-policy",
            format!("Your DMARC policy isn't in force. The record says {tag}, and receivers read only p=."),
            "An unknown tag is ignored, and a missing p is taken as none (RFC 9989, section 4.7).",
        ),
        Slip::PolicyWord(word) => (
            "no-policy",
            format!("Your DMARC policy isn't in force. Receivers don't know the word {word}."),
            "An unknown p is taken as none (RFC 9989, section 4.7).",
        ),
        Slip::ReportAddress(address) => (
            "report-address",
            format!("Your DMARC reports aren't sent to this address, because it doesn't begin with mailto: properly: {address}."),
            "rua is a list of URIs with commas between, and only mailto: is used (RFC 9989, section 4.6).",
        ),
        Slip::Twice(tag) => (
            "tag-twice",
            format!("Your DMARC record has {tag}= twice. Some receivers ignore the whole record then."),
            "A tag that is there more than once makes the list invalid (RFC 6376, section 3.2, whose form RFC 9989, section 4.7, takes).",
        ),
        Slip::AtOdds(tag) => (
            "tag-at-odds",
            format!("Your DMARC record has {tag}= twice, with different values. Receivers take one of them, or neither."),
            "A tag that is there more than once makes the list invalid (RFC 6376, section 3.2, whose form RFC 9989, section 4.7, takes).",
        ),
        Slip::Punctuation => (
            "punctuation",
            "Receivers misread your DMARC record. It needs a semicolon between its parts, and no quotation marks.".to_owned(),
            "Tags have ; between them (RFC 9989, section 4.8).",
        ),
    };
    let in_force =
        record.policy().map_or(String::new(), |policy| format!(" The policy {policy} is in force."));
    warn(Topic::Dmarc, code, meaning).why(format!("{why}{in_force}"))
}

fn no_policy() -> Finding {
    let meaning = "Your DMARC record doesn't say what receivers should do with forged mail. They do nothing.";
    warn(Topic::Dmarc, "no-policy", meaning)
        .why("A missing or unknown p is taken as none (RFC 9989, section 4.7); older receivers ignore such a record.")
}

fn no_reports() -> Finding {
    let meaning =
        "Your DMARC record sends its reports to nobody, so you never hear of forged mail in your name.";
    warn(Topic::Dmarc, "no-reports", meaning)
        .why("rua names who gets aggregate reports (RFC 9989, section 4.7).")
}

/// A record that answers through a wildcard's alias.
fn strangers(place: &Place) -> Finding {
    let At::Wildcard(Some(hop)) = &place.at else { return no_policy() };
    let meaning =
        format!("Your domain has no DMARC record of its own. A wildcard answers with the record of {hop}.");
    warn(Topic::Dmarc, "wildcard", meaning)
        .why("A record belongs at the domain's own name (RFC 9989, section 4.10).")
}

fn strict(record: &DmarcRecord, place: &Place, provider: Option<&Provider>) -> Option<Finding> {
    let has_own_path = provider.is_some_and(|provider| !provider.return_path.is_empty());
    (record.is_spf_strict() && has_own_path).then(|| {
        let meaning = "Your DMARC record asks for more than this sending service can give, unless all its mail is signed.";
        warn(Topic::Dmarc, "strict-spf", meaning).seen(place.seen(record.text())).why(
            "aspf=s wants the return path at exactly this domain (RFC 9989, section 4.7); the service's is on a subdomain. An aligned \
             DKIM signature passes all the same (section 4.4).",
        )
    })
}

fn testing(record: &DmarcRecord, place: &Place) -> Option<Finding> {
    let policy = record.policy().filter(|policy| record.is_testing() && *policy > Policy::None)?;
    let now = match policy.milder() {
        Policy::Quarantine => "puts it into the junk folder (quarantine)",
        _ => "does nothing with it (none)",
    };
    let meaning = format!(
        "Your DMARC policy is marked as a test (t=y). A receiver applies the next milder one to forged mail: it {now}. Take t=y out \
         once the reports show that all your mail passes."
    );
    Some(
        warn(Topic::Dmarc, "testing", meaning).seen(place.seen(record.text())).why(format!(
            "With t=y the policy {policy} becomes {} (RFC 9989, section 4.7).",
            policy.milder()
        )),
    )
}

/// What the record does.
fn plain(record: &DmarcRecord, place: &Place, domain: &str, organisational: &str) -> Finding {
    let policy = record.policy().unwrap_or(Policy::None);
    let meaning = match record.effective() {
        Policy::None => "You have a DMARC record. It watches and refuses nothing yet.",
        Policy::Quarantine => "You have a DMARC record. Mail that isn't yours goes to the junk folder.",
        Policy::Reject => "You have a DMARC record. Mail that isn't yours is refused.",
    };
    let old = if record.has_old_tags() {
        " RFC 9989 ignores pct, rf and ri: they have no effect there any more, and do no harm."
    } else {
        ""
    };
    ok(Topic::Dmarc, "record", meaning).seen(place.seen(record.text())).why(format!(
        "p={policy} (RFC 9989, section 4.7); the organisational domain is {organisational} (section 4.10.2).{}{}{old}",
        below(record, policy),
        older::beside(record, domain, organisational)
    ))
}

/// What counts below the domain, if that is something else.
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
