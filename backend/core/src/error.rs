//! Why a verb was refused. A refusal has a stable code for programs, but no text: the crate above puts it into words.

mod fault;

use std::{error, fmt};

use probe::relay::Unreadable;
use shared::recipients::RecipientError;

use super::factor::Off;
use crate::{random::NoRandomness, store::StoreError};

pub use fault::{Fault, NotNow};

/// Seconds until something can be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(pub i64);

impl Wait {
    /// Returns whole seconds, never less than 0.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0.max(0)).unwrap_or(u32::MAX)
    }
}

/// The result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

/// The kind of a refusal. Each protocol has its own status for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The request is invalid.
    Invalid,
    /// The person isn't signed in.
    SignedOut,
    /// The person is signed in, but isn't allowed to do this.
    Forbidden,
    /// It doesn't exist, or the person isn't allowed to know about it.
    NotFound,
    /// It conflicts with the current state.
    Conflict,
    /// It existed and is over.
    Gone,
    /// A limit is reached.
    Limited,
    /// The server failed.
    Server,
}

/// A refusal. It never repeats what was sent.
#[derive(Debug)]
pub enum Error {
    /// An unknown locator or a wrong token. The answer is the same, so that no one can find out which.
    LinkUnknown,
    /// The link expired.
    LinkExpired,
    /// The manager revoked or replaced the link.
    LinkRevoked,
    /// The client withdrew the submission.
    Withdrawn,
    /// The client revoked or replaced the link to a step, or doesn't need the step anymore.
    HandOverEnded,
    /// Another answer was already sent with the link to a step.
    HandOverDone,
    /// There is already another submission.
    AlreadySubmitted,
    /// The submission is encrypted for other people than the link names.
    RecipientsDiffer,
    /// A manager's link pins a recipient set that is no longer the current one.
    RecipientsChanged,
    /// The link that the browser created already exists.
    LinkUsed,
    /// The current state doesn't allow it.
    NotNow(NotNow),
    /// The operator has fixed this retention time, in the environment or the settings file.
    SetByOperator,
    /// No technician has a key.
    NoRecipients,
    /// The answer to a key's challenge was wrong, late, or used before.
    NotProven,
    /// Another device of this person stored approvals in the meantime.
    ApprovalsChanged,
    /// The stored file isn't the one that was opened to be re-encrypted.
    SealedChanged,
    /// The onboarding doesn't exist.
    NoOnboarding,
    /// There is no address to report on.
    NoAddress,
    /// This server receives no messages.
    NotReceiving,
    /// Another check is running.
    CheckRunning,
    /// A login was encrypted to the key of a server that is gone, or that this one doesn't know yet.
    CheckKeyGone,
    /// The agency turned server-side checks off.
    ServerCheckOff,
    /// What the browser sent through the relay wasn't a check of the server that it named.
    RelayRefused,
    /// No more checks in this hour.
    ChecksUsedUp {
        /// How many checks are allowed in an hour.
        times: u32,
        /// How long until the next check.
        wait: Wait,
    },
    /// No more requests for help with this link today.
    HelpsUsedUp {
        /// How many requests are allowed in a day.
        times: u32,
        /// How long until the next request.
        wait: Wait,
        /// The name of the person whom the client can call or write to instead.
        name: String,
    },
    /// Too many attempts.
    TooOften(Wait),
    /// The network has reached its limit of connections.
    Crowded,
    /// Another report for the same link is running.
    ReportRunning,
    /// Too many reports are running for the available memory.
    Busy,
    /// A check that can't be read.
    Unreadable,
    /// The person isn't signed in, or not anymore.
    SignedOut,
    /// A wrong address or password. The answer is the same for both.
    WrongLogin,
    /// The password is correct, and the account has an authenticator app.
    CodeNeeded,
    /// A code that is wrong or was used before.
    WrongCode,
    /// A code for another time: the phone's clock is wrong.
    ClockOff(Off),
    /// The seed was shown too long ago, or was replaced.
    EnrollmentOver,
    /// The person is signed in without the authenticator app that everyone needs.
    FactorNeeded,
    /// The authenticator app can't be removed.
    FactorRequired,
    /// There is no authenticator app, so there is nothing to recover.
    NoFactor,
    /// The person doesn't exist, or their account isn't in the right state.
    NoPerson,
    /// The last administrator can't be removed.
    LastAdmin,
    /// The session doesn't exist.
    NoSession,
    /// The person is signed in, but doesn't have the role.
    Forbidden,
    /// A one-time link that was used, is unknown or has expired.
    SetupUnknown,
    /// The address already has an account.
    EmailTaken,
    /// A public key that can't be used.
    Key(RecipientError),
    /// A field that is wrong.
    Field {
        /// Its name in the request.
        field: &'static str,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The database failed.
    Store(StoreError),
    /// The system didn't provide something that it always provides.
    System(&'static str),
}

/// Writes the code, or what failed, for the log.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::System(what) => f.write_str(what),
            refusal => f.write_str(refusal.code()),
        }
    }
}

