//! The program that a link opens: from the welcome to the provider's guide.

use shared::status::Step;
use yew::prelude::*;

use super::{
    program::Program,
    state::Wizard,
    steps::{ProviderStep, StepProps, guide, welcome},
};

/// Its steps.
pub static EARLY: Program =
    Program { name: "client", other: "letter", first: Step::Welcome, last: Step::Guide, page };

fn page(wizard: &UseReducerHandle<Wizard>) -> Html {
    match wizard.step {
        Step::Welcome => welcome(wizard),
        Step::Provider => html! { <ProviderStep ..StepProps::of(wizard) /> },
        _ => guide(wizard),
    }
}
