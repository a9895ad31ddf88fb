//! Why the journey refused a request, and what to do next, in words.

use sealpost_core::{Error, Fault, NotNow, Wait, factor::Off};
use shared::{
    expiry::NotAnExpiry, recipients::RecipientError, retention::Kind, rules::RuleError,
    wire::MESSAGE_SOURCE_MAX,
};

use super::{LANGUAGE, PROBLEMS};

/// Returns what a refusal means to the person who made the request.
pub fn detail(error: &Error) -> String {
    let text = match error {
        Error::ChecksUsedUp { times, wait } => return PROBLEMS.checks_used_up(times, &span(*wait)),
        Error::HelpsUsedUp { times, name, .. } => return PROBLEMS.helps_used_up(times, name),
        Error::TooOften(wait) => return PROBLEMS.too_often(&span(*wait)),
        Error::ClockOff(off) => return clock_off(*off),
        Error::Field { fault, .. } => return field(*fault),
        Error::Key(error) => key(error),
        Error::NotNow(why) => not_now(*why),
        Error::LinkUnknown => PROBLEMS.link_unknown(),
        Error::LinkExpired => PROBLEMS.link_expired(),
        Error::LinkRevoked => PROBLEMS.link_revoked(),
        Error::Withdrawn => PROBLEMS.withdrawn(),
        Error::HandOverEnded => PROBLEMS.hand_over_ended(),
        Error::HandOverDone => PROBLEMS.hand_over_done(),
        Error::AlreadySubmitted => PROBLEMS.already_submitted(),
        Error::RecipientsDiffer => PROBLEMS.recipients_differ(),
        Error::RecipientsChanged => PROBLEMS.recipients_changed(),
        Error::LinkUsed => PROBLEMS.link_used(),
        Error::SetByOperator => PROBLEMS.set_by_operator(),
        Error::NoRecipients => PROBLEMS.recipients_none(),
        Error::NotProven => PROBLEMS.key_not_proven(),
        Error::ApprovalsChanged => PROBLEMS.approvals_changed(),
        Error::SealedChanged => PROBLEMS.settings_changed(),
        Error::NoOnboarding => PROBLEMS.onboarding_unknown(),
        Error::NoAddress => PROBLEMS.address_missing(),
        Error::NotReceiving => PROBLEMS.not_receiving(),
        Error::CheckRunning => PROBLEMS.check_running(),
        Error::CheckKeyGone => PROBLEMS.check_key_gone(),
        Error::ServerCheckOff => PROBLEMS.server_check_off(),
        Error::RelayRefused => PROBLEMS.relay_refused(),
        Error::Crowded => PROBLEMS.crowded(),
        Error::ReportRunning => PROBLEMS.report_running(),
        Error::Busy => PROBLEMS.busy(),
        Error::Unreadable => PROBLEMS.check_unreadable(),
        Error::SignedOut => PROBLEMS.signed_out(),
        Error::WrongLogin => PROBLEMS.wrong_login(),
        Error::CodeNeeded => PROBLEMS.code_needed(),
        Error::WrongCode => PROBLEMS.code_wrong(),
        Error::EnrollmentOver => PROBLEMS.enrollment_over(),
        Error::FactorNeeded => PROBLEMS.factor_needed(),
        Error::FactorRequired => PROBLEMS.factor_required(),
        Error::NoFactor => PROBLEMS.factor_missing(),
        Error::NoPerson => PROBLEMS.person_unknown(),
        Error::LastAdmin => PROBLEMS.last_administrator(),
        Error::NoSession => PROBLEMS.session_unknown(),
        Error::Forbidden => PROBLEMS.forbidden(),
        Error::SetupUnknown => PROBLEMS.setup_unknown(),
        Error::EmailTaken => PROBLEMS.email_taken(),
        Error::Store(_) | Error::System(_) => PROBLEMS.server_error(),
    };
    text.into()
}

