use super::*;
use crate::{
    certificate::Certificate,
    check::{Attested, Neighbor, StageReport, TlsInfo},
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
        neighbors: Vec::new(),
        source: "198.51.100.7".parse().ok(),
        at: 1_795_647_845,
        capabilities: Vec::new(),
        attested_by: Attested::Technician,
    }
}

#[test]
fn a_rejected_sign_in() {
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
fn a_certificate_and_other_ports() {
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
    let other = |port: u16, answers| Neighbor {
        port: port.to_string().parse().unwrap(),
        security: Security::Starttls,
        answers,
        failure: if answers { String::new() } else { "connection refused".into() },
    };
    report.neighbors = vec![other(587, true), other(2525, false)];
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
