//! A check for people: a list that grows, then the cause and what to do.

use std::io::IsTerminal;

use shared::{
    check::{CheckReport, CheckVerdict, Stage, StageOutcome, StageReport},
    diagnosis::Acts,
};

use crate::flow::check::CheckRequest;

/// Whether signs and colour are used. Piped output is plain, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::cli) enum Style {
    Plain,
    Terminal,
}

impl Style {
    pub(in crate::cli) fn of_stdout() -> Self {
        Self::of(&std::io::stdout())
    }

    pub(in crate::cli) fn of_stderr() -> Self {
        Self::of(&std::io::stderr())
    }

    fn of(stream: &impl IsTerminal) -> Self {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        if wanted && stream.is_terminal() { Self::Terminal } else { Self::Plain }
    }

    fn bold(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Terminal => format!("\x1b[1m{text}\x1b[0m"),
        }
    }
}

/// What is about to be tried.
pub(in crate::cli) fn head(request: &CheckRequest) -> String {
    let CheckRequest { host, port, security, login, .. } = request;
    format!("{host} port {port} ({security}) as {}\n", login.username)
}

/// One stage that has ended.
pub(in crate::cli) fn stage(report: &StageReport, style: Style) -> String {
    let mark = match (report.outcome, style) {
        (StageOutcome::Ok, Style::Plain) => "ok     ",
        (StageOutcome::Fail, Style::Plain) => "failed ",
        (StageOutcome::TimedOut, Style::Plain) => "timeout",
        (StageOutcome::Ok, Style::Terminal) => "\x1b[32m✓\x1b[0m",
        (StageOutcome::Fail, Style::Terminal) => "\x1b[31m✗\x1b[0m",
        (StageOutcome::TimedOut, Style::Terminal) => "\x1b[33m✗\x1b[0m",
    };
    let (name, millis, detail) = (name(report.stage, report.outcome), report.millis, &report.detail);
    format!("  {mark} {name:<22} {millis:>6} ms  {detail}\n")
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

/// The end: all is well, or the cause and what to do.
pub(in crate::cli) fn outcome(report: &CheckReport, style: Style) -> String {
    let Some(diagnosis) = report.diagnosis.as_ref().filter(|_| report.verdict != CheckVerdict::Ok) else {
        let sender = report.stages.iter().any(|stage| stage.stage == Stage::Sender);
        let well = if sender { "The login works, and may send as this address." } else { "The login works." };
        return format!("\n{}\n", style.bold(well));
    };
    let mut lines = vec![String::new(), style.bold(&diagnosis.meaning)];
    for (what, text) in
        [("Client", &diagnosis.client), ("Technician", &diagnosis.technician), ("Where", &diagnosis.url)]
    {
        if !text.is_empty() {
            lines.push(format!("  {what}: {text}"));
        }
    }
    lines.push(format!("  {} ({})\n", acts(diagnosis.acts), diagnosis.cause));
    lines.join("\n")
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
    use shared::{check::Attested, diagnosis::diagnose, rules::Security};

    use super::*;

    fn report(verdict: CheckVerdict, stage: Stage, words: &str) -> CheckReport {
        let outcome = if verdict == CheckVerdict::Ok { StageOutcome::Ok } else { StageOutcome::Fail };
        CheckReport {
            host: "smtp.gmail.com".parse().unwrap(),
            port: "465".parse().unwrap(),
            security: Security::ImplicitTls,
            verdict,
            cause: String::new(),
            acts: String::new(),
            diagnosis: Some(diagnose(Some("google-workspace"), stage, words)),
            stages: vec![StageReport { stage, outcome, millis: 42, detail: words.into() }],
            tls: None,
            neighbours: Vec::new(),
            source: None,
            at: 0,
            capabilities: Vec::new(),
            attested_by: Attested::Technician,
        }
    }

    #[test]
    fn a_refusal_names_cause_and_next_step() {
        let words = "534 5.7.9 Application-specific password required.";
        let report = report(CheckVerdict::Fail, Stage::Auth, words);
        assert_eq!(
            stage(&report.stages[0], Style::Plain),
            "  failed  not signed in              42 ms  534 5.7.9 Application-specific password required.\n"
        );
        assert_eq!(
            outcome(&report, Style::Plain),
            "\nThe normal Google password was used on an account with 2-Step Verification.\n  \
             Client: Make an app password and enter its 16 letters here.\n  \
             Where: https://myaccount.google.com/apppasswords\n  \
             The client has to act. (google-app-password-required)\n"
        );
    }

    #[test]
    fn success_says_what_was_shown() {
        let signed_in = report(CheckVerdict::Ok, Stage::Auth, "235 ok");
        assert_eq!(outcome(&signed_in, Style::Plain), "\nThe login works.\n");
        let sender = report(CheckVerdict::Ok, Stage::Sender, "250 ok");
        assert!(outcome(&sender, Style::Terminal).contains("may send as this address"));
    }
}
