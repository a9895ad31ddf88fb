//! What is wrong with a field, and which state prevents something.

use shared::{brand::NotALogo, expiry::NotAnExpiry, recipients::RecipientError, retention::Kind};

use super::Error;

/// The state that doesn't allow something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// The link is closed.
    LinkClosed,
    /// No technician has opened the settings yet.
    NotOpened,
    /// The site isn't configured.
    NotConfigured,
    /// The sealed file was deleted after the site was configured.
    Deleted,
    /// The client hasn't sent anything.
    NothingSent,
    /// There is no sealed file to re-encrypt.
    NothingStored,
    /// The sealed file isn't encrypted for this technician.
    NotYours,
    /// A person's own account is changed on their account page.
    OwnAccount,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A name that is empty.
    NameEmpty,
    /// A name that is too long.
    NameTooLong,
    /// An invisible character.
    Hidden(char),
    /// A person without any role.
    NoRoles,
    /// A password that is too short.
    PasswordTooShort,
    /// A password that is too long.
    PasswordTooLong,
    /// A password that attackers try first.
    PasswordCommon,
    /// A password made of the names of the person, the agency or the product.
    PasswordOfNames,
    /// The password that confirms the person's identity is missing.
    PasswordNeeded,
    /// The password that confirms the person's identity is wrong.
    PasswordWrong,
    /// A retention time that is too short.
    TooFewDays(Kind),
    /// A link that would work for less than 1 day or more than 90 days.
    LinkDays,
    /// The hash of a link's token has the wrong length.
    NotAHash,
    /// The link encrypted for the technicians isn't an age file.
    NotASealedLink,
    /// The sealed file isn't an age file with a tag.
    NotSealed,
    /// An answer to a step that is too large.
    AnswerTooLarge,
    /// A client secret that expires on an impossible day.
    SecretExpiry(NotAnExpiry),
    /// Not a list of approvals.
    NotApprovals,
    /// A search that is too long.
    SearchTooLong,
    /// Not a page of the board.
    UnknownPage,
    /// A provider that isn't in the table.
    UnknownProvider,
    /// A user name form that is longer than any user name.
    UsernameFormTooLong,
    /// A message source that is too long.
    MessageTooLong,
    /// A message source without headers.
    NotAMessage,
    /// A call at an impossible time.
    CallTime,
    /// A file that can't be the logo.
    Logo(NotALogo),
}

impl Fault {
    /// Returns the refusal of this field of the request.
    pub(crate) fn at(self, field: &'static str) -> Error {
        Error::Field { field, fault: self }
    }

    /// Returns the stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NameEmpty | Self::NameTooLong => "name",
            Self::Hidden(_) => "hidden-character",
            Self::NoRoles => "roles",
            Self::PasswordTooShort | Self::PasswordTooLong => "password",
            Self::PasswordCommon => "password-common",
            Self::PasswordOfNames => "password-names",
            Self::PasswordNeeded => "password-needed",
            Self::PasswordWrong => "wrong-password",
            Self::TooFewDays(_) | Self::LinkDays => "days",
            Self::NotAHash | Self::NotASealedLink => "not-a-link",
            Self::NotSealed => "not-sealed",
            Self::SecretExpiry(_) => "secret-expiry",
            Self::NotApprovals | Self::UsernameFormTooLong | Self::MessageTooLong | Self::AnswerTooLarge => {
                "too-long"
            }
            Self::NotAMessage => "not-a-message",
            Self::CallTime => "call-time",
            Self::Logo(_) => "not-a-logo",
            Self::SearchTooLong => "search",
            Self::UnknownPage => "cursor",
            Self::UnknownProvider => "provider-unknown",
        }
    }
}

/// Returns the stable code of a key that can't be used.
pub(super) fn key_code(error: &RecipientError) -> &'static str {
    match error {
        RecipientError::NotAKey => "not-a-key",
        RecipientError::IsSecretKey => "is-secret-key",
        RecipientError::NeedsPlugin => "key-needs-plugin",
        RecipientError::PostQuantum => "key-post-quantum",
        RecipientError::Name => "name",
        RecipientError::Nobody => "no-recipients",
        RecipientError::TooMany => "too-many-recipients",
        RecipientError::Twice => "key-taken",
    }
}
