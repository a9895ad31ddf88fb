//! What stands out in a record, whoever sends.

use ipnet::IpNet;
use shared::report::{Finding, Topic};

use super::{
    evaluate::{LOOKUPS_MAX, VOIDS_MAX},
    parse::{Mechanism, Qualifier, Record, TermKind},
    walk::{Breakage, Broken, Walk},
};
use crate::report::finding::{With, fail, silent, warn};

/// Shorter prefixes let far more machines send than anybody runs.
const WIDE_V4: u8 = 16;
const WIDE_V6: u8 = 29;

/// What makes a receiver stop with an error.
pub(super) fn errors(walk: &Walk) -> Vec<Finding> {
    let mut findings = Vec::new();
    let fatal: Vec<&Broken> = walk.broken.iter().filter(|broken| broken.how != Breakage::Void).collect();
    if !fatal.is_empty() {
        let meaning = "A part of the SPF record leads nowhere, so receivers cannot use the record at all and treat your mail \
                       as if nobody vouched for it.";
        findings.push(fail(Topic::Spf, "broken-term", meaning).seen(fatal.into_iter().map(describe)).why(
            "An include or redirect to a name without a single, readable SPF record is a permerror \
             (RFC 7208, sections 5.2 and 6.1), and so is an mx with more than 10 hosts (section 4.6.4).",
        ));
    }
    if walk.lookups > LOOKUPS_MAX {
        let meaning = format!(
            "The SPF record makes receivers ask {} questions; they stop after {LOOKUPS_MAX} and then trust none of your mail.",
            walk.lookups
        );
        findings.push(fail(Topic::Spf, "too-many-lookups", meaning).why(
            "include, a, mx, ptr, exists and redirect count together, those of included records too, and more than 10 are a \
             permerror (RFC 7208, section 4.6.4). Take out services that you no longer use, or give a service a return path on \
             a subdomain with an SPF record of its own.",
        ));
    }
    if walk.voids > VOIDS_MAX {
        let void = walk.broken.iter().filter(|broken| broken.how == Breakage::Void);
        let meaning = "The SPF record names machines that no longer exist; some receivers then stop and trust none of your mail.";
        findings.push(
            fail(Topic::Spf, "too-many-voids", meaning).seen(void.map(describe)).why(
                "More than two questions that find nothing may be a permerror (RFC 7208, section 4.6.4).",
            ),
        );
    }
    if let Some((name, silence)) = walk.silent.first() {
        findings.push(silent(Topic::Spf, "part-unknown", "all that the SPF record refers to", name, silence));
    }
    findings
}

fn describe(broken: &Broken) -> String {
    let how = match &broken.how {
        Breakage::NoRecord => "there is no SPF record".to_owned(),
        Breakage::SeveralRecords => "there are several SPF records".to_owned(),
        Breakage::Unreadable(error) => error.to_string(),
        Breakage::Void => "nothing is there".to_owned(),
        Breakage::TooManyHosts => "more than 10 hosts".to_owned(),
    };
    format!("{} (in the record of {}): {how}", broken.term, broken.domain)
}

/// What is allowed and yet unwise.
pub(super) fn habits(record: &Record) -> Vec<Finding> {
    let mut findings = ending(record);
    let own: Vec<(String, &Mechanism, Qualifier)> = record
        .directives()
        .map(|(term, qualifier, mechanism)| (record.source(term).to_owned(), mechanism, qualifier))
        .collect();
    let wide: Vec<String> = own
        .iter()
        .filter(|(_, mechanism, qualifier)| *qualifier == Qualifier::Pass && is_wide(mechanism))
        .map(|(source, ..)| source.clone())
        .collect();
    if !wide.is_empty() {
        let meaning = "The SPF record lets a very large part of the internet send as you.";
        findings.push(warn(Topic::Spf, "wide-range", meaning).seen(wide).why(
            "A pass says that the sender is authorised (RFC 7208, section 2.6.3); list only what sends for the domain.",
        ));
    }
    let ptr = own.iter().filter(|(_, mechanism, _)| matches!(mechanism, Mechanism::Ptr(_)));
    let ptr: Vec<String> = ptr.map(|(source, ..)| source.clone()).collect();
    if !ptr.is_empty() {
        let meaning = "The SPF record uses an old way to name machines that some receivers skip.";
        findings.push(
            warn(Topic::Spf, "ptr", meaning)
                .seen(ptr)
                .why("ptr is slow and unreliable and should not be used (RFC 7208, section 5.5)."),
        );
    }
    findings
}

fn ending(record: &Record) -> Vec<Finding> {
    let Some((index, qualifier)) = record.all() else {
        if record.redirect().is_some() {
            return Vec::new();
        }
        let meaning = "The SPF record does not say what to do with mail from anywhere else, so it protects your name very little.";
        return vec![
            warn(Topic::Spf, "no-ending", meaning)
                .why("Without all or redirect= the result is neutral (RFC 7208, section 4.7)."),
        ];
    };
    let mut findings = Vec::new();
    let source = record.source(&record.terms[index]).to_owned();
    match qualifier {
        Qualifier::Pass => findings.push(
            warn(Topic::Spf, "open-to-all", "The SPF record lets anybody send as you.")
                .seen([source])
                .why("+all passes every address (RFC 7208, section 5.1). List all your senders, then end the record in ~all."),
        ),
        Qualifier::Neutral => findings.push(
            warn(Topic::Spf, "neutral-ending", "The SPF record leaves open whether others may send as you.")
                .seen([source])
                .why("?all is treated like no record (RFC 7208, section 2.6.2). Once all senders are listed, ~all says more."),
        ),
        Qualifier::Fail | Qualifier::SoftFail => {}
    }
    let ignored: Vec<String> = record.terms[index + 1..]
        .iter()
        .filter(|term| matches!(term.kind, TermKind::Directive(..) | TermKind::Redirect(_)))
        .map(|term| record.source(term).to_owned())
        .collect();
    if !ignored.is_empty() {
        let meaning = "Part of the SPF record stands behind its end and is not read.";
        findings.push(
            warn(Topic::Spf, "after-all", meaning)
                .seen(ignored)
                .why("Mechanisms after all are ignored (RFC 7208, section 5.1), and so is redirect= beside all (section 6.1)."),
        );
    }
    findings
}

fn is_wide(mechanism: &Mechanism) -> bool {
    match mechanism {
        Mechanism::Ip(IpNet::V4(network)) => network.prefix_len() < WIDE_V4,
        Mechanism::Ip(IpNet::V6(network)) => network.prefix_len() < WIDE_V6,
        Mechanism::A(_, prefixes) | Mechanism::Mx(_, prefixes) => {
            prefixes.v4 < WIDE_V4 || prefixes.v6 < WIDE_V6
        }
        _ => false,
    }
}
