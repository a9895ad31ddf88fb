//! Splits the wizard into two programs, so that a client's first step doesn't wait for the age library. The first one has
//! the welcome page, and hands the page over to the other one, which has all steps. The server keeps the data that both
//! need, as it does for clients who return on another device.

use shared::status::Step;
use yew::prelude::*;

use super::{
    app::{App, Props},
    state::Wizard,
};
use crate::{json::Object, program};

/// One of the wizard's two programs.
pub struct Program {
    /// The program's file name.
    pub(super) name: &'static str,
    /// The program that shows the steps that this one doesn't have.
    pub(super) other: Option<&'static str>,
    pub(super) first: Step,
    pub(super) last: Step,
    /// Restores what only this program's steps need: from the server's answer, and from before a reload.
    pub(super) recall: fn(&mut Wizard, &Object),
    /// Renders this program's current step.
    pub(super) page: fn(&UseReducerHandle<Wizard>) -> Html,
    /// Renders the line below each step that opens the help.
    pub(super) help: fn(&UseReducerHandle<Wizard>) -> Html,
}

impl Program {
    /// Returns true if this program has a page for the step.
    pub(super) fn shows(&self, step: Step) -> bool {
        (self.first..=self.last).contains(&step)
    }

    /// Lets the other program hand the page over to this one.
    pub fn offer(&'static self) {
        program::offer(self.name, |_| self.start());
    }

    /// Takes over the page once this program is loaded.
    pub fn start_soon(&'static self) {
        program::start_soon(|| self.start());
    }

    /// Takes over the page.
    pub(super) fn start(&'static self) {
        program::take::<App>(Props { program: self });
    }
}
