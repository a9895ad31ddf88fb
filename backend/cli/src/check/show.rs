//! Shows a check to people: a growing list of stages, then the cause and what to do.

use probe::check::{CheckRequest, Target};
use shared::{
    certificate::Certificate,
    check::{CheckReport, CheckVerdict, Neighbor, Stage, StageOutcome, StageReport},
    diagnosis::{Acts, support, word},
    rules::{Security, Username},
};
use words::{Language, diagnosis::late_greeting};

use crate::{
    say::{self, SAY},
    style::{Ink, Style},
};

/// How many columns come before a stage's detail in a terminal.
const BEFORE_DETAIL: usize = 38;

/// How many columns come before the text of an explanation's rows.
const BEFORE_ROW: usize = 14;

/// Returns what is about to be tried.
pub(crate) fn head(request: &CheckRequest) -> String {
    let CheckRequest { target: Target { host, port, security, .. }, sign_in } = request;
    SAY.check_head(host, port, security, sign_in.username()) + "\n"
}

/// Returns a stage that has ended. In a terminal, a passed stage is cut to one line, and a failed one is shown in full.
pub(crate) fn stage(report: &StageReport, style: Style) -> String {
    let mark = match (report.outcome, style.is_terminal()) {
        (StageOutcome::Ok, false) => format!("{:7}", SAY.check_outcome_ok()),
        (StageOutcome::Fail, false) => format!("{:7}", SAY.check_outcome_failed()),
        (StageOutcome::TimedOut, false) => format!("{:7}", SAY.check_outcome_timed_out()),
        (StageOutcome::Ok, true) => style.ink(Ink::Green, "✓"),
        (StageOutcome::Fail, true) => style.ink(Ink::Red, "✗"),
        (StageOutcome::TimedOut, true) => style.ink(Ink::Yellow, "…"),
    };
    let (name, millis) = (name(report.stage, report.outcome), report.millis);
    let detail = match report.outcome {
        StageOutcome::Ok => style.cut(BEFORE_DETAIL, &report.detail),
        StageOutcome::Fail | StageOutcome::TimedOut => format!("\n      {}", style.hang(6, &report.detail)),
    };
    // Programs that read this expect one line for each stage. Failures aren't dimmed.
    let detail = match (style.is_terminal(), report.outcome) {
        (false, _) => report.detail.clone(),
        (true, StageOutcome::Ok) => style.ink(Ink::Dim, &detail),
        (true, _) => detail,
    };
    let gap = if detail.starts_with(|c: char| c != '\n') { "  " } else { "" };
    format!("  {mark} {name:<22} {millis:>6} ms{gap}{detail}\n")
}

/// Returns the stage's name for people.
fn name(stage: Stage, outcome: StageOutcome) -> &'static str {
    let well = outcome == StageOutcome::Ok;
    match (stage, well) {
        (Stage::Token, true) => SAY.check_stage_token(),
        (Stage::Token, false) => SAY.check_stage_no_token(),
        (Stage::Resolve, true) => SAY.check_stage_found(),
        (Stage::Resolve, false) => SAY.check_stage_not_found(),
        (Stage::Connect, true) => SAY.check_stage_connected(),
        (Stage::Connect, false) => SAY.check_stage_not_connected(),
        (Stage::Tls, true) => SAY.check_stage_encrypted(),
        (Stage::Tls, false) => SAY.check_stage_not_encrypted(),
        (Stage::Greeting, true) => SAY.check_stage_greeted(),
        (Stage::Greeting, false) => SAY.check_stage_not_greeted(),
        (Stage::Ehlo, true) => SAY.check_stage_ehlo(),
        (Stage::Ehlo, false) => SAY.check_stage_no_ehlo(),
        (Stage::Starttls, true) => SAY.check_stage_starttls(),
        (Stage::Starttls, false) => SAY.check_stage_no_starttls(),
        (Stage::Auth, true) => SAY.check_stage_signed_in(),
        (Stage::Auth, false) => SAY.check_stage_not_signed_in(),
        (Stage::Sender, true) => SAY.check_stage_can_send(),
        (Stage::Sender, false) => SAY.check_stage_cannot_send(),
        (Stage::Quit, true) => SAY.check_stage_quit(),
        (Stage::Quit, false) => SAY.check_stage_no_quit(),
    }
}

