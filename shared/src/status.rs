//! Where an onboarding is, and where it may go from there. Every change of status goes through
//! [`Status::after`]; there is no other way to get one.

use serde::{Deserialize, Serialize};

/// A step of the client's wizard, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// What this is and who can read it.
    Welcome,
    /// Which provider the address is with.
    Provider,
    /// How to get the secret there.
    Guide,
    /// The settings and the secret.
    Details,
    /// The live login.
    Check,
    /// Sealed and sent.
    Receipt,
    /// The DNS report.
    Report,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 7] =
        [Self::Welcome, Self::Provider, Self::Guide, Self::Details, Self::Check, Self::Receipt, Self::Report];
}

/// Where an onboarding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The link was made; nobody has begun.
    Waiting,
    /// The client has begun.
    Started,
    /// The sealed file is here.
    Submitted,
    /// A technician has opened it.
    Collected,
    /// The site is configured.
    Configured,
    /// The manager took the link back.
    Revoked,
    /// The link's time ran out before anything was submitted.
    Expired,
    /// The client took the submission back; the sealed file is gone.
    Withdrawn,
}

/// What happens to an onboarding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The client pressed the first button, or reached a further step.
    Progress,
    /// The sealed file was stored.
    Submit,
    /// The client took it back.
    Withdraw,
    /// A technician opened it.
    Collect,
    /// A technician sealed what is stored anew, to others.
    Reseal,
    /// A technician marked the site as configured.
    Configure,
    /// The manager made a new link, which replaces the old one.
    Reissue,
    /// The manager took the link back.
    Revoke,
    /// The link's time ran out.
    Expire,
}

/// An event that this status does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an onboarding that is {status:?} takes no {event:?}")]
pub struct IllegalTransition {
    /// Where the onboarding is.
    pub status: Status,
    /// What was asked of it.
    pub event: Event,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Started,
        Self::Submitted,
        Self::Collected,
        Self::Configured,
        Self::Revoked,
        Self::Expired,
        Self::Withdrawn,
    ];

    /// The status after `event`, or the refusal.
    pub fn after(self, event: Event) -> Result<Self, IllegalTransition> {
        match (self, event) {
            (Self::Waiting | Self::Started, Event::Progress) => Ok(Self::Started),
            (Self::Waiting | Self::Started, Event::Submit)
            | (Self::Submitted, Event::Progress | Event::Reseal) => Ok(Self::Submitted),
            // The report can still be re-checked, and the file opened and sealed again, while the technician works.
            (Self::Collected | Self::Configured, Event::Progress | Event::Collect | Event::Reseal) => {
                Ok(self)
            }
            (Self::Submitted, Event::Collect) => Ok(Self::Collected),
            (Self::Submitted | Self::Collected, Event::Withdraw) => Ok(Self::Withdrawn),
            (Self::Collected, Event::Configure) => Ok(Self::Configured),
            (_, Event::Reissue) => Ok(Self::Waiting),
            (Self::Waiting | Self::Started | Self::Submitted | Self::Withdrawn, Event::Revoke) => {
                Ok(Self::Revoked)
            }
            (Self::Waiting | Self::Started, Event::Expire) => Ok(Self::Expired),
            (status, event) => Err(IllegalTransition { status, event }),
        }
    }

    /// Whether the client's link still lets them in.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Revoked | Self::Expired | Self::Withdrawn)
    }

    /// The name in the database and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Started => "started",
            Self::Submitted => "submitted",
            Self::Collected => "collected",
            Self::Configured => "configured",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads [`Status::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENTS: [Event; 9] = [
        Event::Progress,
        Event::Submit,
        Event::Withdraw,
        Event::Collect,
        Event::Reseal,
        Event::Configure,
        Event::Reissue,
        Event::Revoke,
        Event::Expire,
    ];

    #[test]
    fn names_are_the_json() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{}\"", status.as_str()));
            assert_eq!(Status::from_name(status.as_str()), Some(status));
        }
    }

    #[test]
    fn a_submission_happens_once() {
        for status in Status::ALL {
            let allowed = matches!(status, Status::Waiting | Status::Started);
            assert_eq!(status.after(Event::Submit).is_ok(), allowed, "{status:?}");
        }
    }

    #[test]
    fn only_what_is_stored_is_sealed_anew_and_stays_where_it_is() {
        for status in Status::ALL {
            let has_file = matches!(status, Status::Submitted | Status::Collected | Status::Configured);
            assert_eq!(status.after(Event::Reseal).ok(), has_file.then_some(status), "{status:?}");
        }
    }

    #[test]
    fn nothing_leaves_a_closed_onboarding_but_a_new_link() {
        for status in Status::ALL.into_iter().filter(|s| !s.is_open()) {
            for event in EVENTS.into_iter().filter(|e| !matches!(e, Event::Reissue | Event::Revoke)) {
                assert!(status.after(event).is_err(), "{status:?} {event:?}");
            }
        }
    }

    #[test]
    fn progress_never_goes_back() {
        for status in Status::ALL.into_iter().filter(|s| *s != Status::Waiting) {
            if let Ok(next) = status.after(Event::Progress) {
                assert_eq!(next, status);
            }
        }
    }
}
