//! A zone for each rule of right advice on mail DNS, some for several. The numbers are those of our own list of rules;
//! every one of them stands here.

/// What findings have to be about, each with its text.
macro_rules! shows {
    ($($pattern:pat $(if $guard:expr)?),* $(,)?) => {
        &[$((stringify!($pattern $(if $guard)?), |judged| matches!(&judged.about, $pattern $(if $guard)?))),*]
    };
}

/// What their changes have to advise.
macro_rules! advises {
    ($($pattern:pat $(if $guard:expr)?),* $(,)?) => {
        &[$((stringify!($pattern $(if $guard)?), |judged| {
            judged.fix.as_ref().is_some_and(|fix| matches!(&fix.advice, $pattern $(if $guard)?))
        })),*]
    };
}

/// A domain with nothing wrong but for these lines.
macro_rules! well {
    ($($line:expr),* $(,)?) => {
        &[MAIL[0], MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, DMARC, $($line),*]
    };
}

/// The same, where an MTA-STS policy is announced and its web server is there.
macro_rules! announced {
    ($($line:expr),* $(,)?) => {
        well!["_mta-sts.shop.test TXT v=STSv1; id=20261125", "mta-sts.shop.test A 192.0.2.7", $($line),*]
    };
}

mod caa;
mod dkim;
mod dmarc;
mod pasted;
mod spf;
mod sts;
mod wildcard;
mod zone;

use shared::report::{FixAction, Judged};

use super::{Case, case};

/// A pattern as text, and whether a finding matches it.
type Test = (&'static str, fn(&Judged) -> bool);

/// A zone, and what the report says about it.
struct Rule {
    /// Which rules it shows.
    rules: &'static [u8],
    says: &'static str,
    domain: &'static str,
    /// Empty where none was chosen.
    provider: &'static str,
    pasted: &'static str,
    lines: &'static [&'static str],
    /// What is not well, sorted.
    findings: &'static [&'static str],
    /// What is to be changed.
    records: &'static [&'static str],
    /// What findings have to be about.
    shows: &'static [Test],
    /// What their changes have to advise.
    advises: &'static [Test],
    /// What else they have to be.
    are: &'static [Test],
}

const BASE: Rule = Rule {
    rules: &[],
    says: "",
    domain: "shop.test",
    provider: "gandi",
    pasted: "",
    lines: &[],
    findings: &[],
    records: &[],
    shows: &[],
    advises: &[],
    are: &[],
};

/// A domain whose mail is well, but for SPF and DMARC.
const MAIL: [&str; 4] = [
    "shop.test MX 10 spf.mail.gandi.net",
    "gm1._domainkey.shop.test CNAME gm1.gandimail.net",
    "gm2._domainkey.shop.test CNAME gm2.gandimail.net",
    "gm3._domainkey.shop.test CNAME gm3.gandimail.net",
];

fn all() -> impl Iterator<Item = &'static Rule> {
    [
        spf::RULES,
        dkim::RULES,
        dmarc::RULES,
        zone::RULES,
        sts::RULES,
        caa::RULES,
        pasted::RULES,
        wildcard::RULES,
    ]
    .into_iter()
    .flatten()
}

impl Rule {
    fn case(&self) -> Case {
        let mut case = case(self.lines);
        case.domain = self.domain;
        case.provider = (!self.provider.is_empty()).then_some(self.provider);
        case.pasted = self.pasted;
        case
    }
}

/// As `is` says, and with what has to be told.
async fn judge(rule: &Rule) {
    let records: Vec<String> = rule.records.iter().map(|record| super::with_keys(record)).collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let report = rule.case().is(rule.findings, &records).await;
    for (text, is) in rule.shows.iter().chain(rule.advises).chain(rule.are) {
        assert!(report.findings.iter().any(is), "nothing is {text}: {report:#?}");
    }
}

#[tokio::test]
async fn every_zone_is_judged_and_mended_as_the_rules_say() {
    let mut failed = Vec::new();
    for rule in all() {
        // In a task of its own, so that one zone's failure hides no other's.
        if tokio::spawn(judge(rule)).await.is_err() {
            failed.push(rule.says);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[tokio::test]
async fn every_fix_can_be_typed_pasted_into_a_zone_file_and_read_again() {
    for rule in all() {
        let report = rule.case().report().await;
        for fix in report.findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            let ours = |name: &str| name == rule.domain || name.ends_with(&format!(".{}", rule.domain));
            // What another domain's owner has to add is asked for, and is no line of this zone.
            let records = fix.records();
            let theirs = records.iter().filter(|record| !ours(&record.name));
            assert!(fix.action() == FixAction::Ask || theirs.count() == 0, "{}: {fix:?}", rule.says);
            let new = records.iter().filter(|record| !record.value.is_empty() && ours(&record.name));
            let lines: Vec<&str> = fix.zone.lines().filter(|line| !line.starts_with(';')).collect();
            assert_eq!(lines.len(), new.clone().count(), "{}: {fix:?}", rule.says);
            for (line, record) in lines.into_iter().zip(new) {
                let read = crate::paste::parse(line, rule.domain);
                // A null MX and the like have no host to read.
                if record.value != "0 ." {
                    assert_eq!(read.records[0].value, record.value, "{}: {line}", rule.says);
                }
                assert!(!record.value_field.is_empty(), "{}: {record:?}", rule.says);
            }
        }
    }
}

/// The password may be what was in the clipboard: a report is kept, and others read it.
#[tokio::test]
async fn what_was_pasted_by_mistake_is_not_repeated() {
    for pasted in ["abcd efgh ijkl mnop", "Password: hunter2hunter2", "Server API token\nabcd efgh ijkl mnop"]
    {
        let mut case = case(&[super::GANDI, super::GANDI_SPF, super::DMARC]);
        case.pasted = pasted;
        let report = case.report().await;
        let unread = report.findings.iter().find(|finding| finding.id() == "domain.pasted-unread").unwrap();
        assert!(unread.seen.is_empty(), "{unread:?}");
        let json = format!("{report:?}");
        assert!(!json.contains("hunter2") && !json.contains("abcd"), "{json}");
    }
}

#[test]
fn every_rule_has_a_zone() {
    // Rule 26 is about servers and not about a zone: `servers` and the sandbox's name server show it.
    for number in (1..=29).filter(|number| *number != 26) {
        assert!(all().any(|rule| rule.rules.contains(&number)), "rule {number} has no zone");
    }
    assert!(all().count() >= 60, "{} zones", all().count());
}
