//! The program that opens first: the welcome page and the choice of a provider.

use shared::status::Step;
use yew::prelude::*;

use super::{
    program::Program,
    state::Wizard,
    steps::{ProviderStep, StepProps, welcome},
};

/// The first program's steps.
pub static EARLY: Program = Program {
    name: "client",
    other: "letter",
    first: Step::Welcome,
    last: Step::Provider,
    recall: |_, _| {},
    page,
};

fn page(wizard: &UseReducerHandle<Wizard>) -> Html {
    match wizard.step {
        Step::Welcome => welcome(wizard),
        _ => html! { <ProviderStep ..StepProps::of(wizard) /> },
    }
}