/// Returns the end: that everything passed, or the cause, what to do, and what else was seen.
pub(crate) fn outcome(report: &CheckReport, user: &Username, style: Style) -> String {
    let Some(diagnosis) = report.diagnosis.as_ref().filter(|_| report.verdict != CheckVerdict::Ok) else {
        let sender = report.stages.iter().any(|stage| stage.stage == Stage::Sender);
        let well = if sender { SAY.check_works_for_sender() } else { SAY.check_works() };
        return format!("\n{}\n{}", style.ink(Ink::Bold, well), slow(report, style));
    };
    let mut text = format!("\n{}\n", style.ink(Ink::Bold, &style.hang(0, &diagnosis.meaning)));
    for (what, value) in [
        (SAY.check_label_to_do(), diagnosis.client.as_str()),
        (SAY.check_label_technician(), &diagnosis.technician),
        (SAY.check_label_link(), &diagnosis.url),
        (SAY.check_label_who(), acts(diagnosis.acts)),
        (SAY.check_label_cause(), &diagnosis.cause),
    ] {
        text += &row(what, value, style);
    }
    text += &slow(report, style);
    let shown = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref());
    if let Some(certificate) = shown.filter(|_| failed_at(report) == Some(Stage::Tls)) {
        text += &row(SAY.check_label_certificate(), &seen(certificate), style);
    }
    text += &row(
        SAY.check_label_ports(),
        &report.neighbors.iter().map(port).collect::<Vec<_>>().join(", "),
        style,
    );
    text += &support::block(report, Some(user)).map(|block| for_support(&block, style)).unwrap_or_default();
    text
}

/// Returns a note about a slow greeting, however the check ended.
fn slow(report: &CheckReport, style: Style) -> String {
    row(
        "Slow",
        &report.slow_greeting().map(|waited| late_greeting(Language::En, waited)).unwrap_or_default(),
        style,
    )
}

/// Returns the values of an explanation, each on its own line.
fn row(what: &str, value: &str, style: Style) -> String {
    if value.is_empty() {
        return String::new();
    }
    format!("  {} {}\n", style.ink(Ink::Dim, &format!("{what:<11}")), style.hang(BEFORE_ROW, value))
}

fn failed_at(report: &CheckReport) -> Option<Stage> {
    report.stages.iter().find(|stage| stage.outcome != StageOutcome::Ok).map(|stage| stage.stage)
}

fn seen(certificate: &Certificate) -> String {
    let Certificate { names, issuer, not_before, not_after } = certificate;
    let names = if names.is_empty() { SAY.check_certificate_no_name().into() } else { names.join(", ") };
    let issuer = if issuer.is_empty() { SAY.check_certificate_no_issuer() } else { issuer };
    SAY.check_certificate(&names, &issuer, &say::day(*not_before), &say::day(*not_after))
}

fn port(other: &Neighbor) -> String {
    let security = match other.security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    };
    let answer = match other.failure.as_str() {
        "" => SAY.check_port_answers(),
        word::REFUSED => SAY.check_port_refused(),
        word::CONNECT_TIMED_OUT | word::WENT_SILENT => SAY.check_port_timed_out(),
        word::TLS_PLAIN_ANSWER => SAY.check_port_plain(),
        word::TLS_NAME => SAY.check_port_other_name(),
        word::TLS_TOO_OLD => SAY.check_port_old_tls(),
        word::TLS_HANDSHAKE => SAY.check_port_no_tls(),
        word::NOT_SMTP | word::TOO_MUCH => SAY.check_port_not_smtp(),
        failure if word::CERTIFICATE.contains(&failure) => SAY.check_port_certificate(),
        failure => failure,
    };
    format!("{} {security}: {answer}", other.port)
}

/// Returns a value. It is never wrapped, because people copy it.
pub(crate) fn for_support(block: &str, style: Style) -> String {
    let title = style.ink(Ink::Bold, SAY.check_for_support());
    format!("\n{title}\n  {}\n", block.trim_end().replace('\n', "\n  "))
}

