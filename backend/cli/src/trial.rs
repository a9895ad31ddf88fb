//! The login check from this machine, for `seal` and `open --check`.

use probe::check::{CheckRequest, check};
use shared::{
    check::{Attested, CheckReport, CheckVerdict},
    details::Answers,
    diagnosis::{Diagnosis, support},
    secret::Secret,
};
use words::{Language, diagnosis::tell_report};

use super::{
    Failure,
    check::{patience, show},
    clock, say,
    say::SAY,
    token,
};
use crate::{
    settings::{Asker, Settings},
    style::Style,
};

/// Tries the login, with a line for each stage on standard error. Nothing is sent.
pub(crate) async fn login(
    answers: &Answers,
    secret: &Secret,
    settings: &Settings,
) -> Result<CheckReport, Failure> {
    let egress = settings.egress(Asker::Person)?;
    let request = CheckRequest::new(answers, secret, Attested::Technician, clock::now())
        .map_err(token::needs_consent)?;
    let style = Style::of_stderr();
    say(show::head(&request).trim_end());
    let mut tell = |stage: &_| say(show::stage(stage, style).trim_end());
    let report = tell_report(Language::En, patience::announced(check(&egress, &request, &mut tell)).await);
    if let Some(block) = support::block(&report, Some(&answers.username)) {
        say(&show::for_support(&block, style));
    }
    Ok(report)
}

/// Fails if the check didn't pass. `advice` selects the part of the explanation for the reader.
pub(crate) fn passed(report: &CheckReport, advice: impl FnOnce(&Diagnosis) -> String) -> Result<(), Failure> {
    let meaning = report.diagnosis.as_ref().map_or(SAY.check_sign_in_failed(), |found| &found.meaning);
    let next = report.diagnosis.as_ref().map(advice).unwrap_or_default();
    match report.verdict {
        CheckVerdict::Ok => Ok(()),
        CheckVerdict::Fail => Err(Failure::not_well(meaning).next(next)),
        CheckVerdict::Unreachable | CheckVerdict::Refused => Err(Failure::usage(meaning).next(next)),
    }
}
