//! What happens in the wizard.

use std::rc::Rc;

use shared::{
    check::CheckReport,
    details::{Answers, Secret},
    report::Report,
    rules::{Address, Port, Security},
    status::Step,
    wire::{FoundServer, Receipt},
};

use super::{Choice, Typed};
use crate::api::check::Left;

/// What happens in the wizard.
pub(crate) enum Action {
    /// Goes to a step, or as far towards it as possible.
    Go(Step),
    Address(String),
    /// A provider was chosen for this address.
    Chosen(Choice, Option<FoundServer>, Address),
    Typed(Typed),
    /// The details are valid.
    Detailed(Answers, Rc<Secret>),
    /// What was in the secret's field when the client left the step.
    Left(Rc<Secret>),
    Note(String),
    Checked(CheckReport, Left, Rc<Answers>, Rc<Secret>),
    /// The next check can start in so many seconds.
    Limited(u32),
    /// The server answers on another port: the details open with that port filled in.
    OtherPort(Port, Security),
    Submitted(Receipt),
    /// Records from the provider's page were typed or pasted.
    Pasted(String),
    /// A report, and the pasted records it was made with.
    Reported(Report, Rc<str>),
    Withdrawn,
}
