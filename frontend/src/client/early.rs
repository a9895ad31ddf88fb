//! The program that opens first: the welcome page.

use shared::status::Step;

use super::{help_bar::help_later, program::Program, steps::welcome};

/// The first program's step.
pub static EARLY: Program = Program {
    name: "client",
    other: Some("letter"),
    first: Step::Welcome,
    last: Step::Welcome,
    recall: |_, _| {},
    page: welcome,
    help: help_later,
};
