//! The routes for staff: signing in, their own account, and onboardings.

use sealpost_core::{Error, Fault, NotNow, factor::Off};
use shared::{recipients::RecipientError, wire::MESSAGE_BODY_MAX};

use super::{
    super::{account as own, help, limit::Limit, manager, prove, session, technician as open},
    Route, delete, get, post, put,
};
use crate::say::API;

/// Why a code is refused.
const CODE: &[Error] =
    &[Error::CodeNeeded, Error::WrongCode, Error::ClockOff(Off { minutes: 0, is_fast: false })];
/// Why a new password is refused.
const NEW_PASSWORD: &[Fault] =
    &[Fault::PasswordTooShort, Fault::PasswordTooLong, Fault::PasswordCommon, Fault::PasswordOfNames];
const NO_ONBOARDING: &[Error] = &[Error::NoOnboarding];
/// What can be wrong with a link that a browser made.
const LINK: &[Error] = &[Error::LinkUsed, Error::NoRecipients, Error::RecipientsChanged];
const LINK_FIELDS: &[Fault] = &[Fault::LinkDays, Fault::NotAHash, Fault::NotASealedLink];
const KEY: &[Error] = &[
    Error::Key(RecipientError::NotAKey),
    Error::Key(RecipientError::IsSecretKey),
    Error::Key(RecipientError::NeedsPlugin),
    Error::Key(RecipientError::PostQuantum),
    Error::Key(RecipientError::Name),
    Error::Key(RecipientError::TooMany),
    Error::Key(RecipientError::Twice),
];

/// Adds the refusals of a route on which people prove who they are: by password, and by code if they have an
/// authenticator app.
fn proven(route: Route) -> Route {
    by_password(route).faults(&[Fault::PasswordNeeded]).refuses(CODE).limit(Limit::Codes)
}

fn by_password(route: Route) -> Route {
    route.faults(&[Fault::PasswordWrong]).limit(Limit::Proofs)
}

pub(super) fn sessions() -> Vec<Route> {
    vec![
        post("/setup", "setUp", API.set_up(), session::set_up)
            .refuses(&[Error::SetupUnknown, Error::WrongLogin, Error::EmailTaken])
            .refuses(CODE)
            .faults(&[Fault::NameEmpty, Fault::Hidden(' ')])
            .faults(NEW_PASSWORD)
            .limit(Limit::SetUps)
            .limit(Limit::Codes),
        post("/session", "signIn", API.sign_in(), session::sign_in)
            .refuses(&[Error::WrongLogin])
            .refuses(CODE)
            .limit(Limit::SignIns)
            .limit(Limit::Codes),
        get("/session", "signedIn", API.signed_in(), session::who),
        delete("/session", "signOut", API.sign_out(), session::sign_out),
    ]
}

pub(super) fn account() -> Vec<Route> {
    vec![
        get("/me/account", "account", API.own_account(), own::account),
        put("/me/contact", "setContact", API.set_contact(), own::set_contact).limit(Limit::Contacts),
        by_password(put("/me/password", "changePassword", API.change_password(), own::change_password))
            .faults(NEW_PASSWORD),
        proven(post("/me/factor", "beginFactor", API.begin_factor(), own::begin_factor)),
        put("/me/factor", "confirmFactor", API.confirm_factor(), own::confirm_factor)
            .refuses(&[Error::EnrollmentOver])
            .refuses(CODE)
            .limit(Limit::Codes),
        proven(post("/me/factor/remove", "removeFactor", API.remove_factor(), own::remove_factor))
            .refuses(&[Error::FactorRequired, Error::NoFactor]),
        proven(post("/me/recovery", "recoveryCodes", API.recovery_codes(), own::recovery_codes))
            .refuses(&[Error::NoFactor]),
        by_password(post("/me/sessions/end", "endSessions", API.end_sessions(), own::end_sessions))
            .refuses(&[Error::NoSession]),
    ]
}

pub(super) fn onboardings() -> Vec<Route> {
    vec![
        get("/recipients", "recipients", API.recipients(), manager::recipients)
            .refuses(&[Error::NoRecipients]),
        get("/onboardings", "board", API.board(), manager::board)
            .faults(&[Fault::SearchTooLong, Fault::UnknownPage]),
        post("/onboardings", "create", API.create(), manager::create)
            .refuses(LINK)
            .faults(LINK_FIELDS)
            .faults(&[Fault::NameEmpty, Fault::Hidden(' ')]),
        get("/onboardings/{id}", "onboarding", API.onboarding(), manager::onboarding).refuses(NO_ONBOARDING),
        post("/onboardings/{id}/reissue", "reissue", API.reissue(), manager::reissue)
            .refuses(NO_ONBOARDING)
            .refuses(LINK)
            .refuses(&[Error::NotNow(NotNow::LinkClosed)])
            .faults(LINK_FIELDS),
        post("/onboardings/{id}/revoke", "revoke", API.revoke(), manager::revoke)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::LinkClosed)]),
        post("/onboardings/{id}/help/settled", "settleHelp", API.settle_help(), help::settle)
            .refuses(NO_ONBOARDING),
        get("/onboardings/{id}/delivery", "delivery", API.delivery(), prove::view).refuses(NO_ONBOARDING),
        post("/onboardings/{id}/delivery", "awaitDelivery", API.await_delivery(), prove::begin)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NotConfigured), Error::NotReceiving])
            .limit(Limit::Deliveries),
        post("/onboardings/{id}/delivery/message", "judgeMessage", API.judge_message(), prove::pasted)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NotConfigured)])
            .faults(&[Fault::MessageTooLong, Fault::NotAMessage])
            .limit(Limit::Deliveries)
            .takes_up_to(MESSAGE_BODY_MAX),
        put("/onboardings/{id}/delivery/reminders", "remindOfProof", API.remind_of_proof(), prove::reminders)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NotConfigured)]),
    ]
}

pub(super) fn technician() -> Vec<Route> {
    vec![
        get("/queue", "queue", API.queue(), open::queue),
        get("/onboardings/{id}/sealed", "sealed", API.sealed(), open::sealed)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NothingSent)]),
        post("/onboardings/{id}/reseal", "reseal", API.reseal(), open::reseal)
            .refuses(NO_ONBOARDING)
            .refuses(&[
                Error::NoRecipients,
                Error::RecipientsChanged,
                Error::SealedChanged,
                Error::NotNow(NotNow::NotYours),
            ])
            .faults(&[Fault::NotSealed, Fault::NotAHash, Fault::NotASealedLink]),
        post("/onboardings/{id}/collected", "collected", API.collected(), open::collected)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NothingSent)]),
        post("/onboardings/{id}/configured", "configured", API.configured(), open::configured)
            .refuses(NO_ONBOARDING)
            .refuses(&[Error::NotNow(NotNow::NotOpened)]),
        post(
            "/onboardings/{id}/saved-elsewhere",
            "savedElsewhere",
            API.saved_elsewhere(),
            open::saved_elsewhere,
        )
        .refuses(NO_ONBOARDING)
        .refuses(&[Error::NotNow(NotNow::NotOpened)]),
        proven(post("/me/key/challenge", "offerKey", API.offer_key(), open::challenge))
            .refuses(KEY)
            .limit(Limit::Challenges),
        put("/me/key", "proveKey", API.prove_key(), open::key).refuses(KEY).refuses(&[Error::NotProven]),
        get("/me/approvals", "approvals", API.approvals(), open::approvals),
        put("/me/approvals", "keepApprovals", API.keep_approvals(), open::keep_approvals)
            .refuses(&[Error::ApprovalsChanged])
            .faults(&[Fault::NotApprovals]),
    ]
}
