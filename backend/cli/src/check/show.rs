//! A check for people: a list that grows, then the cause and what to do.

use probe::check::{CheckRequest, Target};
use shared::{
    certificate::Certificate,
    check::{CheckReport, CheckVerdict, Neighbour, Stage, StageOutcome, StageReport},
    diagnosis::{Acts, late_greeting, support, word},
    rules::{Security, Username},
};

use super::style::{Ink, Style};
use crate::dates;

/// Columns in front of a stage's detail in a terminal.
const BEFORE_DETAIL: usize = 38;

/// Columns in front of what an explanation's rows say.
const BEFORE_ROW: usize = 14;

/// What is about to be tried.
pub(crate) fn head(request: &CheckRequest) -> String {
    let CheckRequest { target: Target { host, port, security, .. }, login } = request;
    format!("{host} port {port} ({security}) as {}\n", login.username)
}

/// One stage that has ended. In a terminal what went well is cut to its line, and what did not is shown whole.
pub(crate) fn stage(report: &StageReport, style: Style) -> String {
    let mark = match (report.outcome, style.is_terminal()) {
        (StageOutcome::Ok, false) => "ok     ".into(),
        (StageOutcome::Fail, false) => "failed ".into(),
        (StageOutcome::TimedOut, false) => "timeout".into(),
        (StageOutcome::Ok, true) => style.ink(Ink::Green, "✓"),
        (StageOutcome::Fail, true) => style.ink(Ink::Red, "✗"),
        (StageOutcome::TimedOut, true) => style.ink(Ink::Yellow, "…"),
    };
    let (name, millis) = (name(report.stage, report.outcome), report.millis);
    let detail = match report.outcome {
        StageOutcome::Ok => style.cut(BEFORE_DETAIL, &report.detail),
        StageOutcome::Fail | StageOutcome::TimedOut => format!("\n      {}", style.hang(6, &report.detail)),
    };
    // A program that reads this wants a stage a line. What went wrong is not made faint.
    let detail = match (style.is_terminal(), report.outcome) {
        (false, _) => report.detail.clone(),
        (true, StageOutcome::Ok) => style.ink(Ink::Dim, &detail),
        (true, _) => detail,
    };
    let gap = if detail.starts_with(|c: char| c != '\n') { "  " } else { "" };
    format!("  {mark} {name:<22} {millis:>6} ms{gap}{detail}\n")
}

/// The stage in a person's words.
fn name(stage: Stage, outcome: StageOutcome) -> &'static str {
    let well = outcome == StageOutcome::Ok;
    match (stage, well) {
        (Stage::Resolve, true) => "name found",
        (Stage::Resolve, false) => "name not found",
        (Stage::Connect, true) => "connected",
        (Stage::Connect, false) => "not connected",
        (Stage::Tls, true) => "encrypted",
        (Stage::Tls, false) => "not encrypted",
        (Stage::Greeting, true) => "greeted",
        (Stage::Greeting, false) => "not greeted",
        (Stage::Ehlo, true) => "introduced",
        (Stage::Ehlo, false) => "not introduced",
        (Stage::Starttls, true) => "asked for encryption",
        (Stage::Starttls, false) => "no encryption",
        (Stage::Auth, true) => "signed in",
        (Stage::Auth, false) => "not signed in",
        (Stage::Sender, true) => "may send",
        (Stage::Sender, false) => "may not send",
        (Stage::Quit, true) => "said goodbye",
        (Stage::Quit, false) => "no goodbye",
    }
}

