//! The story of one onboarding: the steps that the server acknowledged, and what must be visible after each.

use shared::{
    details::SecretKind,
    link::Link,
    open::{is_from_link, open, open_link},
    recipients::RecipientSet,
    rules::Security,
    seal::seal,
    secret::Secret,
    status::{Status, Step},
    wire::{
        Board, CreateRequest, NewLink, Onboarding, Progress, ReportRequest, SealedSubmission, SubmitRequest,
    },
};
use support::{
    agency::{Agency, link_for, parsed},
    client::answers,
    http::Answer,
};

/// An action of one of the people involved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// The manager creates the onboarding.
    Create,
    /// The client reaches a step.
    Reach(Step),
    /// The client requests the domain report.
    Report,
    /// The client sends the sealed file.
    Submit,
    /// The technician opens the sealed file.
    Collect,
    /// The technician confirms that the site is configured.
    Configure,
    /// The technician confirms that the settings are saved elsewhere.
    SaveElsewhere,
    /// The client withdraws the sealed file.
    Withdraw,
    /// The manager revokes the link.
    Revoke,
}

/// The possible courses of an onboarding.
pub(crate) const SCRIPTS: [&[Act]; 5] = [
    &[
        Act::Create,
        Act::Reach(Step::Provider),
        Act::Reach(Step::Details),
        Act::Report,
        Act::Submit,
        Act::Collect,
        Act::Configure,
    ],
    &[Act::Create, Act::Reach(Step::Guide), Act::Submit, Act::Withdraw],
    &[Act::Create, Act::Submit, Act::Collect, Act::Withdraw],
    &[Act::Create, Act::Submit, Act::Collect, Act::SaveElsewhere, Act::Revoke],
    &[Act::Create, Act::Reach(Step::Provider), Act::Revoke],
];

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// The server acknowledged it.
    Well,
    /// The server was killed during it.
    Killed,
}

/// Everything that staff can see of an onboarding, and that must be consistent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) status: Status,
    step: Step,
    /// True if the receipt says that the file was opened. `None` before there is a receipt.
    receipt: Option<bool>,
    has_report: bool,
    can_be_opened: bool,
    /// The codes of the activity log, oldest first.
    log: Vec<String>,
}

impl Seen {
    /// Returns the expected state after these acts. Each act changes only what belongs to it.
    fn after(acts: &[Act]) -> Option<Self> {
        acts.iter().fold(None, |seen: Option<Self>, act| {
            let mut seen = seen.unwrap_or(Self {
                status: Status::Waiting,
                step: Step::Welcome,
                receipt: None,
                has_report: false,
                can_be_opened: false,
                log: Vec::new(),
            });
            let code = match act {
                Act::Create => "onboarding.created",
                Act::Reach(step) => {
                    (seen.status, seen.step) = (Status::Started, *step);
                    "client.step"
                }
                Act::Report => {
                    seen.has_report = true;
                    "report.made"
                }
                Act::Submit => {
                    (seen.status, seen.step) = (Status::Submitted, Step::Receipt);
                    (seen.receipt, seen.can_be_opened) = (Some(false), true);
                    "submission.stored"
                }
                Act::Collect => {
                    (seen.status, seen.receipt) = (Status::Collected, Some(true));
                    "submission.collected"
                }
                Act::Configure => {
                    seen.status = Status::Configured;
                    "site.configured"
                }
                Act::SaveElsewhere => {
                    (seen.status, seen.can_be_opened) = (Status::Cleared, false);
                    "submission.deleted"
                }
                // The receipt stays, and says that the file was deleted.
                Act::Withdraw => {
                    (seen.status, seen.can_be_opened) = (Status::Withdrawn, false);
                    "submission.withdrawn"
                }
                Act::Revoke => {
                    (seen.status, seen.can_be_opened) = (Status::Revoked, false);
                    "link.revoked"
                }
            };
            seen.log.push(code.to_owned());
            Some(seen)
        })
    }
}

/// An onboarding in progress.
pub(crate) struct Story {
    name: String,
    script: &'static [Act],
    /// How many acts the server acknowledged.
    done: usize,
    /// True if the server was killed during the next act.
    in_doubt: bool,
    id: Option<String>,
    link: Link,
    new_link: NewLink,
    submission: SubmitRequest,
}

impl Story {
    pub(crate) fn new(name: &str, script: &'static [Act], set: &RecipientSet) -> Self {
        let (link, new_link) = link_for(set);
        let login = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
        let secret =
            Secret::from_text(SecretKind::AppPassword, format!("secret of {name}")).expect("a secret");
        let sealed = seal(&link, set, &login, &secret, 1_800_000_000).expect("it can be sealed");
        let submission = SubmitRequest { sealed, recipients: set.pin(), secret_expires_at: None };
        Self { name: name.into(), script, done: 0, in_doubt: false, id: None, link, new_link, submission }
    }

    pub(crate) fn is_over(&self) -> bool {
        self.done == self.script.len()
    }

