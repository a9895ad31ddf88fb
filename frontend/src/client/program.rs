//! The wizard as two programs, so that a client's first step does not wait for age: one up to the choice of a provider, and
//! one from the provider's guide on. Each shows some of the steps and hands the page over for the others. The server
//! remembers what both must know, as for a client who comes back on another device.

use shared::status::Step;
use yew::prelude::*;

use super::{
    app::{App, Props},
    state::Wizard,
};
use crate::program;

/// One of the two.
pub struct Program {
    /// The name of its file.
    pub(super) name: &'static str,
    /// The program that shows the other steps.
    pub(super) other: &'static str,
    pub(super) first: Step,
    pub(super) last: Step,
    /// Restores what a reload has kept of its steps.
    pub(super) recall: fn(&mut Wizard),
    /// The page of each of its steps.
    pub(super) page: fn(&UseReducerHandle<Wizard>) -> Html,
}

impl Program {
    /// True if it has a page for this step.
    pub(super) fn shows(&self, step: Step) -> bool {
        (self.first..=self.last).contains(&step)
    }

    /// Lets the other program hand the page over to this one.
    pub fn offer(&'static self) {
        program::offer(self.name, |_| self.start());
    }

    /// Takes the page once this program is loaded.
    pub fn start_soon(&'static self) {
        program::start_soon(|| self.start());
    }

    /// Takes the page.
    fn start(&'static self) {
        program::take::<App>(Props { program: self });
    }
}
