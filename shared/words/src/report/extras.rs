//! Sentences about extras that large senders set up.

use shared::report::{ExtrasAdvice, ExtrasFinding, StsFault, StsTrouble};

use super::{Sentences, count, join};
use crate::{Language, list, report, rules};

/// Returns the sentences for a finding.
pub(super) fn sentences(language: Language, finding: &ExtrasFinding) -> Sentences {
    Sentences { meaning: meaning(language, finding), why: why(language, finding) }
}

fn meaning(language: Language, finding: &ExtrasFinding) -> String {
    let words = report(language);
    let text = match finding {
        ExtrasFinding::Unknown => words.extras_unknown(),
        ExtrasFinding::NotUsed(extras) => {
            let names: Vec<&str> = extras.iter().map(|extra| extra.name()).collect();
            return words.extras_not_used(&list(language, &names));
        }
        ExtrasFinding::TlsRpt => words.extras_tls_rpt(),
        ExtrasFinding::TlsRptUnreadable => words.extras_tls_rpt_unreadable(),
        ExtrasFinding::Bimi => words.extras_bimi(),
        ExtrasFinding::DnssecSigned => words.extras_dnssec_signed(),
        ExtrasFinding::DaneRecords => words.extras_dane_records(),
        ExtrasFinding::DaneNotSigned => words.extras_dane_not_signed(),
        ExtrasFinding::Sts(trouble) => match trouble {
            StsTrouble::Record => words.extras_sts_record(),
            StsTrouble::NoHost => words.extras_sts_no_host(),
            StsTrouble::Policy(_) => words.extras_sts_policy(),
            StsTrouble::ContentType(_) => words.extras_sts_content_type(),
            StsTrouble::Status(_) => words.extras_sts_status(),
            StsTrouble::Certificate { .. } => words.extras_sts_certificate(),
        },
        ExtrasFinding::StsSilent(host) => return words.extras_sts_silent(host),
        ExtrasFinding::StsNotRead => words.extras_sts_not_read(),
        ExtrasFinding::StsOff(_) => words.extras_sts_off(),
        ExtrasFinding::StsEnforced(_) => words.extras_sts_enforced(),
        ExtrasFinding::StsTesting(_) => words.extras_sts_testing(),
        ExtrasFinding::StsLeavesOut { hosts, is_testing: false, .. } => {
            return words.extras_sts_leaves_out(count(hosts), &list(language, hosts));
        }
        ExtrasFinding::StsLeavesOut { hosts, is_testing: true, .. } => {
            return words.extras_sts_would_leave_out(&list(language, hosts));
        }
        ExtrasFinding::CaaShut(hosts) => {
            return words.extras_caa_shut(count(hosts), &list(language, hosts));
        }
    };
    text.to_owned()
}

fn why(language: Language, finding: &ExtrasFinding) -> String {
    let words = rules(language);
    let rule = match finding {
        ExtrasFinding::Unknown => words.unknown(),
        ExtrasFinding::NotUsed(_) => words.extras_not_used(),
        ExtrasFinding::TlsRpt => words.extras_tls_rpt(),
        ExtrasFinding::TlsRptUnreadable => words.extras_tls_rpt_unreadable(),
        ExtrasFinding::Bimi => words.extras_bimi(),
        ExtrasFinding::DnssecSigned => words.extras_dnssec_signed(),
        ExtrasFinding::DaneRecords | ExtrasFinding::DaneNotSigned => words.extras_dane(),
        ExtrasFinding::Sts(trouble) => return trouble_why(language, trouble),
        ExtrasFinding::StsSilent(_) => words.extras_sts_silent(),
        ExtrasFinding::StsNotRead => words.extras_sts_not_read(),
        ExtrasFinding::StsOff(age) | ExtrasFinding::StsEnforced(age) | ExtrasFinding::StsTesting(age) => {
            return words.extras_sts_age(age);
        }
        ExtrasFinding::StsLeavesOut { hosts, max_age, .. } => return left_out(language, hosts, *max_age),
        ExtrasFinding::CaaShut(_) => words.extras_caa_shut(),
    };
    rule.to_owned()
}

fn trouble_why(language: Language, trouble: &StsTrouble) -> String {
    let words = rules(language);
    let rule = match trouble {
        StsTrouble::Record => words.extras_sts_record(),
        StsTrouble::NoHost => words.extras_sts_no_host(),
        StsTrouble::Policy(fault) => match fault {
            StsFault::Line(number) => return words.extras_sts_line(number),
            StsFault::Version => words.extras_sts_version(),
            StsFault::Mode => words.extras_sts_mode(),
            StsFault::MaxAge => words.extras_sts_max_age(),
            StsFault::Pattern(number) => return words.extras_sts_pattern(number),
            StsFault::NoPattern => words.extras_sts_no_pattern(),
        },
        StsTrouble::ContentType(media) => return words.extras_sts_content_type(media),
        StsTrouble::Status(status) => return words.extras_sts_status(status),
        StsTrouble::Certificate { host, detail } => return words.extras_sts_certificate(host, detail),
    };
    rule.to_owned()
}

/// Returns the rule that a policy has to list all mail servers.
pub(super) fn left_out(language: Language, hosts: &[String], max_age: u32) -> String {
    let words = rules(language);
    let mut text = words.extras_sts_left_out(&list(language, hosts));
    join(&mut text, &words.extras_sts_age(&max_age));
    text
}

/// Returns the sentences for a change.
pub(super) fn advice(language: Language, advice: &ExtrasAdvice) -> String {
    match advice {
        ExtrasAdvice::AddScheme => report(language).extras_fix_add_scheme().to_owned(),
    }
}