    pub(crate) fn acknowledged(&self) -> usize {
        self.done
    }

    /// Takes the next step.
    pub(crate) fn go_on(&mut self, agency: &Agency) -> Ended {
        let act = self.script[self.done];
        // The server may be killed at any point here, so the exact error doesn't matter.
        let Ok(answer) = self.perform(agency, act) else {
            self.in_doubt = true;
            return Ended::Killed;
        };
        assert!((200..300).contains(&answer.status), "{}: {act:?}: {answer}", self.name);
        if act == Act::Create {
            let row: shared::wire::BoardRow = answer.json();
            self.id = Some(row.id);
        }
        self.done += 1;
        Ended::Well
    }

    fn perform(&self, agency: &Agency, act: Act) -> Result<Answer, Box<dyn std::error::Error>> {
        let client = agency.client(&self.link);
        let id = self.id.as_deref().unwrap_or_default();
        let of_staff = |verb: &str| format!("/api/onboardings/{id}/{verb}");
        let post = |path: &str, body: Vec<u8>| client.api.try_send("POST", &client.path(path), &body);
        Ok(match act {
            Act::Create => agency.manager.try_send("POST", "/api/onboardings", &self.creation()?)?,
            Act::Reach(step) => {
                let reached = Progress {
                    step: Some(step),
                    address: Some(parsed("ada@shop.test")),
                    ..Progress::default()
                };
                post("/progress", serde_json::to_vec(&reached)?)?
            }
            Act::Report => post("/report", serde_json::to_vec(&ReportRequest::default())?)?,
            Act::Submit => post("/submission", serde_json::to_vec(&self.submission)?)?,
            Act::Collect => agency.technician.try_send("POST", &of_staff("collected"), &[])?,
            Act::Configure => agency.technician.try_send("POST", &of_staff("configured"), &[])?,
            Act::SaveElsewhere => agency.technician.try_send("POST", &of_staff("saved-elsewhere"), &[])?,
            Act::Withdraw => post("/withdraw", Vec::new())?,
            Act::Revoke => agency.manager.try_send("POST", &of_staff("revoke"), &[])?,
        })
    }

    fn creation(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&CreateRequest {
            client: self.name.clone(),
            site: parsed("shop.test"),
            address: None,
            email: None,
            days: 14,
            link: self.new_link.clone(),
        })
    }

    /// After the server was killed, checks that everything acknowledged is there, and that the interrupted act took
    /// effect completely or not at all.
    pub(crate) fn settle(&mut self, agency: &Agency) {
        if std::mem::take(&mut self.in_doubt) {
            self.id = self.id.take().or_else(|| self.found(agency));
            let (before, after) = (&self.script[..self.done], &self.script[..=self.done]);
            let seen = self.seen(agency);
            if seen == Seen::after(after) {
                self.done += 1;
            } else {
                assert_eq!(seen, Seen::after(before), "{}: neither before nor after {after:?}", self.name);
            }
        }
        self.assert_state(agency);
    }

    /// Returns the onboarding's id, if it was created but the response was lost.
    fn found(&self, agency: &Agency) -> Option<String> {
        let search = self.name.replace(' ', "%20");
        let board: Board = agency.manager.get(&format!("/api/onboardings?q={search}")).json();
        board.rows.into_iter().find(|row| row.client == self.name).map(|row| row.id)
    }

    /// Asserts that the visible state is what the acknowledged acts should produce.
    pub(crate) fn assert_state(&self, agency: &Agency) {
        let done = &self.script[..self.done];
        assert_eq!(self.seen(agency), Seen::after(done), "{} after {done:?}", self.name);
    }

    /// Returns the current state, or `None` before the onboarding was created.
    pub(crate) fn seen(&self, agency: &Agency) -> Option<Seen> {
        let shown: Onboarding = agency.seen(self.id.as_deref()?);
        Some(Seen {
            status: shown.row.status,
            step: shown.row.step,
            receipt: shown.receipt.map(|receipt| receipt.collected_at.is_some()),
            has_report: shown.report.is_some(),
            can_be_opened: self.opens(agency),
            log: shown.activity.into_iter().rev().map(|entry| entry.code).collect(),
        })
    }

    /// Returns true if there is a sealed file. It must be this client's own.
    fn opens(&self, agency: &Agency) -> bool {
        let path = format!("/api/onboardings/{}/sealed", self.id.as_deref().unwrap_or_default());
        let answer = agency.technician.get(&path);
        if answer.status != 200 {
            assert_eq!(answer.problem().code, "not-now", "{answer}");
            return false;
        }
        let kept: SealedSubmission = answer.json();
        let opened = open(&agency.identities, &kept.sealed.file).expect("it opens");
        assert_eq!(opened.secret.text().expose(), format!("secret of {}", self.name));
        let link = open_link(&agency.identities, &kept.sealed_link).expect("it opens").link;
        assert!(is_from_link(&link, &kept.sealed, &opened));
        true
    }
}
