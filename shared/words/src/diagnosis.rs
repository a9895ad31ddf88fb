//! Says why a check stopped.

mod end;
mod login;
mod network;
mod port;
mod server;

use std::time::Duration;

use shared::{
    check::CheckReport,
    diagnosis::{Diagnosis, Found, Statement},
    rules::Security,
    timetable::Phase,
};

use crate::{Language, causes, diagnosis, grants};

/// Returns a check's report with its explanation in this language.
#[must_use]
pub fn tell_report(language: Language, report: CheckReport<Found>) -> CheckReport {
    let explained = report.diagnosis.as_ref().map(|found| tell(language, found));
    report.with_diagnosis(explained)
}

/// Returns an explanation in this language.
#[must_use]
pub fn tell(language: Language, found: &Found) -> Diagnosis {
    let all = |statements: &[Statement]| -> String {
        let sentences: Vec<String> =
            statements.iter().filter_map(|statement| say(language, statement)).collect();
        sentences.join(" ")
    };
    Diagnosis {
        cause: found.cause.as_str().to_owned(),
        meaning: say(language, &found.meaning).unwrap_or_default(),
        client: all(&found.client),
        technician: all(&found.technician),
        acts: found.acts,
        url: found.url.clone(),
        secret_refused: found.secret_refused,
        secret_doubted: found.secret_doubted,
    }
}

/// Returns one part of an explanation, or `None` for a cause without a sentence for that side.
#[must_use]
pub fn say(language: Language, statement: &Statement) -> Option<String> {
    let words = diagnosis(language);
    Some(match statement {
        Statement::Cause(cause, mailbox, side, named) => {
            let own = causes(language).sentence(*cause, *mailbox, *side, named);
            return own.or_else(|| grants(language).sentence(*cause, *side).map(str::to_owned));
        }
        Statement::Login(statement) => login::say(words, statement),
        Statement::Port(statement) => port::say(words, statement),
        Statement::End(statement) => end::say(words, statement),
        Statement::Network(statement) => network::say(words, statement),
        Statement::Server(statement) => server::say(words, statement),
    })
}

/// Returns what a timetable says about the current day.
#[must_use]
pub fn announced(language: Language, phase: Phase) -> &'static str {
    let words = diagnosis(language);
    match phase {
        Phase::Announced => words.password_end_announced(),
        Phase::LastMonth => words.password_last_month(),
        Phase::OffByDefault => words.password_off_by_default(),
        Phase::EndIsDue => words.password_end_due(),
        Phase::EndWasDue => words.password_end_was_due(),
    }
}

/// Returns a sentence about a server that was slow to greet. The website will have to wait just as long.
#[must_use]
pub fn late_greeting(language: Language, waited: Duration) -> String {
    diagnosis(language).late_greeting(&waited.as_millis().div_ceil(1000))
}

/// Returns the name that mail programs and plugins use.
fn security(security: Security) -> &'static str {
    match security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    }
}
