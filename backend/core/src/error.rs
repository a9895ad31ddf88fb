//! Why a verb was refused: a stable code for programs, a sentence for the person.

use std::fmt;

use probe::relay::Unreadable;
use shared::{recipients::RecipientError, span::span};

use super::factor::Off;
use crate::{random::NoRandomness, store::StoreError};

/// What to do about a phone's clock.
const SET_CLOCK: &str = "Let your phone set its time by itself, then type the code that your app shows.";

fn when(off: &Off) -> String {
    let minutes = if off.minutes == 1 { "1 minute".to_owned() } else { format!("{} minutes", off.minutes) };
    if off.is_fast {
        format!("not valid yet: your phone's clock is about {minutes} fast")
    } else {
        format!("{minutes} old. If your app shows it now, your phone's clock is about {minutes} slow")
    }
}

/// Seconds until something may be done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub i64);

impl Wait {
    /// As whole seconds, at least none.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0.max(0)).unwrap_or(u32::MAX)
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&span(self.seconds()))
    }
}

/// What a verb answers.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of refusal it is, from which each protocol makes its own status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was sent is not right.
    Invalid,
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, and not allowed.
    Forbidden,
    /// There is no such thing, or nothing that the asker may know of.
    NotFound,
    /// It does not fit what is there.
    Conflict,
    /// It was there, and is over.
    Gone,
    /// Too often.
    Limited,
    /// Our own fault.
    Server,
}

