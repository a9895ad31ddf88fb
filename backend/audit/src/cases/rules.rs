//! One or more zones for each of our rules for good advice on mail DNS. The numbers are those of our list of rules, and
//! each rule has a zone here.

/// Patterns that findings have to match, each with its source text.
macro_rules! shows {
    ($($pattern:pat $(if $guard:expr)?),* $(,)?) => {
        &[$((stringify!($pattern $(if $guard)?), |judged| matches!(&judged.about, $pattern $(if $guard)?))),*]
    };
}

/// Patterns that the advice of the fixes has to match.
macro_rules! advises {
    ($($pattern:pat $(if $guard:expr)?),* $(,)?) => {
        &[$((stringify!($pattern $(if $guard)?), |judged| {
            judged.fix.as_ref().is_some_and(|fix| matches!(&fix.advice, $pattern $(if $guard)?))
        })),*]
    };
}

/// A correct domain, plus these lines.
macro_rules! well {
    ($($line:expr),* $(,)?) => {
        &[MAIL[0], MAIL[1], MAIL[2], MAIL[3], GANDI_SPF, DMARC, $($line),*]
    };
}

/// The same, for a domain that announces an MTA-STS policy and has its web server.
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

/// A pattern as text, and a function that tests a finding against it.
type Test = (&'static str, fn(&Judged) -> bool);

/// A zone, and what the report says about it.
struct Rule {
    /// The numbers of the rules that it demonstrates.
    rules: &'static [u8],
    says: &'static str,
    domain: &'static str,
    /// Empty if no provider was chosen.
    provider: &'static str,
    pasted: &'static str,
    lines: &'static [&'static str],
    /// The findings that are not OK, sorted.
    findings: &'static [&'static str],
    /// The records to change.
    records: &'static [&'static str],
    /// Patterns that findings have to match.
    shows: &'static [Test],
    /// Patterns that the advice of the fixes has to match.
    advises: &'static [Test],
    /// Other conditions that findings have to meet.
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

/// A domain whose mail is set up correctly, except for SPF and DMARC.
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

/// Checks a rule's zone as [`Case::is`] does, and checks the rule's patterns.
async fn judge(rule: &Rule) {
    let records: Vec<String> = rule.records.iter().map(|record| super::with_keys(record)).collect();
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let report = rule.case().is(rule.findings, &records).await;
    for (text, is) in rule.shows.iter().chain(rule.advises).chain(rule.are) {
        assert!(report.findings.iter().any(is), "no finding matches {text}: {report:#?}");
    }
}

#[tokio::test]
async fn every_zone_is_judged_and_fixed_as_the_rules_say() {
    let mut failed = Vec::new();
    for rule in all() {
        // Runs in its own task, so that one failing zone doesn't hide the others.
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
            // Records that another domain's owner has to add are asked for, and don't appear as lines of this zone.
            let records = fix.records();
            let theirs = records.iter().filter(|record| !ours(&record.name));
            assert!(fix.action() == FixAction::Ask || theirs.count() == 0, "{}: {fix:?}", rule.says);
            let new = records.iter().filter(|record| !record.value.is_empty() && ours(&record.name));
            let lines: Vec<&str> = fix.zone.lines().filter(|line| !line.starts_with(';')).collect();
            assert_eq!(lines.len(), new.clone().count(), "{}: {fix:?}", rule.says);
            for (line, record) in lines.into_iter().zip(new) {
                let read = crate::paste::parse(line, rule.domain);
                // A null MX has no host, so the reader doesn't accept it.
                if record.value != "0 ." {
                    assert_eq!(read.records[0].value, record.value, "{}: {line}", rule.says);
                }
                assert!(!record.value_field.is_empty(), "{}: {record:?}", rule.says);
            }
        }
    }
}

/// The clipboard could have held a password. Reports are stored, and others read them.
#[tokio::test]
async fn text_pasted_by_mistake_is_not_repeated() {
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
    // Rule 26 is about nameservers, not zones. The tests of `servers` and of the sandbox's nameserver cover it.
    for number in (1..=29).filter(|number| *number != 26) {
        assert!(all().any(|rule| rule.rules.contains(&number)), "rule {number} has no zone");
    }
    assert!(all().count() >= 60, "only {} zones", all().count());
}