impl error::Error for Error {}

impl From<RecipientError> for Error {
    fn from(error: RecipientError) -> Self {
        Self::Key(error)
    }
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
    /// Returns the stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::LinkUnknown => "link-unknown",
            Self::LinkExpired => "link-expired",
            Self::LinkRevoked => "link-revoked",
            Self::Withdrawn => "withdrawn",
            Self::HandOverEnded => "hand-over-ended",
            Self::HandOverDone => "hand-over-done",
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
            Self::NotReceiving => "not-receiving",
            Self::CheckRunning => "check-running",
            Self::CheckKeyGone => "check-key-gone",
            Self::ServerCheckOff => "server-check-off",
            Self::RelayRefused => "relay-refused",
            Self::ChecksUsedUp { .. } => "checks-used-up",
            Self::HelpsUsedUp { .. } => "helps-used-up",
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
            Self::EnrollmentOver => "enrolment-over",
            Self::FactorNeeded => "second-factor-needed",
            Self::FactorRequired => "second-factor-required",
            Self::NoFactor => "no-second-factor",
            Self::NoPerson => "person-unknown",
            Self::LastAdmin => "last-administrator",
            Self::NoSession => "session-unknown",
            Self::Forbidden => "forbidden",
            Self::SetupUnknown => "setup-unknown",
            Self::EmailTaken => "email-taken",
            Self::Key(error) => fault::key_code(error),
            Self::Field { fault, .. } => fault.code(),
            Self::Store(_) | Self::System(_) => "server-error",
        }
    }

    /// Returns the wrong field of the request, if the refusal is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Field { field, .. } => Some(field),
            Self::Key(_) => Some("key"),
            Self::EmailTaken => Some("email"),
            Self::CodeNeeded | Self::WrongCode | Self::ClockOff(_) => Some("code"),
            _ => None,
        }
    }

    /// Returns how long to wait, if that is known.
    pub fn wait(&self) -> Option<Wait> {
        match self {
            Self::ChecksUsedUp { wait, .. } | Self::HelpsUsedUp { wait, .. } | Self::TooOften(wait) => {
                Some(*wait)
            }
            Self::Crowded | Self::Busy => Some(Wait(60)),
            _ => None,
        }
    }

    /// Returns the kind of refusal.
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
            | Self::HandOverEnded
            | Self::SetupUnknown
            | Self::EnrollmentOver => Kind::Gone,
            Self::AlreadySubmitted
            | Self::HandOverDone
            | Self::RecipientsDiffer
            | Self::RecipientsChanged
            | Self::LinkUsed
            | Self::NotProven
            | Self::ApprovalsChanged
            | Self::SealedChanged
            | Self::NotNow(_)
            | Self::SetByOperator
            | Self::NoAddress
            | Self::NotReceiving
            | Self::CheckRunning
            | Self::CheckKeyGone
            | Self::ReportRunning
            | Self::FactorRequired
            | Self::NoFactor
            | Self::LastAdmin
            | Self::EmailTaken => Kind::Conflict,
            Self::ChecksUsedUp { .. }
            | Self::HelpsUsedUp { .. }
            | Self::TooOften(_)
            | Self::Crowded
            | Self::Busy => Kind::Limited,
            Self::Unreadable
            | Self::CodeNeeded
            | Self::WrongCode
            | Self::ClockOff(_)
            | Self::Key(_)
            | Self::Field { .. } => Kind::Invalid,
            Self::SignedOut | Self::WrongLogin => Kind::SignedOut,
            Self::Forbidden | Self::FactorNeeded | Self::ServerCheckOff | Self::RelayRefused => {
                Kind::Forbidden
            }
            Self::Store(_) | Self::System(_) => Kind::Server,
        }
    }
}
