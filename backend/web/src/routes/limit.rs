//! The limits that a caller can reach, with their names in the API's document. `core` counts them.

use sealpost_core::{Error, Wait, limits, store};

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Checks,
    Reports,
    Discoveries,
    Alarms,
    Progress,
    HandOvers,
    Answers,
    Helps,
    Contacts,
    Deliveries,
    Challenges,
    SignIns,
    SetUps,
    Codes,
    Proofs,
}

/// What a limit applies to. Each one is counted separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Per {
    Link,
    Onboarding,
    Person,
    Session,
    /// The network of a home or an office. Larger networks around it have higher limits.
    Household,
    /// An account, counted separately for each household or known browser.
    Account,
    /// An account, counted separately for all strangers together, each known browser, the account's sessions, and each
    /// setup link.
    Place,
}

impl Limit {
    /// Returns the limit's name in the document.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Checks => "checks",
            Self::Reports => "reports",
            Self::Discoveries => "discoveries",
            Self::Alarms => "alarms",
            Self::Progress => "progress",
            Self::HandOvers => "hand-overs",
            Self::Answers => "answers",
            Self::Helps => "helps",
            Self::Contacts => "contacts",
            Self::Deliveries => "deliveries",
            Self::Challenges => "challenges",
            Self::SignIns => "sign-ins",
            Self::SetUps => "set-ups",
            Self::Codes => "codes",
            Self::Proofs => "proofs",
        }
    }

    /// Returns the limit that `core` counts.
    pub(super) fn rule(self) -> store::Limit {
        match self {
            Self::Checks => limits::CHECKS,
            Self::Reports => limits::REPORTS,
            Self::Discoveries => limits::DISCOVERIES,
            Self::Alarms => limits::ALARMS,
            Self::Progress => limits::PROGRESS,
            Self::HandOvers => limits::HAND_OVERS,
            Self::Answers => limits::ANSWERS,
            Self::Helps => limits::HELPS,
            Self::Contacts => limits::CONTACTS,
            Self::Deliveries => limits::DELIVERIES,
            Self::Challenges => limits::CHALLENGES,
            Self::SignIns => limits::SIGN_INS,
            Self::SetUps => limits::SIGN_INS_FROM[0],
            Self::Codes => limits::CODES,
            Self::Proofs => limits::PROOFS,
        }
    }

    /// Returns what the limit applies to.
    pub(super) fn per(self) -> Per {
        match self {
            Self::Checks
            | Self::Reports
            | Self::Discoveries
            | Self::Alarms
            | Self::Progress
            | Self::HandOvers
            | Self::Answers
            | Self::Helps => Per::Link,
            Self::Deliveries => Per::Onboarding,
            Self::Challenges | Self::Contacts => Per::Person,
            Self::SignIns => Per::Account,
            Self::Codes => Per::Place,
            Self::SetUps => Per::Household,
            Self::Proofs => Per::Session,
        }
    }

    /// Returns the refusal of a request over the limit.
    pub(super) fn refusal(self) -> Error {
        match self {
            Self::Checks => Error::ChecksUsedUp { times: self.rule().times, wait: Wait(0) },
            Self::Helps => {
                Error::HelpsUsedUp { times: self.rule().times, wait: Wait(0), name: String::new() }
            }
            _ => Error::TooOften(Wait(0)),
        }
    }
}

impl Per {
    /// Returns its name in the document.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Onboarding => "onboarding",
            Self::Person => "person",
            Self::Session => "session",
            Self::Household => "household",
            Self::Account => "account",
            Self::Place => "place",
        }
    }
}
