//! What an explanation says about the sign-in: what the client typed, and what the reply doesn't say.

use crate::{
    check::Stage,
    details::{Oddity, SecretKind},
    timetable::Phase,
};

/// Where the names of a secret and of its page come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretOf {
    /// The mail service with this ID.
    Service(String),
    /// Any provider that requires this kind of secret.
    Kind(SecretKind),
}

/// What an explanation says about the sign-in: what the client typed, and what the reply doesn't say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutLogin {
    /// Only the stage is known.
    Stopped(Stage),
    /// The catalog has no row for the reply.
    UnknownReply,
    /// A rejection without a reason.
    NoReasonGiven,
    /// This provider's user names have another form.
    WrongUser { provider: String },
    /// Enter the whole email address.
    EnterWholeAddress,
    /// Copy the same token into both fields.
    EnterTokenTwice,
    /// Copy both fields from the page that has this secret.
    CopyLogin(SecretOf),
    /// Copy the API key and the secret key.
    EnterKeyAndSecret,
    /// Enter this word as the user name.
    EnterWord { word: String },
    /// The user name alone explains the rejection.
    OnlyTheUser,
    /// The password usually isn't what the provider requires, such as "an app password".
    WrongSecret { provider: String, secret: SecretOf },
    /// Create that secret on its page.
    CreateSecret(SecretOf),
    /// Copy that secret from its page.
    CopySecret(SecretOf),
    /// The account's normal password doesn't work for SMTP.
    NormalPasswordFails,
    /// The user name is the whole email address.
    UserIsAddress,
    /// The secret itself looks wrong.
    Oddity(Oddity),
    /// What a provider has announced.
    Announced(Phase),
    /// A client who typed everything right has nothing to change.
    NothingToChange,
    /// Try again in a few minutes.
    TryInMinutes,
}
