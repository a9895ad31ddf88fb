//! The actions that change the wizard's state.

use std::rc::Rc;

use shared::{
    check::CheckReport,
    details::SecretText,
    report::Report,
    rules::{Address, Port, Security},
    status::Step,
    wire::{FoundServer, Receipt},
};

use super::{Choice, Login, Typed};
use crate::api::check::Left;

/// An action that changes the wizard's state.
pub(crate) enum Action {
    /// Goes to a step, or as close to it as possible.
    Go(Step),
    /// A provider was chosen for this address. Nothing else changes the address, because the details belong to it.
    Chosen(Choice, Option<FoundServer>, Address),
    Typed(Typed),
    /// The details are valid.
    Detailed(Login),
    /// The details are valid, and someone else entered them.
    Filled(Login),
    /// The secret field's content when the client left the step.
    Left(Rc<SecretText>),
    Note(String),
    Checked(CheckReport, Left, Rc<Login>),
    /// The next check can start in this many seconds.
    Limited(u32),
    /// The server answers on another port, so the details open with that port filled in.
    OtherPort(Port, Security),
    Submitted(Receipt),
    /// The client typed or pasted records from the provider's page.
    Pasted(String),
    /// A report arrived, for these pasted records.
    Reported(Report, Rc<str>),
    Withdrawn,
}
