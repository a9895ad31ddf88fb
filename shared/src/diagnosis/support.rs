//! What a provider's support desk needs to find one failed sign-in in its logs, as a text to copy.

use std::fmt::Write as _;

use crate::{
    check::{CheckReport, CheckVerdict, Stage, StageOutcome},
    rules::{Security, Username},
};

/// The text; nothing where the check went well or was not made. The secret is in no report, and so not here.
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
            // Writing to a string does not fail.
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
        .neighbours
        .iter()
        .map(|other| format!("{} {}", other.port, if other.answers { "answers" } else { &other.failure }))
        .collect();
    row("Others", &others.join(", "));
    row("Cause", &report.cause);
    Some(text)
}

/// `2026-11-25 23:04:05 UTC`.
pub fn utc(seconds: i64) -> String {
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// The calendar's day, by its cycle of 400 years, which begins in March so that the day that may be missing is the
/// last of a year.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days.saturating_add(719_468);
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        certificate::Certificate,
        check::{Attested, Neighbour, StageReport, TlsInfo},
    };

    fn report(stage: Stage, detail: &str) -> CheckReport {
        let ended =
            |stage, outcome, detail: &str| StageReport { stage, outcome, millis: 1, detail: detail.into() };
        CheckReport {
            host: "smtp.shop.test".parse().unwrap(),
            port: "465".parse().unwrap(),
            security: Security::ImplicitTls,
            verdict: CheckVerdict::Fail,
            cause: "generic-535".into(),
            acts: "client".into(),
            diagnosis: None,
            stages: vec![
                ended(Stage::Connect, StageOutcome::Ok, "192.0.2.1:465"),
                ended(stage, StageOutcome::Fail, detail),
            ],
            tls: Some(TlsInfo {
                version: "1.3".into(),
                cipher: "TLS_AES_256_GCM_SHA384".into(),
                certificate: None,
            }),
            neighbours: Vec::new(),
            source: "198.51.100.7".parse().ok(),
            at: 1_795_647_845,
            capabilities: Vec::new(),
            attested_by: Attested::Technician,
        }
    }

    #[test]
    fn a_refused_sign_in() {
        let report = report(Stage::Auth, "535 5.7.8 no, id 7f3");
        let user = "ada@shop.test".parse().unwrap();
        assert_eq!(
            block(&report, Some(&user)).unwrap(),
            "Time:      2026-11-25 23:04:05 UTC\n\
             Server:    smtp.shop.test port 465, TLS from the first byte\n\
             Address:   192.0.2.1:465\n\
             From:      198.51.100.7\n\
             User:      ada@shop.test\n\
             TLS:       1.3 TLS_AES_256_GCM_SHA384\n\
             Failed at: auth\n\
             Reply:     535 5.7.8 no, id 7f3\n\
             Cause:     generic-535\n"
        );
        assert!(!block(&report, None).unwrap().contains("ada@"));
    }

    #[test]
    fn a_certificate_and_the_ports_beside() {
        let mut report = report(Stage::Tls, "the certificate ran out on 2026-01-01");
        report.tls = Some(TlsInfo {
            version: String::new(),
            cipher: String::new(),
            certificate: Some(Certificate {
                names: vec!["mail.shop.test".into()],
                issuer: "Authority".into(),
                not_before: 0,
                not_after: 951_782_400,
            }),
        });
        let other = |port: u16, answers| Neighbour {
            port: port.to_string().parse().unwrap(),
            security: Security::Starttls,
            answers,
            failure: if answers { String::new() } else { "connection refused".into() },
        };
        report.neighbours = vec![other(587, true), other(2525, false)];
        let text = block(&report, None).unwrap();
        for line in [
            "Names:     mail.shop.test\n",
            "Valid:     1970-01-01 00:00:00 UTC to 2000-02-29 00:00:00 UTC\n",
            "Others:    587 answers, 2525 connection refused\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(!text.contains("TLS:"), "{text}");
    }

    #[test]
    fn nothing_to_report() {
        let mut report = report(Stage::Quit, "bye");
        report.verdict = CheckVerdict::Ok;
        assert_eq!(block(&report, None), None);
        for (seconds, day) in
            [(0, "1970-01-01"), (-1, "1969-12-31"), (1_798_761_600, "2027-01-01"), (i64::MAX, "")]
        {
            assert!(utc(seconds).starts_with(day), "{}", utc(seconds));
        }
    }
}
