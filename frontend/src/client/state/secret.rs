//! The state of the client's secret, from the field to the sealed file.

use std::rc::Rc;

use shared::{
    check::{CheckReport, CheckVerdict},
    details::{Answers, SecretText},
    secret::Secret,
    wire::Receipt,
};

/// Valid details: what the technician needs to sign in to the mail server.
#[derive(Clone, PartialEq)]
pub(crate) struct Login {
    pub(crate) answers: Answers,
    pub(crate) secret: Rc<Secret>,
}

/// The state of the secret. Each state holds only what is known then, so a check is always about these details, and
/// after sending there is no secret left. The secret wipes itself when its last copy is dropped.
#[derive(Clone)]
pub(crate) enum SecretState {
    /// It hasn't been entered on this device, or not since the last reload.
    Missing,
    /// It was typed, but the details aren't complete yet, or the secret was changed.
    Typed(Rc<SecretText>),
    /// All details are valid.
    Complete(Rc<Login>),
    /// Exactly these details were checked.
    Checked(Rc<Login>, Rc<CheckReport>),
    /// The settings were sealed and sent, here or on another device.
    Sealed(Rc<Receipt>),
}

impl SecretState {
    /// Returns the text that was typed into the secret's field.
    pub(crate) fn secret(&self) -> Option<&SecretText> {
        match self {
            Self::Typed(secret) => Some(secret),
            Self::Complete(login) | Self::Checked(login, _) => Some(login.secret.text()),
            Self::Missing | Self::Sealed(_) => None,
        }
    }

    pub(crate) fn login(&self) -> Option<&Rc<Login>> {
        if let Self::Complete(login) | Self::Checked(login, _) = self { Some(login) } else { None }
    }

    pub(crate) fn check(&self) -> Option<&Rc<CheckReport>> {
        if let Self::Checked(_, report) = self { Some(report) } else { None }
    }

    pub(crate) fn receipt(&self) -> Option<&Rc<Receipt>> {
        if let Self::Sealed(receipt) = self { Some(receipt) } else { None }
    }

    /// Returns true if the last check of these details has passed.
    pub(crate) fn has_passed(&self) -> bool {
        self.check().is_some_and(|check| check.verdict == CheckVerdict::Ok)
    }

    /// The client left the field with this secret in it.
    pub(super) fn typed(self, secret: Rc<SecretText>) -> Self {
        let is_same = self.secret() == Some(&*secret);
        if is_same || self.receipt().is_some() { self } else { Self::Typed(secret) }
    }

    /// The client confirmed the details. A check that passed doesn't need to be repeated, but a failed one should run
    /// again.
    pub(super) fn completed(self, login: Login) -> Self {
        let is_tested = self.has_passed() && self.login().is_some_and(|tested| **tested == login);
        if is_tested || self.receipt().is_some() { self } else { Self::Complete(Rc::new(login)) }
    }

    /// A check of exactly these details ended.
    pub(super) fn checked(self, report: CheckReport) -> Self {
        match self {
            Self::Complete(login) | Self::Checked(login, _) => Self::Checked(login, Rc::new(report)),
            other => other,
        }
    }

    /// The last check no longer counts.
    pub(super) fn unchecked(self) -> Self {
        if let Self::Checked(login, _) = self { Self::Complete(login) } else { self }
    }

    /// The details no longer apply.
    pub(super) fn wiped(self) -> Self {
        if self.receipt().is_some() { self } else { Self::Missing }
    }
}