/// The end: all is well, or the cause, what to do, and what was seen beside.
pub(crate) fn outcome(report: &CheckReport, user: &Username, style: Style) -> String {
    let Some(diagnosis) = report.diagnosis.as_ref().filter(|_| report.verdict != CheckVerdict::Ok) else {
        let sender = report.stages.iter().any(|stage| stage.stage == Stage::Sender);
        let well = if sender {
            "The login works from this machine, and may send as this address."
        } else {
            "The login works from this machine."
        };
        return format!("\n{}\n{}", style.ink(Ink::Bold, well), slow(report, style));
    };
    let mut text = format!("\n{}\n", style.ink(Ink::Bold, &style.hang(0, &diagnosis.meaning)));
    for (what, value) in [
        ("To do", diagnosis.client.as_str()),
        ("Technician", &diagnosis.technician),
        ("Where", &diagnosis.url),
        ("Who", acts(diagnosis.acts)),
        ("Cause", &diagnosis.cause),
    ] {
        text += &row(what, value, style);
    }
    text += &slow(report, style);
    let shown = report.tls.as_ref().and_then(|tls| tls.certificate.as_ref());
    if let Some(certificate) = shown.filter(|_| failed_at(report) == Some(Stage::Tls)) {
        text += &row("Certificate", &seen(certificate), style);
    }
    text += &row("Other ports", &report.neighbours.iter().map(port).collect::<Vec<_>>().join(", "), style);
    text += &support::block(report, Some(user)).map(|block| for_support(&block, style)).unwrap_or_default();
    text
}

/// A greeting that came late, whatever came after it.
fn slow(report: &CheckReport, style: Style) -> String {
    row("Slow", &report.slow_greeting().map(late_greeting).unwrap_or_default(), style)
}

/// Values of the explanation, under each other.
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
    let names = if names.is_empty() { "no name".into() } else { names.join(", ") };
    let issuer = if issuer.is_empty() { "nobody named" } else { issuer };
    format!("for {names}; from {issuer}; valid {} to {}", dates::day(*not_before), dates::day(*not_after))
}

fn port(other: &Neighbour) -> String {
    let security = match other.security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    };
    let answer = match other.failure.as_str() {
        "" => "answers",
        word::REFUSED => "nothing listens",
        word::CONNECT_TIMED_OUT | word::WENT_SILENT => "no answer in time",
        word::TLS_PLAIN_ANSWER => "no TLS from the first byte",
        word::TLS_NAME => "certificate for another name",
        word::TLS_TOO_OLD => "encryption too old",
        word::TLS_HANDSHAKE => "no encryption came about",
        word::NOT_SMTP | word::TOO_MUCH => "not a mail server",
        failure if word::CERTIFICATE.contains(&failure) => "certificate not good",
        failure => failure,
    };
    format!("{} {security}: {answer}", other.port)
}

/// Never wrapped: it is there to be copied.
pub(crate) fn for_support(block: &str, style: Style) -> String {
    let title = style.ink(Ink::Bold, "For the provider's support desk (no password in it)");
    format!("\n{title}\n  {}\n", block.trim_end().replace('\n', "\n  "))
}

fn acts(acts: Acts) -> &'static str {
    match acts {
        Acts::Client => "The client has to act.",
        Acts::Administrator => "The administrator of the client's mail has to act.",
        Acts::Technician => "The technician has to act.",
        Acts::Provider => "The provider has to act.",
        Acts::Wait => "Wait, and try again.",
    }
}

#[cfg(test)]
mod tests {
    use shared::{
        check::{Attested, TlsInfo},
        diagnosis::diagnose,
    };

    use super::*;

