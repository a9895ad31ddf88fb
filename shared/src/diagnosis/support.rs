//! Writes what a provider's support desk needs to find a failed sign-in in its logs, as text to copy.

#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use crate::{
    check::{CheckReport, CheckVerdict, Stage, StageOutcome},
    day::civil_from_days,
    rules::{Security, Username},
};

/// Returns the text, or `None` if there was no check or it succeeded. A report never contains the secret, so the text
/// doesn't either.
pub fn block(report: &CheckReport, user: Option<&Username>) -> Option<String> {
    let failed = report.stages.iter().find(|stage| stage.outcome != StageOutcome::Ok)?;
    if matches!(report.verdict, CheckVerdict::Ok | CheckVerdict::Refused) {
        return None;
    }
    let security = match report.security {
        Security::ImplicitTls => "TLS from the first byte",
        Security::Starttls => "STARTTLS",
    };
    let reached =
        report.stages.iter().find(|stage| stage.stage == Stage::Connect && stage.outcome == StageOutcome::Ok);
    let tls = report.tls.as_ref();
    let mut text = String::new();
    let mut row = |what: &str, value: &str| {
        if !value.is_empty() {
            // Writing to a string never fails.
            let _ = writeln!(text, "{:<11}{value}", format!("{what}:"));
        }
    };
    row("Time", &utc(report.at));
    row("Server", &format!("{} port {}, {security}", report.host, report.port));
    row("Address", reached.map_or("", |stage| &stage.detail));
    row("From", &report.source.map(|ip| ip.to_string()).unwrap_or_default());
    row("User", user.map_or("", Username::as_str));
    row(
        "TLS",
        &tls.filter(|tls| !tls.version.is_empty())
            .map(|tls| format!("{} {}", tls.version, tls.cipher))
            .unwrap_or_default(),
    );
    let certificate = tls.filter(|_| failed.stage == Stage::Tls).and_then(|tls| tls.certificate.as_ref());
    if let Some(certificate) = certificate {
        row("Names", &certificate.names.join(", "));
        row("Issuer", &certificate.issuer);
        row("Valid", &format!("{} to {}", utc(certificate.not_before), utc(certificate.not_after)));
    }
    let late = if failed.outcome == StageOutcome::TimedOut { ", no answer in time" } else { "" };
    row("Failed at", &format!("{}{late}", failed.stage.as_str()));
    row("Reply", &failed.detail);
    let others: Vec<String> = report
        .neighbors
        .iter()
        .map(|other| format!("{} {}", other.port, if other.answers { "answers" } else { &other.failure }))
        .collect();
    row("Others", &others.join(", "));
    row("Cause", &report.cause);
    Some(text)
}

/// Returns a time as `2026-11-25 23:04:05 UTC`.
pub fn utc(seconds: i64) -> String {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}