pub(crate) fn acts(acts: Acts) -> &'static str {
    match acts {
        Acts::Client => SAY.check_who_client(),
        Acts::Administrator => SAY.check_who_administrator(),
        Acts::Technician => SAY.check_who_technician(),
        Acts::Provider => SAY.check_who_provider(),
        Acts::Wait => SAY.check_who_wait(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use shared::{
        check::{Attested, TlsInfo},
        diagnosis::diagnose,
    };

    use super::*;
    use words::diagnosis::tell;

    fn report(verdict: CheckVerdict, stage: Stage, words: &str) -> CheckReport {
        let outcome = if verdict == CheckVerdict::Ok { StageOutcome::Ok } else { StageOutcome::Fail };
        CheckReport {
            host: "smtp.gmail.com".parse().unwrap(),
            port: "465".parse().unwrap(),
            security: Security::ImplicitTls,
            verdict,
            cause: "google-app-password-required".into(),
            acts: String::new(),
            diagnosis: Some(tell(Language::En, &diagnose(Some("google-workspace"), stage, words))),
            stages: vec![StageReport { stage, outcome, millis: 42, detail: words.into() }],
            tls: None,
            neighbors: Vec::new(),
            source: None,
            at: 1_795_647_845,
            capabilities: Vec::new(),
            attested_by: Attested::Technician,
        }
    }

    fn shown(report: &CheckReport, style: Style) -> String {
        outcome(report, &"ada@shop.test".parse().unwrap(), style)
    }

    #[test]
    fn a_failed_check_names_cause_and_next_step() {
        let words = "534 5.7.9 Application-specific password required.";
        let report = report(CheckVerdict::Fail, Stage::Auth, words);
        assert_eq!(
            stage(&report.stages[0], Style::PLAIN),
            format!("  failed  {:<22}     42 ms  {words}\n", SAY.check_stage_not_signed_in())
        );
        let found = report.diagnosis.as_ref().unwrap();
        let block = support::block(&report, Some(&"ada@shop.test".parse().unwrap())).unwrap();
        let text = [
            format!("\n{}\n", found.meaning),
            format!("  {:<11} {}\n", SAY.check_label_to_do(), found.client),
            format!("  {:<11} https://myaccount.google.com/apppasswords\n", SAY.check_label_link()),
            format!("  {:<11} {}\n", SAY.check_label_who(), SAY.check_who_client()),
            format!("  {:<11} google-app-password-required\n", SAY.check_label_cause()),
            for_support(&block, Style::PLAIN),
        ];
        assert_eq!(shown(&report, Style::PLAIN), text.concat());
    }

    #[test]
    fn text_fits_a_narrow_terminal() {
        let words = "534 5.7.9 Application-specific password required.";
        let report = report(CheckVerdict::Fail, Stage::Auth, words);
        let style = Style::terminal(40, false);
        let text = [stage(&report.stages[0], style), shown(&report, style)].concat();
        let explained = text.split(SAY.check_for_support()).next().unwrap();
        // Codes and addresses stay whole, so that they can be copied.
        let to_copy = |line: &&str| line.contains("https://") || line.contains("Cause");
        let widest = explained.lines().filter(|line| !to_copy(line)).map(|line| line.chars().count()).max();
        assert!(widest <= Some(40), "{explained}");
        let long =
            StageReport { outcome: StageOutcome::Ok, detail: "x".repeat(300), ..report.stages[0].clone() };
        assert!(stage(&long, style).trim_end().ends_with('…'));
        assert!(stage(&long, Style::PLAIN).contains(&"x".repeat(300)));
    }

    #[test]
    fn other_ports_and_a_certificate_are_shown() {
        let mut report = report(CheckVerdict::Unreachable, Stage::Tls, "CertExpired");
        let certificate = Certificate {
            names: vec!["mail.shop.test".into()],
            issuer: "Authority".into(),
            not_before: 1_700_000_000,
            not_after: 1_796_468_400,
        };
        report.tls =
            Some(TlsInfo { version: String::new(), cipher: String::new(), certificate: Some(certificate) });
        let other = |port: &str, answers, failure: &str| Neighbor {
            port: port.parse().unwrap(),
            security: Security::Starttls,
            answers,
            failure: failure.into(),
        };
        report.neighbors = vec![
            other("587", true, ""),
            other("2525", false, "connection refused"),
            other("2587", false, word::TLS_EXPIRED),
        ];
        let text = shown(&report, Style::PLAIN);
        let (from, to) = (say::day(1_700_000_000), say::day(1_796_468_400));
        for line in [
            &*format!(
                "  Certificate {}\n",
                SAY.check_certificate(&"mail.shop.test", &"Authority", &from, &to)
            ),
            &*format!(
                "  Other ports 587 STARTTLS: {}, 2525 STARTTLS: {}, 2587 STARTTLS: {}\n",
                SAY.check_port_answers(),
                SAY.check_port_refused(),
                SAY.check_port_certificate()
            ),
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn a_slow_greeting_is_reported_whether_the_login_works_or_not() {
        for (verdict, stage, words) in
            [(CheckVerdict::Ok, Stage::Auth, "235 ok"), (CheckVerdict::Fail, Stage::Auth, "535 5.7.8 no")]
        {
            let greeted = |millis| StageReport {
                stage: Stage::Greeting,
                outcome: StageOutcome::Ok,
                millis,
                detail: "220 mail.shop.test".into(),
            };
            let mut report = report(verdict, stage, words);
            report.stages.insert(0, greeted(4999));
            assert!(!shown(&report, Style::PLAIN).contains("slow"));
            report.stages[0] = greeted(14_200);
            let text = shown(&report, Style::PLAIN);
            let expected =
                format!("\n  Slow        {}\n", late_greeting(Language::En, Duration::from_secs(15)));
            assert!(text.contains(&expected), "{text}");
        }
    }

    #[test]
    fn a_passed_check_says_what_it_proves() {
        let signed_in = report(CheckVerdict::Ok, Stage::Auth, "235 ok");
        assert_eq!(shown(&signed_in, Style::PLAIN), format!("\n{}\n", SAY.check_works()));
        assert_eq!(shown(&signed_in, Style::PLAIN).lines().count(), 2);
        let sender = report(CheckVerdict::Ok, Stage::Sender, "250 ok");
        assert!(shown(&sender, Style::terminal(80, true)).contains(SAY.check_works_for_sender()));
    }
}
