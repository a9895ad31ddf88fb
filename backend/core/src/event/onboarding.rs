//! What happens to an onboarding.

use serde::{Deserialize, Serialize};
use shared::{
    delivery::Answer,
    hand_over::HandedStep,
    report::{Topic, Verdict},
    retention::Days,
    rules::{Domain, Host, Port},
    status::{Status, Step},
};

use super::Entry;

/// Something that happened to an onboarding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum OnboardingEvent {
    /// A manager created a link.
    Created { by: String, client: String },
    /// A manager replaced the link.
    Reissued { by: String },
    /// A manager revoked the link. `file` if a sealed file was deleted with it.
    Revoked { by: String, file: bool },
    /// The link expired before anything was submitted.
    Expired,
    /// The client is on this step.
    Reached { step: Step },
    /// The client's page refused the recipient set with this pin.
    RecipientsRefused { seen: String },
    /// The sign-in check passed.
    CheckPassed,
    /// The sign-in check failed, with the catalog's explanation.
    CheckFailed { meaning: String },
    /// The connection to a mail server ended without a result.
    CheckUnfinished { host: Host, port: Port },
    /// The relay was used for something that isn't a check.
    CheckAbused { abuse: Abuse },
    /// The client created a link to this step for someone else.
    HandedOver { step: HandedStep },
    /// Someone did something on the page of that link for the first time.
    HandOverOpened { step: HandedStep },
    /// Someone sent the answer with that link.
    HandOverDone { step: HandedStep },
    /// The client revoked that link.
    HandOverRevoked { step: HandedStep },
    /// The client asked for help. `call` if they want to be called.
    HelpAsked { call: bool },
    /// Someone at the agency said that they helped.
    HelpSettled { by: String },
    /// The client sent the sealed file, which these people can open.
    Submitted { readers: Vec<String> },
    /// A technician opened the sealed file.
    Opened { by: String },
    /// A technician re-encrypted the file for `readers`. `former` could open the previous file, but can't open this
    /// one.
    Resealed { by: String, readers: Vec<String>, former: Vec<String> },
    /// The client withdrew the submission or closed the link. `was` is the status before that.
    Withdrawn { was: Status },
    /// A technician configured the site. `deleted` if the sealed file was deleted with it.
    Configured { by: String, site: Domain, deleted: bool },
    /// A technician configured the site and saved the settings elsewhere.
    SavedElsewhere { by: String, site: Domain },
    /// The sealed file was deleted this many days after the site was configured.
    FileDeleted { days: Days },
    /// A closed onboarding was deleted after this many days.
    OnboardingDeleted { id: String, days: Days },
    /// Technicians were warned that the sealed file will be deleted.
    DeletionWarned { technicians: Vec<String>, at: i64 },
    /// These people were told that the client secret expires at this time.
    SecretExpiryTold { people: Vec<String>, at: i64 },
    /// Someone at the agency made an address that waits for a message from the site.
    ProofBegan { by: String },
    /// A message from the site, from the address `from`, was judged. `by` pasted it; `None` if this server received it.
    MessageJudged { answer: Answer, from: String, by: Option<String> },
    /// The DNS records of a watched domain got worse in these topics. `people` were told.
    RecordsDrifted { domain: String, topics: Vec<Topic>, people: Vec<String> },
    /// What got worse in these topics is fixed.
    RecordsFixed { domain: String, topics: Vec<Topic> },
    /// Someone at the agency turned reminders of a new proof on (`monthly`) or off.
    RemindersSet { by: String, monthly: bool },
    /// These people were reminded that the last proof is from this time.
    ProofReminded { people: Vec<String>, at: i64 },
    /// A DNS report differs from the previous one: `count` findings have this verdict. `open` if the client has to look
    /// something up.
    Reported { domain: String, verdict: Verdict, count: usize, open: bool },
}

