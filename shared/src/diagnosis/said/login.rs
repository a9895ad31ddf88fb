//! What is said about the sign-in: what was typed, and what the reply leaves open.

use crate::{check::Stage, details::Oddity, timetable::Phase};

/// What is said about the sign-in: what was typed, and what the reply leaves open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names and types of the fields say it")]
pub enum AboutLogin {
    /// All that is known is the stage.
    Stopped(Stage),
    /// The catalogue has no row for the reply.
    UnknownReply,
    /// A refusal without a reason.
    NoReasonGiven,
    /// This provider's user names have another form.
    WrongUser { provider: String },
    /// Enter the whole email address.
    EnterWholeAddress,
    /// Copy the same token into both fields.
    EnterTokenTwice,
    /// Copy both fields from this place.
    CopyLogin { place: String },
    /// The API key and the secret key.
    EnterKeyAndSecret,
    /// Enter this word as the user name.
    EnterWord { word: String },
    /// The user name alone explains the refusal.
    OnlyTheUser,
    /// The password usually isn't what the provider wants, such as "an app password".
    WrongSecret { provider: String, secret: String },
    /// Create that secret in this place.
    CreateSecret { secret: String, place: String },
    /// Copy that secret from this place.
    CopySecret { secret: String, place: String },
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