    fn report(verdict: CheckVerdict, stage: Stage, words: &str) -> CheckReport {
        let outcome = if verdict == CheckVerdict::Ok { StageOutcome::Ok } else { StageOutcome::Fail };
        CheckReport {
            host: "smtp.gmail.com".parse().unwrap(),
            port: "465".parse().unwrap(),
            security: Security::ImplicitTls,
            verdict,
            cause: "google-app-password-required".into(),
            acts: String::new(),
            diagnosis: Some(diagnose(Some("google-workspace"), stage, words)),
            stages: vec![StageReport { stage, outcome, millis: 42, detail: words.into() }],
            tls: None,
            neighbours: Vec::new(),
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
    fn a_refusal_names_cause_and_next_step() {
        let words = "534 5.7.9 Application-specific password required.";
        let report = report(CheckVerdict::Fail, Stage::Auth, words);
        assert_eq!(
            stage(&report.stages[0], Style::PLAIN),
            "  failed  not signed in              42 ms  534 5.7.9 Application-specific password required.\n"
        );
        assert_eq!(
            shown(&report, Style::PLAIN),
            "\nGoogle wants an app password. This account uses 2-Step Verification.\n  \
             To do       Create an app password and enter its 16 letters here.\n  \
             Where       https://myaccount.google.com/apppasswords\n  \
             Who         The client has to act.\n  \
             Cause       google-app-password-required\n\n\
             For the provider's support desk (no password in it)\n  \
             Time:      2026-11-25 23:04:05 UTC\n  \
             Server:    smtp.gmail.com port 465, TLS from the first byte\n  \
             User:      ada@shop.test\n  \
             Failed at: auth\n  \
             Reply:     534 5.7.9 Application-specific password required.\n  \
             Cause:     google-app-password-required\n"
        );
    }

    #[test]
    fn a_narrow_terminal_is_kept_to() {
        let words = "534 5.7.9 Application-specific password required.";
        let report = report(CheckVerdict::Fail, Stage::Auth, words);
        let style = Style::terminal(40, false);
        let text = [stage(&report.stages[0], style), shown(&report, style)].concat();
        let explained = text.split("For the provider").next().unwrap();
        // Codes and addresses stay whole, to be copied.
        let to_copy = |line: &&str| line.contains("https://") || line.contains("Cause");
        let widest = explained.lines().filter(|line| !to_copy(line)).map(|line| line.chars().count()).max();
        assert!(widest <= Some(40), "{explained}");
        let long =
            StageReport { outcome: StageOutcome::Ok, detail: "x".repeat(300), ..report.stages[0].clone() };
        assert!(stage(&long, style).trim_end().ends_with('…'));
        assert!(stage(&long, Style::PLAIN).contains(&"x".repeat(300)));
    }

    #[test]
    fn ports_beside_and_a_certificate_are_shown() {
        let mut report = report(CheckVerdict::Unreachable, Stage::Tls, "CertExpired");
        let certificate = Certificate {
            names: vec!["mail.shop.test".into()],
            issuer: "Authority".into(),
            not_before: 1_700_000_000,
            not_after: 1_796_468_400,
        };
        report.tls =
            Some(TlsInfo { version: String::new(), cipher: String::new(), certificate: Some(certificate) });
        let other = |port: &str, answers, failure: &str| Neighbour {
            port: port.parse().unwrap(),
            security: Security::Starttls,
            answers,
            failure: failure.into(),
        };
        report.neighbours = vec![
            other("587", true, ""),
            other("2525", false, "connection refused"),
            other("2587", false, word::TLS_EXPIRED),
        ];
        let text = shown(&report, Style::PLAIN);
        for line in [
            "  Certificate for mail.shop.test; from Authority; valid 14 November 2023 to 5 December 2026\n",
            "  Other ports 587 STARTTLS: answers, 2525 STARTTLS: nothing listens, 2587 STARTTLS: certificate not good\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
    }

    #[test]
    fn a_slow_greeting_is_said_whether_the_login_works_or_not() {
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
            let said = "\n  Slow        The server is slow: its greeting came after 15 seconds. Set the website's time limit";
            assert!(text.contains(said), "{text}");
        }
    }

    #[test]
    fn success_says_what_was_shown() {
        let signed_in = report(CheckVerdict::Ok, Stage::Auth, "235 ok");
        assert_eq!(shown(&signed_in, Style::PLAIN), "\nThe login works from this machine.\n");
        assert_eq!(shown(&signed_in, Style::PLAIN).lines().count(), 2);
        let sender = report(CheckVerdict::Ok, Stage::Sender, "250 ok");
        assert!(shown(&sender, Style::terminal(80, true)).contains("may send as this address"));
    }
}
