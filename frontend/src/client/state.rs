//! The wizard's state.

mod action;
mod after;
mod choice;
mod secret;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::{
    check::CheckReport,
    link::Link,
    report::Report,
    rules::Security,
    status::Step,
    wire::{ClientView, Config, Contact, FoundServer, Progress, Proven, Receipt},
};
use yew::Reducible;

pub(crate) use action::Action;
pub(crate) use choice::Choice;
pub(crate) use secret::{Login, SecretState};

use super::prefill;
use crate::{say, time};

/// The settings fields, as typed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Typed {
    pub(crate) host: String,
    pub(crate) port: String,
    pub(crate) security: Option<Security>,
    pub(crate) username: String,
    /// A [`super::plan::Plan`], or empty if the client has none. It's text so that the first program, which never reads
    /// it, contains no code for its parts.
    #[serde(default)]
    pub(crate) plan: String,
}

/// What a page reload, which loses the secret, means for the sign-in test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reload {
    /// There was no reload, or the secret was tested since.
    None,
    /// Everything else was kept, but the secret hasn't been entered again.
    Kept,
    /// The secret was entered again. The test passed before the reload, but possibly with another secret.
    TestedBefore,
}

/// The wizard's state. Each change creates a new one, so clones have to be cheap.
#[derive(Clone)]
pub(crate) struct Wizard {
    pub(crate) link: Rc<Link>,
    pub(crate) view: Rc<ClientView>,
    pub(crate) agency: Rc<str>,
    /// True if the agency lets its server test the sign-in when the browser can't.
    pub(crate) server_check: bool,
    pub(crate) step: Step,
    /// The email address that the provider was chosen for.
    pub(crate) address: String,
    pub(crate) choice: Option<Choice>,
    /// The server that was found and that the client accepted, if the provider table doesn't have one.
    pub(crate) server: Option<FoundServer>,
    pub(crate) typed: Typed,
    pub(crate) secret: SecretState,
    pub(crate) note: String,
    pub(crate) checks_left: u32,
    /// When the next check can start, in Unix seconds by this device's clock.
    pub(crate) checks_from: i64,
    /// The field values of a check that passed, before or after a reload.
    pub(crate) passed: Option<Typed>,
    pub(crate) reload: Reload,
    pub(crate) report: Option<Rc<Report>>,
    /// That the website's own email works, if that was shown.
    pub(crate) proven: Option<Rc<Proven>>,
    /// The text in the field for the provider's records.
    pub(crate) pasted: Rc<str>,
    /// The text that was in that field when the last report was made.
    pub(crate) compared: Rc<str>,
    pub(crate) withdrawn: bool,
    /// True if the client had asked for help when the page was opened, and no one had helped yet.
    pub(crate) asked_for_help: bool,
    /// How the person can be reached whom the client can ask.
    pub(crate) contact: Option<Rc<Contact>>,
    /// Increases with every change.
    pub(crate) revision: u32,
}

impl Wizard {
    /// Starts where a returning client left off. The secret has to be entered again, because it isn't stored anywhere.
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
            secret: view
                .receipt
                .clone()
                .map_or(SecretState::Missing, |receipt| SecretState::Sealed(Rc::new(receipt))),
            note: String::new(),
            checks_left: view.checks_left,
            checks_from: time::now() + i64::from(view.check_wait),
            passed: None,
            reload: Reload::None,
            report: None,
            proven: None,
            pasted: "".into(),
            compared: "".into(),
            withdrawn: false,
            asked_for_help: false,
            contact: None,
            revision: 0,
            view: Rc::new(view),
        };
        // A client whose settings were deleted in the meantime sees that first.
        let step = if wizard.is_deleted() { Some(Step::Receipt) } else { step };
        wizard.step = wizard.reachable(step.unwrap_or(Step::Welcome));
        wizard
    }

    /// Returns `wanted`, or the last step before it that can be shown.
    fn reachable(&self, wanted: Step) -> Step {
        if self.view.is_over {
            return Step::Receipt;
        }
        if self.receipt().is_some() {
            return wanted.max(Step::Receipt);
        }
        let furthest = if self.choice.is_none() {
            Step::Provider
        } else if self.login().is_none() {
            Step::Details
        } else {
            Step::Receipt
        };
        wanted.min(furthest)
    }

    /// Returns the progress that the server keeps for other devices.
    pub(crate) fn progress(&self) -> Progress {
        Progress {
            step: Some(self.step),
            address: self.address.parse().ok(),
            provider: self.choice.as_ref().map(|choice| choice.id().to_owned()),
            server: self.server.clone(),
        }
    }

    /// Returns the technicians' names as a list in a sentence: the link's recipients, or those that the settings were
    /// re-encrypted for.
    pub(crate) fn names(&self) -> String {
        if let Some(receipt) = self.receipt().filter(|receipt| receipt.resealed.is_some()) {
            return say::list(&receipt.recipients);
        }
        say::list(&self.view.recipients.names())
    }

    /// Returns true if the settings were deleted.
    fn is_deleted(&self) -> bool {
        self.receipt().is_some_and(|receipt| receipt.deleted.is_some())
    }

    /// Returns the details, once all of them are valid.
    pub(crate) fn login(&self) -> Option<&Rc<Login>> {
        self.secret.login()
    }

    /// Returns the last check of exactly these details.
    pub(crate) fn check(&self) -> Option<&Rc<CheckReport>> {
        self.secret.check()
    }

    pub(crate) fn receipt(&self) -> Option<&Rc<Receipt>> {
        self.secret.receipt()
    }

    /// Returns true if a check with exactly these details has passed.
    pub(crate) fn has_passed(&self) -> bool {
        self.secret.has_passed()
    }
}

impl Reducible for Wizard {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Rc::unwrap_or_clone(self).after(action))
    }
}