/// Returns what is wrong with a text, by the rule that it breaks.
pub(crate) fn rule(error: RuleError) -> String {
    words::client(LANGUAGE).rule_error(error)
}

fn span(wait: Wait) -> String {
    super::span(wait.seconds())
}

fn clock_off(off: Off) -> String {
    let minutes = off.minutes.unsigned_abs();
    if off.is_fast { PROBLEMS.code_early(minutes) } else { PROBLEMS.code_late(minutes) }
}

fn key(error: &RecipientError) -> &'static str {
    match error {
        RecipientError::Nobody => PROBLEMS.recipients_none(),
        RecipientError::Twice => PROBLEMS.key_taken(),
        error => words::technician(LANGUAGE).recipient_error(error),
    }
}

fn not_now(why: NotNow) -> &'static str {
    match why {
        NotNow::LinkClosed => PROBLEMS.link_closed(),
        NotNow::NotOpened => PROBLEMS.settings_not_opened(),
        NotNow::NotConfigured => PROBLEMS.site_not_configured(),
        NotNow::Deleted => PROBLEMS.settings_deleted(),
        NotNow::NothingSent => PROBLEMS.settings_not_there(),
        NotNow::NothingStored => PROBLEMS.settings_not_stored(),
        NotNow::NotYours => PROBLEMS.settings_not_yours(),
        NotNow::OwnAccount => PROBLEMS.own_account(),
    }
}

fn field(fault: Fault) -> String {
    let text = match fault {
        Fault::Hidden(c) => return rule(RuleError::Hidden(c)),
        Fault::TooFewDays(Kind::Closed) => return PROBLEMS.days_too_few_closed(&Kind::Closed.least().get()),
        Fault::TooFewDays(kind) => return PROBLEMS.days_too_few(kind.least().get().into()),
        Fault::NameEmpty => PROBLEMS.name_empty(),
        Fault::NameTooLong => PROBLEMS.name_too_long(),
        Fault::NoRoles => PROBLEMS.roles_missing(),
        Fault::PasswordTooShort => PROBLEMS.password_too_short(),
        Fault::PasswordTooLong => PROBLEMS.password_too_long(),
        Fault::PasswordCommon => PROBLEMS.password_common(),
        Fault::PasswordOfNames => PROBLEMS.password_of_names(),
        Fault::PasswordNeeded => PROBLEMS.password_needed(),
        Fault::PasswordWrong => PROBLEMS.password_wrong(),
        Fault::LinkDays => PROBLEMS.link_days(),
        Fault::NotAHash => PROBLEMS.link_not_hashed(),
        Fault::NotASealedLink => PROBLEMS.link_not_sealed(),
        Fault::NotSealed => PROBLEMS.settings_not_sealed(),
        Fault::SecretExpiry(NotAnExpiry::NotADay) => PROBLEMS.secret_expiry_not_a_day(),
        Fault::SecretExpiry(NotAnExpiry::Past) => PROBLEMS.secret_expiry_past(),
        Fault::SecretExpiry(NotAnExpiry::TooFar) => PROBLEMS.secret_expiry_far(),
        Fault::AnswerTooLarge => PROBLEMS.answer_too_large(),
        Fault::NotApprovals => PROBLEMS.approvals_wrong(),
        Fault::SearchTooLong => PROBLEMS.search_too_long(),
        Fault::UnknownPage => PROBLEMS.page_unknown(),
        Fault::UnknownProvider => PROBLEMS.provider_unknown(),
        Fault::UsernameFormTooLong => PROBLEMS.username_form_too_long(),
        Fault::MessageTooLong => return PROBLEMS.message_too_long(&(MESSAGE_SOURCE_MAX / 1024)),
        Fault::NotAMessage => PROBLEMS.message_without_headers(),
        Fault::CallTime => PROBLEMS.call_time(),
        Fault::Logo(why) => return words::staff(LANGUAGE).logo_error(why),
    };
    text.into()
}
