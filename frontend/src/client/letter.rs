//! The program with all steps: the provider is found, the settings are entered, tested, sealed and sent, and the report is
//! shown. All of them are in one program, so that going back doesn't lose what was typed.

use std::rc::Rc;

use shared::{status::Step, wire::HelpSent};
use yew::prelude::*;

use super::{
    help, kept,
    program::Program,
    state::Wizard,
    steps::{Check, Details, ProviderStep, ReportPage, Seal, StepProps, guide, receipt_page, welcome},
};
use crate::{json::Object, program};

/// The second program. It has the welcome page too, for clients who go back to it or open the help there.
pub static LETTER: Program = Program {
    name: "letter",
    other: None,
    first: Step::Welcome,
    last: Step::Report,
    recall,
    page,
    help: help::help,
};

/// Lets the first program hand the page over to this one. With a `true`, the help is open.
pub fn offer_letter() {
    program::offer(LETTER.name, |with| {
        if with.is_truthy() {
            help::open_at_start();
        }
        LETTER.start();
    });
}

fn recall(wizard: &mut Wizard, page: &Object) {
    read_rest(wizard, page);
    kept::recall(wizard);
}

/// Reads the fields of a [`shared::wire::ClientPage`] that only these steps show.
pub(super) fn read_rest(wizard: &mut Wizard, page: &Object) {
    wizard.report = page.field("report").map(Rc::new);
    wizard.proven = page.field("proven").map(Rc::new);
    wizard.contact = page.field("contact").map(Rc::new);
    let help = page.field::<HelpSent>("help");
    wizard.asked_for_help = help.is_some_and(|help| help.settled.is_none());
}

fn page(wizard: &UseReducerHandle<Wizard>) -> Html {
    kept::store(wizard);
    let step = || StepProps::of(wizard);
    match wizard.step {
        Step::Welcome => welcome(wizard),
        Step::Provider => html! { <ProviderStep ..step() /> },
        Step::Details => html! { <Details ..step() /> },
        Step::Check => html! { <Check ..step() /> },
        Step::Receipt if wizard.receipt().is_some() => receipt_page(wizard),
        Step::Receipt => html! { <Seal ..step() /> },
        Step::Report => html! { <ReportPage ..step() /> },
        Step::Guide => guide(wizard),
    }
}
