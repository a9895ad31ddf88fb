//! Sentences about the sign-in, for the client and the technician.

use super::announced;
use crate::{Diagnosis, client, services};
use shared::check::Stage;
use shared::details::SecretKind;
use shared::diagnosis::{AboutLogin, SecretOf};

/// Returns the sentence.
pub(super) fn say(words: Diagnosis, about: &AboutLogin) -> String {
    match about {
        AboutLogin::Stopped(stage) => stopped(words, *stage).to_owned(),
        AboutLogin::UnknownReply => words.unknown_reply().to_owned(),
        AboutLogin::NoReasonGiven => words.no_reason_given().to_owned(),
        AboutLogin::WrongUser { provider } => words.wrong_user(provider),
        AboutLogin::EnterWholeAddress => words.enter_whole_address().to_owned(),
        AboutLogin::EnterTokenTwice => words.enter_token_twice().to_owned(),
        AboutLogin::CopyLogin(of) => words.copy_login(&secret(words, of).1),
        AboutLogin::EnterKeyAndSecret => words.enter_key_and_secret().to_owned(),
        AboutLogin::EnterWord { word } => words.enter_word(word),
        AboutLogin::OnlyTheUser => words.only_the_user().to_owned(),
        AboutLogin::WrongSecret { provider, secret: of } => {
            words.wrong_secret(provider, &secret(words, of).0)
        }
        AboutLogin::CreateSecret(of) => {
            let (secret, place) = secret(words, of);
            words.create_secret(&secret, &place)
        }
        AboutLogin::CopySecret(of) => {
            let (secret, place) = secret(words, of);
            words.copy_secret(&secret, &place)
        }
        AboutLogin::NormalPasswordFails => words.normal_password_fails().to_owned(),
        AboutLogin::UserIsAddress => words.user_is_address().to_owned(),
        AboutLogin::Oddity(odd) => client(words.0).oddity(*odd).to_owned(),
        AboutLogin::Announced(phase) => announced(words.0, *phase).to_owned(),
        AboutLogin::NothingToChange => words.nothing_to_change().to_owned(),
        AboutLogin::TryInMinutes => words.try_in_minutes().to_owned(),
    }
}

/// Returns what a secret is called, and the page that has it.
fn secret(words: Diagnosis, of: &SecretOf) -> (&'static str, &'static str) {
    match of {
        SecretOf::Service(id) => {
            let login = services(words.0).of(id).unwrap_or_default();
            (login.secret.unwrap_or_default(), login.place.unwrap_or_default())
        }
        SecretOf::Kind(SecretKind::AppPassword) => (words.app_password(), words.app_password_place()),
        SecretOf::Kind(SecretKind::ApiKey) => (words.api_key(), words.api_key_place()),
        SecretOf::Kind(SecretKind::SmtpToken) => (words.smtp_token(), words.smtp_token_place()),
        SecretOf::Kind(SecretKind::SmtpPassword) => (words.smtp_password(), words.smtp_password_place()),
        SecretOf::Kind(SecretKind::MailboxPassword | SecretKind::Oauth2Only) => {
            (words.mailbox_password(), words.mailbox_password_place())
        }
    }
}

fn stopped(words: Diagnosis, stage: Stage) -> &'static str {
    match stage {
        Stage::Token => words.stopped_token(),
        Stage::Resolve => words.stopped_resolve(),
        Stage::Connect => words.stopped_connect(),
        Stage::Tls => words.stopped_tls(),
        Stage::Greeting | Stage::Ehlo | Stage::Starttls => words.stopped_refused(),
        Stage::Auth => words.stopped_auth(),
        Stage::Sender => words.stopped_sender(),
        Stage::Quit => words.stopped_quit(),
    }
}