/// A refusal. None of them repeats what was sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An unknown locator or a wrong token: the same answer, so that nobody can find out which.
    #[error("This link is not known here. Please open it again from the message, or ask for a new one.")]
    LinkUnknown,
    /// The link expired.
    #[error("This link has expired. Please ask the agency for a new one.")]
    LinkExpired,
    /// The manager took the link back or replaced it.
    #[error("This link was replaced or taken back by the agency. Please use the newest one, or ask for it.")]
    LinkRevoked,
    /// The client took the submission back.
    #[error(
        "You have taken your e-mail settings back, and they were deleted. Ask the agency for a new link to send them again."
    )]
    Withdrawn,
    /// Another submission is here already.
    #[error(
        "Your e-mail settings are already here. To send others, take these back first, or ask the agency for a new link."
    )]
    AlreadySubmitted,
    /// Sealed to people whom the link was not made for.
    #[error(
        "The people who would be able to read this are not the ones that your link was made for. Please call the agency before you go on."
    )]
    RecipientsDiffer,
    /// A manager's link pins a recipient set that is no longer the current one.
    #[error(
        "The technicians' keys have changed since this page was loaded. Load it again, look at the keys, and make the link anew."
    )]
    RecipientsChanged,
    /// The link that the browser made is known already.
    #[error("This link was used before. Load the page again and make a new one.")]
    LinkUsed,
    /// The status does not allow it.
    #[error("This cannot be done now: {0}")]
    NotNow(&'static str),
    /// How long something is kept is set in the environment or the settings file.
    #[error(
        "Your operator has set this on the server, in sealpost.toml or the environment. It cannot be changed here."
    )]
    SetByOperator,
    /// No technician has a key.
    #[error(
        "No technician has given a key yet, so nobody could open what is sealed. Ask a technician to sign in and give one."
    )]
    NoRecipients,
    /// A key's challenge was not answered rightly, or not in time, or was answered before.
    #[error(
        "This does not prove the key: the answer is not the right one, was used, or came too late. Offer the key again."
    )]
    NotProven,
    /// Another device of this person has stored approvals in between.
    #[error("Another of your devices stored your approvals first. Load the page again.")]
    ApprovalsChanged,
    /// The stored file is not the one that was opened to be sealed anew.
    #[error(
        "What is stored has changed since it was opened: somebody sealed it anew, or the client took it back. Open it again."
    )]
    SealedChanged,
    /// There is no such onboarding.
    #[error("There is no such onboarding.")]
    NoOnboarding,
    /// No address to report on.
    #[error("The address that the site shall send from is not known yet. Please fill it in first.")]
    NoAddress,
    /// Another check is running.
    #[error("A sign-in is being tried already. Please wait until it has ended.")]
    CheckRunning,
    /// The agency lets its server open no login.
    #[error(
        "Your agency has chosen that only your own browser may try a sign-in, and it could not be done here. You can go on without it."
    )]
    ServerCheckOff,
    /// What was to pass the relay was not a check of the server that was named.
    #[error(
        "What was sent is not a sign-in at the server that was named, so the connection was closed. Please load the page again."
    )]
    RelayRefused,
    /// No more checks in this hour.
    #[error(
        "You've tried 5 times in an hour. You can try again in {0}. The limit keeps your provider from locking your account."
    )]
    ChecksUsedUp(Wait),
    /// Too often.
    #[error("Too many attempts. Try again in {0}.")]
    TooOften(Wait),
    /// One network holds all the connections that it may.
    #[error(
        "Too many connections are open from your network. Close other tabs of this page and try again in a minute."
    )]
    Crowded,
    /// Another report of the same link is under way.
    #[error("This report is being made already. Please wait a moment, then try again.")]
    ReportRunning,
    /// As many reports are under way as there is memory for.
    #[error("Many DNS reports are being made right now. Please try again in a minute.")]
    Busy,
    /// A check that cannot be opened.
    #[error("What was sent could not be read. Please load the page again and try once more.")]
    Unreadable,
    /// Nobody is signed in, or not any more.
    #[error("You are not signed in, or were away for too long. Please sign in.")]
    SignedOut,
    /// Wrong address or password: the same answer.
    #[error("The address or the password is not right.")]
    WrongLogin,
    /// The password is right, and there is a code app.
    #[error("Now the code that your code app shows, or one of your recovery codes.")]
    CodeNeeded,
    /// A code that is not right, or was used before.
    #[error("This code is not right, or was used already. Wait for the next one in your app and type that.")]
    WrongCode,
    /// A code of another time: the clock of the phone that shows it is off.
    #[error("This code is {}. {}", when(.0), SET_CLOCK)]
    ClockOff(Off),
    /// A seed that was shown too long ago, or replaced.
    #[error("The time to confirm has run out, or it was begun anew elsewhere. Please begin again.")]
    EnrolmentOver,
    /// Signed in, and without the code app that everybody needs.
    #[error(
        "Your account needs a code app first. Open the staff's page in a browser and sign in: it asks for one."
    )]
    FactorNeeded,
    /// The code app cannot go.
    #[error("Everybody here needs a code app. You can change yours for another one instead.")]
    FactorRequired,
    /// There is no code app, and so nothing to recover.
    #[error("Your account has no code app. Add one first: recovery codes come with it.")]
    NoFactor,
    /// There is no such person, or not in the state for it.
    #[error(
        "There is no such person, or this has been done already. Load the page again to see how it is now."
    )]
    NoPerson,
    /// Nobody would be left who could administer.
    #[error("Nobody would be left who can administer. Make somebody else an administrator first.")]
    LastAdmin,
    /// There is no such session.
    #[error("This session has ended already.")]
    NoSession,
    /// Signed in, and without the role.
    #[error("Your account may not do this. Ask an administrator of your agency.")]
    Forbidden,
    /// A one-time link that is used, unknown or too old.
    #[error("This set-up link was used already or its time has run out. Ask an administrator for a new one.")]
    SetupUnknown,
    /// The address has joined already.
    #[error("Somebody with this address has an account already.")]
    EmailTaken,
    /// A key that cannot be taken.
    #[error("{0}")]
    Key(#[from] RecipientError),
    /// A field that is not right.
    #[error("{detail}")]
    Field {
        /// Its name in the request.
        field: &'static str,
        /// Stable code.
        code: &'static str,
        /// What is wrong, and how it is right.
        detail: &'static str,
    },
    /// A field with a character that doesn't show.
    #[error("This has a character that doesn't show ({found}). Type it again without it.")]
    Hidden {
        /// Its name in the request.
        field: &'static str,
        /// Which, by its number and name.
        found: String,
    },
    /// The database failed.
    #[error("Something went wrong on our side, and nothing was changed. Please try again in a minute.")]
    Store(StoreError),
    /// The system refused something that it always gives.
    #[error("Something went wrong on our side, and nothing was changed. Please try again in a minute.")]
    System(&'static str),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Unreadable> for Error {
    fn from(_: Unreadable) -> Self {
        Self::Unreadable
    }
}

impl From<NoRandomness> for Error {
    fn from(_: NoRandomness) -> Self {
        Self::System("no randomness")
    }
}

impl Error {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LinkUnknown => "link-unknown",
            Self::LinkExpired => "link-expired",
            Self::LinkRevoked => "link-revoked",
            Self::Withdrawn => "withdrawn",
            Self::AlreadySubmitted => "already-submitted",
            Self::RecipientsDiffer => "recipients-differ",
            Self::RecipientsChanged => "recipients-changed",
            Self::LinkUsed => "link-used",
            Self::NotNow(_) => "not-now",
            Self::SetByOperator => "set-by-operator",
            Self::NoRecipients => "no-recipients",
            Self::NotProven => "not-proven",
            Self::ApprovalsChanged => "approvals-changed",
            Self::SealedChanged => "sealed-changed",
            Self::NoOnboarding => "onboarding-unknown",
            Self::NoAddress => "address-missing",
            Self::CheckRunning => "check-running",
            Self::ServerCheckOff => "server-check-off",
            Self::RelayRefused => "relay-refused",
            Self::ChecksUsedUp(_) => "checks-used-up",
            Self::TooOften(_) => "too-often",
            Self::Crowded => "crowded",
            Self::ReportRunning => "report-running",
            Self::Busy => "busy",
            Self::Unreadable => "unreadable",
            Self::SignedOut => "signed-out",
            Self::WrongLogin => "wrong-login",
            Self::CodeNeeded => "code-needed",
            Self::WrongCode => "wrong-code",
            Self::ClockOff(_) => "clock-off",
            Self::EnrolmentOver => "enrolment-over",
            Self::FactorNeeded => "second-factor-needed",
            Self::FactorRequired => "second-factor-required",
            Self::NoFactor => "no-second-factor",
            Self::NoPerson => "person-unknown",
            Self::LastAdmin => "last-administrator",
            Self::NoSession => "session-unknown",
            Self::Forbidden => "forbidden",
            Self::SetupUnknown => "setup-unknown",
            Self::EmailTaken => "email-taken",
            Self::Key(error) => match error {
                RecipientError::NotAKey => "not-a-key",
                RecipientError::IsSecretKey => "is-secret-key",
                RecipientError::NeedsPlugin => "key-needs-plugin",
                RecipientError::PostQuantum => "key-post-quantum",
                RecipientError::Name => "name",
                RecipientError::Nobody => "no-recipients",
                RecipientError::TooMany => "too-many-recipients",
                RecipientError::Twice => "key-taken",
            },
            Self::Field { code, .. } => code,
            Self::Hidden { .. } => "hidden-character",
            Self::Store(_) | Self::System(_) => "server-error",
        }
    }

    /// The field of the request that it belongs to.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field { field, .. } | Self::Hidden { field, .. } => Some(field),
            Self::Key(_) => Some("key"),
            Self::EmailTaken => Some("email"),
            Self::CodeNeeded | Self::WrongCode | Self::ClockOff(_) => Some("code"),
            _ => None,
        }
    }

    /// How long the asker has to wait, if that is known.
    pub fn wait(&self) -> Option<Wait> {
        match self {
            Self::ChecksUsedUp(wait) | Self::TooOften(wait) => Some(*wait),
            Self::Crowded | Self::Busy => Some(Wait(60)),
            _ => None,
        }
    }

    /// What kind of refusal it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::LinkUnknown
            | Self::NoOnboarding
            | Self::NoRecipients
            | Self::NoPerson
            | Self::NoSession => Kind::NotFound,
            Self::LinkExpired
            | Self::LinkRevoked
            | Self::Withdrawn
            | Self::SetupUnknown
            | Self::EnrolmentOver => Kind::Gone,
            Self::AlreadySubmitted
            | Self::RecipientsDiffer
            | Self::RecipientsChanged
            | Self::LinkUsed
            | Self::NotProven
            | Self::ApprovalsChanged
            | Self::SealedChanged
            | Self::NotNow(_)
            | Self::SetByOperator
            | Self::NoAddress
            | Self::CheckRunning
            | Self::ReportRunning
            | Self::FactorRequired
            | Self::NoFactor
            | Self::LastAdmin
            | Self::EmailTaken => Kind::Conflict,
            Self::ChecksUsedUp(_) | Self::TooOften(_) | Self::Crowded | Self::Busy => Kind::Limited,
            Self::Unreadable
            | Self::CodeNeeded
            | Self::WrongCode
            | Self::ClockOff(_)
            | Self::Key(_)
            | Self::Field { .. }
            | Self::Hidden { .. } => Kind::Invalid,
            Self::SignedOut | Self::WrongLogin => Kind::SignedOut,
            Self::Forbidden | Self::FactorNeeded | Self::ServerCheckOff | Self::RelayRefused => {
                Kind::Forbidden
            }
            Self::Store(_) | Self::System(_) => Kind::Server,
        }
    }
}
