//! The program for the guide and all later steps: the settings are entered, tested, sealed and sent, and the report is
//! shown. The guide is in this program so that going back to it doesn't lose what was typed.

use std::rc::Rc;

use shared::status::Step;
use yew::prelude::*;

use super::{
    kept,
    program::Program,
    state::Wizard,
    steps::{Check, Details, ReportPage, Seal, StepProps, guide, receipt_page},
};
use crate::json::Object;

/// The second program's steps.
pub static LETTER: Program =
    Program { name: "letter", other: "client", first: Step::Guide, last: Step::Report, recall, page };

fn recall(wizard: &mut Wizard, page: &Object) {
    read_rest(wizard, page);
    kept::recall(wizard);
}

/// Reads the fields of a [`shared::wire::ClientPage`] that only these steps show.
pub(super) fn read_rest(wizard: &mut Wizard, page: &Object) {
    wizard.report = page.field("report").map(Rc::new);
    wizard.proven = page.field("proven").map(Rc::new);
}

fn page(wizard: &UseReducerHandle<Wizard>) -> Html {
    kept::store(wizard);
    let step = || StepProps::of(wizard);
    match wizard.step {
        Step::Details => html! { <Details ..step() /> },
        Step::Check => html! { <Check ..step() /> },
        Step::Receipt if wizard.receipt().is_some() => receipt_page(wizard),
        Step::Receipt => html! { <Seal ..step() /> },
        Step::Report => html! { <ReportPage ..step() /> },
        _ => guide(wizard),
    }
}
