//! The wizard's steps, one file each. Each step gets the wizard's state and dispatches actions to it.

mod app_fields;
mod check;
mod details;
mod details_read;
mod discovered;
mod done;
mod finding;
mod guide;
mod guide_commands;
mod guide_offers;
mod guide_own;
mod guide_questions;
mod guide_values;
mod guide_way;
mod guide_ways;
mod hand_over;
mod hand_over_answer;
mod hand_over_link;
mod hand_over_tab;
mod key_field;
mod outcome;
mod outcome_facts;
mod pass_on;
mod paste;
mod provider;
mod provider_list;
mod receipt;
mod record;
mod report;
mod report_body;
pub(super) mod run;
mod runner;
mod seal;
mod search;
mod secret_field;
mod secret_text;
pub(super) mod sending;
mod server_fields;
mod stages;
mod summary;
mod welcome;
mod which;

pub(crate) use check::Check;
pub(crate) use details::Details;
pub(crate) use guide::guide;
pub(crate) use provider::ProviderStep;
pub(crate) use receipt::receipt_page;
pub(crate) use report::ReportPage;
pub(crate) use seal::Seal;
pub(crate) use welcome::welcome;

use shared::status::Step;
use yew::prelude::*;

use super::{
    pieces::quiet,
    state::{Action, Wizard},
};
use crate::say;

/// The properties of every step.
#[derive(Properties)]
pub(crate) struct StepProps {
    pub(crate) wizard: UseReducerHandle<Wizard>,
    /// The wizard's revision when the step was rendered.
    revision: u32,
}

impl StepProps {
    pub(crate) fn of(wizard: &UseReducerHandle<Wizard>) -> Self {
        Self { wizard: wizard.clone(), revision: wizard.revision }
    }
}

impl PartialEq for StepProps {
    /// Compares the revisions. The handles would always be equal, because even an old handle shows the newest state.
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

/// Returns a callback that goes to a step.
fn to(wizard: &UseReducerHandle<Wizard>, step: Step) -> Callback<()> {
    let dispatcher = wizard.dispatcher();
    Callback::from(move |()| dispatcher.dispatch(Action::Go(step)))
}

/// Renders the button that goes back, below a step's primary button.
fn back(wizard: &UseReducerHandle<Wizard>, step: Step) -> Html {
    html! { { quiet(say::client().back(), to(wizard, step)) } }
}

/// Renders a link that opens in a new tab.
fn outside(url: &str, words: &str) -> Html {
    html! {
        <a class="button button--wide" href={url.to_owned()} target="_blank" rel="noopener noreferrer">
            <span>{ words.to_owned() }</span><span aria-hidden="true">{ "↗" }</span>
            <span class="aside-voice">{ say::client().opens_in_new_tab() }</span>
        </a>
    }
}
