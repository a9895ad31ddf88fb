//! What the wizard knows.

mod action;
mod after;
mod choice;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::{
    check::{CheckReport, CheckVerdict},
    details::{Answers, Secret},
    link::Link,
    report::Report,
    rules::Security,
    status::Step,
    wire::{ClientView, Config, FoundServer, Progress, Receipt},
};
use yew::Reducible;

pub(crate) use action::Action;
pub(crate) use choice::Choice;

use super::prefill;
use crate::{say, time};

/// What is in the fields of the details, as typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Typed {
    pub(crate) host: String,
    pub(crate) port: String,
    pub(crate) security: Option<Security>,
    pub(crate) username: String,
}

/// What a reload of the page did to the secret, which it loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reload {
    /// There was none, or the secret was tested since.
    None,
    /// Everything else was kept, and the secret wasn't entered again yet.
    Kept,
    /// It was entered again. The test passed before, with a secret that may have been another.
    TestedBefore,
}

/// The wizard. Cheap to clone: a change makes a new one.
#[derive(Clone)]
pub(crate) struct Wizard {
    pub(crate) link: Rc<Link>,
    pub(crate) view: Rc<ClientView>,
    pub(crate) agency: Rc<str>,
    /// True if the agency lets its server test the sign-in when the browser can't.
    pub(crate) server_check: bool,
    pub(crate) step: Step,
    /// As typed.
    pub(crate) address: String,
    pub(crate) choice: Option<Choice>,
    /// What was found and agreed to, where the provider's row does not name it.
    pub(crate) server: Option<FoundServer>,
    pub(crate) typed: Typed,
    /// Once the details were all right.
    pub(crate) answers: Option<Rc<Answers>>,
    pub(crate) secret: Option<Rc<Secret>>,
    pub(crate) note: String,
    /// The last check of these very details.
    pub(crate) check: Option<Rc<CheckReport>>,
    pub(crate) checks_left: u32,
    /// When the next check may begin, in Unix seconds by this device's clock.
    pub(crate) checks_from: i64,
    /// The fields with which a check has passed, before a reload or since.
    pub(crate) passed: Option<Typed>,
    pub(crate) reload: Reload,
    pub(crate) receipt: Option<Rc<Receipt>>,
    pub(crate) report: Option<Rc<Report>>,
    /// What is in the field for the provider's records.
    pub(crate) pasted: Rc<str>,
    /// What was in that field when the last report was made.
    pub(crate) compared: Rc<str>,
    pub(crate) withdrawn: bool,
    /// Counts up with every change.
    pub(crate) revision: u32,
}

impl Wizard {
    /// Starts where a client who comes back left off. Other devices and reloads don't have the secret.
    pub(crate) fn new(link: Rc<Link>, view: ClientView, config: &Config, choice: Option<Choice>) -> Self {
        let Progress { step, address, server, .. } = view.progress.clone();
        let address = address.or_else(|| view.address.clone());
        let typed = match (&choice, &address) {
            (Some(choice), Some(address)) => prefill::typed(choice, server.as_ref(), address),
            _ => Typed::default(),
        };
        let mut wizard = Self {
            link,
            agency: config.agency.as_str().into(),
            server_check: config.server_check,
            step: Step::Welcome,
            address: address.map(String::from).unwrap_or_default(),
            choice,
            server,
            typed,
            answers: None,
            secret: None,
            note: String::new(),
            check: None,
            checks_left: view.checks_left,
            checks_from: time::now() + i64::from(view.check_wait),
            passed: None,
            reload: Reload::None,
            receipt: view.receipt.clone().map(Rc::new),
            report: view.report.clone().map(Rc::new),
            pasted: "".into(),
            compared: "".into(),
            withdrawn: false,
            revision: 0,
            view: Rc::new(view),
        };
        // A client whose settings were deleted since reads that first.
        let step = if wizard.is_deleted() { Some(Step::Receipt) } else { step };
        wizard.step = wizard.reachable(step.unwrap_or(Step::Welcome));
        wizard
    }

    /// Returns `wanted`, or the last step before it that is possible with what is known.
    fn reachable(&self, wanted: Step) -> Step {
        if self.view.is_over {
            return Step::Receipt;
        }
        if self.receipt.is_some() {
            return wanted.max(Step::Receipt);
        }
        let furthest = if self.choice.is_none() {
            Step::Provider
        } else if self.answers.is_none() || self.secret.is_none() {
            Step::Details
        } else {
            Step::Receipt
        };
        wanted.min(furthest)
    }

    /// What the server remembers for another device.
    pub(crate) fn progress(&self) -> Progress {
        Progress {
            step: Some(self.step),
            address: self.address.parse().ok(),
            provider: self.choice.as_ref().map(|choice| choice.id().to_owned()),
            server: self.server.clone(),
        }
    }

    /// Returns the technicians' names as a list in a sentence: those of the link, or those the settings were re-encrypted
    /// for.
    pub(crate) fn names(&self) -> String {
        if let Some(receipt) = self.receipt.as_ref().filter(|receipt| receipt.resealed.is_some()) {
            return say::list(&receipt.recipients);
        }
        say::list(&self.view.recipients.names())
    }

    /// True if what was sent is deleted.
    fn is_deleted(&self) -> bool {
        self.receipt.as_ref().is_some_and(|receipt| receipt.deleted.is_some())
    }

    /// True if a check with exactly these details has passed.
    pub(crate) fn has_passed(&self) -> bool {
        self.check.as_ref().is_some_and(|check| check.verdict == CheckVerdict::Ok)
    }
}

impl Reducible for Wizard {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}