impl OnboardingEvent {
    /// Returns the stable code. Several events can have the same code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Created { .. } => "onboarding.created",
            Self::Reissued { .. } => "link.reissued",
            Self::Revoked { .. } => "link.revoked",
            Self::Expired => "link.expired",
            Self::Reached { .. } => "client.step",
            Self::RecipientsRefused { .. } => "recipients.alarm",
            Self::CheckPassed => "check.passed",
            Self::CheckFailed { .. } => "check.failed",
            Self::CheckUnfinished { .. } => "check.unfinished",
            Self::CheckAbused { .. } => "check.abused",
            Self::HandedOver { .. } => "step.handed-over",
            Self::HandOverOpened { .. } => "step.opened",
            Self::HandOverDone { .. } => "step.done",
            Self::HandOverRevoked { .. } => "step.revoked",
            Self::HelpAsked { .. } => "help.asked",
            Self::HelpSettled { .. } => "help.settled",
            Self::Submitted { .. } => "submission.stored",
            Self::Opened { .. } => "submission.collected",
            Self::Resealed { .. } => "submission.resealed",
            Self::Withdrawn { .. } => "submission.withdrawn",
            Self::Configured { .. } => "site.configured",
            Self::SavedElsewhere { .. } | Self::FileDeleted { .. } => "submission.deleted",
            Self::OnboardingDeleted { .. } => "onboarding.deleted",
            Self::DeletionWarned { .. } => "deletion.warned",
            Self::SecretExpiryTold { .. } => "secret.expiry-told",
            Self::ProofBegan { .. } => "proof.began",
            Self::MessageJudged { answer: Answer::Yes, .. } => "proof.given",
            Self::MessageJudged { answer: Answer::No, .. } => "proof.failed",
            Self::MessageJudged { answer: Answer::Unknown, .. } => "proof.unclear",
            Self::RecordsDrifted { .. } => "records.drifted",
            Self::RecordsFixed { .. } => "records.fixed",
            Self::RemindersSet { .. } => "proof.reminders",
            Self::ProofReminded { .. } => "proof.reminded",
            Self::Reported { .. } => "report.made",
        }
    }

    /// Returns who did it: a person's name, `client`, `helper`, or `server`.
    pub fn who(&self) -> &str {
        match self {
            Self::Reached { .. }
            | Self::RecipientsRefused { .. }
            | Self::CheckPassed
            | Self::CheckFailed { .. }
            | Self::CheckUnfinished { .. }
            | Self::HandedOver { .. }
            | Self::HandOverRevoked { .. }
            | Self::HelpAsked { .. }
            | Self::Submitted { .. }
            | Self::Withdrawn { .. } => "client",
            Self::HandOverOpened { .. } | Self::HandOverDone { .. } => "helper",
            Self::Expired
            | Self::CheckAbused { .. }
            | Self::FileDeleted { .. }
            | Self::OnboardingDeleted { .. }
            | Self::DeletionWarned { .. }
            | Self::SecretExpiryTold { .. }
            | Self::MessageJudged { by: None, .. }
            | Self::RecordsDrifted { .. }
            | Self::RecordsFixed { .. }
            | Self::ProofReminded { .. }
            | Self::Reported { .. } => "server",
            Self::Created { by, .. }
            | Self::HelpSettled { by }
            | Self::Reissued { by }
            | Self::Revoked { by, .. }
            | Self::Opened { by }
            | Self::Resealed { by, .. }
            | Self::Configured { by, .. }
            | Self::SavedElsewhere { by, .. }
            | Self::ProofBegan { by }
            | Self::RemindersSet { by, .. }
            | Self::MessageJudged { by: Some(by), .. } => by,
        }
    }

    /// Returns the entry of the log.
    pub(crate) fn at(&self, at: i64) -> Entry<'_> {
        Entry::of(self, self.who(), self.code(), at)
    }
}

/// What the relay was misused for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Abuse {
    /// A connection to another server.
    OtherHost,
    /// Another protocol.
    OtherProtocol,
    /// Something other than TLS.
    OtherData,
}
