//! How actions change the wizard's state.

use std::rc::Rc;

use shared::{
    check::CheckReport,
    details::{Answers, Secret},
    rules::{Address, Port, Security},
    status::Step,
    wire::{FoundServer, Receipt},
};

use super::{Action, Choice, Reload, Wizard};
use crate::{api::check::Left, client::prefill, time};

impl Wizard {
    /// Returns the wizard's state after this action.
    pub(super) fn after(mut self, action: Action) -> Self {
        self.revision = self.revision.wrapping_add(1);
        match action {
            Action::Go(step) => self.step = self.reachable(step),
            Action::Address(address) => self.address = address,
            Action::Chosen(choice, server, address) => self.choose(choice, server, address),
            Action::Typed(typed) => self.typed = typed,
            Action::Detailed(answers, secret) => self.take_details(answers, secret),
            Action::Left(secret) => {
                if self.secret.as_ref() != Some(&secret) {
                    self.forget_details();
                }
                self.secret = Some(secret);
            }
            Action::Note(note) => self.note = note,
            Action::Checked(report, left, answers, secret) => {
                self.limit(left);
                self.take_check(report, &answers, &secret);
            }
            Action::Limited(wait) => self.limit(Left { checks: 0, wait }),
            Action::OtherPort(port, security) => self.use_port(port, security),
            Action::Submitted(receipt) => self.take_receipt(receipt),
            Action::Pasted(text) => self.pasted = text.into(),
            Action::Reported(report, compared) => {
                self.report = Some(Rc::new(report));
                self.compared = compared;
            }
            Action::Withdrawn => self.withdrawn = true,
        }
        self
    }

    /// Stores the chosen provider. Details typed for another provider no longer apply.
    fn choose(&mut self, choice: Choice, server: Option<FoundServer>, address: Address) {
        let is_new = self.choice.as_ref().map(Choice::id) != Some(choice.id())
            || self.server != server
            || self.address != address.as_str();
        if is_new {
            self.typed = prefill::typed(&choice, server.as_ref(), &address);
            self.passed = None;
            self.reload = Reload::None;
            self.forget_details();
        }
        self.address = address.into();
        self.choice = Some(choice);
        self.server = server;
        self.step = Step::Guide;
    }

    fn take_details(&mut self, answers: Answers, secret: Rc<Secret>) {
        // A check that passed doesn't need to be repeated, but a failed one should run again.
        let is_same = self.answers.as_deref() == Some(&answers) && self.secret.as_ref() == Some(&secret);
        if !(is_same && self.has_passed()) {
            self.forget_details();
        }
        self.answers = Some(Rc::new(answers));
        self.secret = Some(secret);
        // If the test passed before a reload, it runs again only if the client wants to.
        let has_passed = self.passed.as_ref() == Some(&self.typed);
        (self.reload, self.step) = match self.reload {
            Reload::Kept if has_passed => (Reload::TestedBefore, Step::Receipt),
            _ => (Reload::None, Step::Check),
        };
    }

    fn take_check(&mut self, report: CheckReport, answers: &Rc<Answers>, secret: &Rc<Secret>) {
        // The client may have changed the details in the meantime, with the browser's Back button.
        if self.answers.as_ref() == Some(answers) && self.secret.as_ref() == Some(secret) {
            self.check = Some(Rc::new(report));
            self.reload = Reload::None;
            self.passed = self.has_passed().then(|| self.typed.clone());
        }
    }

    fn limit(&mut self, left: Left) {
        self.checks_left = left.checks;
        self.checks_from = time::now() + i64::from(left.wait);
    }

    fn use_port(&mut self, port: Port, security: Security) {
        self.typed.port = port.to_string();
        self.typed.security = Some(security);
        self.check = None;
        self.step = Step::Details;
    }

    fn take_receipt(&mut self, receipt: Receipt) {
        self.receipt = Some(Rc::new(receipt));
        self.forget_details();
        self.note.clear();
        self.passed = None;
        self.step = Step::Receipt;
    }

    /// Clears the details. The secret wipes itself when its last copy is dropped.
    fn forget_details(&mut self) {
        self.answers = None;
        self.secret = None;
        self.check = None;
    }
}
