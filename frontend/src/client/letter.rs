//! The program for the letter: what is written, tried, sealed and sent, and the report. The guide is here too, so that
//! going back to it loses nothing that was typed.

use shared::status::Step;
use yew::prelude::*;

use super::{
    program::Program,
    state::Wizard,
    steps::{Check, Details, ReportPage, Seal, guide, receipt_page},
};

/// Its steps.
pub static LETTER: Program =
    Program { name: "letter", other: "client", first: Step::Guide, last: Step::Report, page };

fn page(shown: &UseReducerHandle<Wizard>) -> Html {
    let wizard = shown.clone();
    match wizard.step {
        Step::Details => html! { <Details {wizard} /> },
        Step::Check => html! { <Check {wizard} /> },
        Step::Receipt if wizard.receipt.is_some() => receipt_page(shown),
        Step::Receipt => html! { <Seal {wizard} /> },
        Step::Report => html! { <ReportPage {wizard} /> },
        _ => guide(shown),
    }
}
