//! How actions change the wizard's state.

use std::{mem, rc::Rc};

use shared::{
    check::CheckReport,
    rules::{Address, Port, Security},
    status::Step,
    wire::{FoundServer, Receipt},
};

use super::{Action, Choice, Login, Reload, SecretState, Typed, Wizard};
use crate::{api::check::Left, client::prefill, time};

impl Wizard {
    /// Returns the wizard's state after this action.
    pub(super) fn after(mut self, action: Action) -> Self {
        self.revision = self.revision.wrapping_add(1);
        match action {
            Action::Go(step) => self.step = self.reachable(step),
            Action::Chosen(choice, server, address) => self.choose(choice, server, address),
            Action::Typed(typed) => self.take_typed(typed),
            Action::Detailed(login) => self.take_details(login),
            Action::Filled(login) => {
                // A test that passed before a reload may have been one of other values.
                self.reload = Reload::None;
                self.take_details(login);
            }
            Action::Left(secret) => self.change_secret(|state| state.typed(secret)),
            Action::Note(note) => self.note = note,
            Action::Checked(report, left, tested) => {
                self.limit(left);
                self.take_check(report, &tested);
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
            self.change_secret(SecretState::wiped);
        }
        self.address = address.into();
        self.choice = Some(choice);
        self.server = server;
        self.step = Step::Guide;
    }

    fn take_typed(&mut self, typed: Typed) {
        // The next plan has another kind of secret: a password isn't the secret of an app.
        if typed.plan.is_empty() && !self.typed.plan.is_empty() {
            self.change_secret(SecretState::wiped);
        }
        self.typed = typed;
    }

    fn take_details(&mut self, login: Login) {
        self.change_secret(|state| state.completed(login));
        // If the test passed before a reload, it runs again only if the client wants to.
        let has_passed = self.passed.as_ref() == Some(&self.typed);
        (self.reload, self.step) = match self.reload {
            Reload::Kept if has_passed => (Reload::TestedBefore, Step::Receipt),
            _ => (Reload::None, Step::Check),
        };
    }

    fn take_check(&mut self, report: CheckReport, tested: &Rc<Login>) {
        // The client may have changed the details in the meantime, with the browser's Back button.
        if self.login() == Some(tested) {
            self.change_secret(|state| state.checked(report));
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
        self.change_secret(SecretState::unchecked);
        self.step = Step::Details;
    }

    fn take_receipt(&mut self, receipt: Receipt) {
        self.secret = SecretState::Sealed(Rc::new(receipt));
        self.note.clear();
        self.passed = None;
        self.step = Step::Receipt;
    }

    fn change_secret(&mut self, change: impl FnOnce(SecretState) -> SecretState) {
        self.secret = change(mem::replace(&mut self.secret, SecretState::Missing));
    }
}
