//! A file per step of the wizard. Each takes the wizard and tells it what happened.

mod check;
mod details;
mod discovered;
mod done;
mod finding;
mod guide;
mod outcome;
mod pass_on;
mod paste;
mod provider;
mod provider_list;
mod receipt;
mod report;
mod seal;
mod secret_field;
mod sending;
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

use crate::client::pieces::quiet;
use shared::status::Step;
use yew::prelude::*;

use super::state::{Action, Wizard};

/// What every step takes.
#[derive(Properties)]
pub(crate) struct StepProps {
    pub(crate) wizard: UseReducerHandle<Wizard>,
    /// Which wizard that was as the step was drawn.
    revision: u32,
}

impl StepProps {
    pub(crate) fn of(wizard: &UseReducerHandle<Wizard>) -> Self {
        Self { wizard: wizard.clone(), revision: wizard.revision }
    }
}

impl PartialEq for StepProps {
    /// A handle shows the newest wizard, however old it is itself, so that two of them never differ.
    fn eq(&self, other: &Self) -> bool {
        self.revision == other.revision
    }
}

/// A callback that goes to a step.
fn to(wizard: &UseReducerHandle<Wizard>, step: Step) -> Callback<()> {
    let dispatcher = wizard.dispatcher();
    Callback::from(move |()| dispatcher.dispatch(Action::Go(step)))
}

/// The quiet line below a step's one primary button.
fn back(wizard: &UseReducerHandle<Wizard>, step: Step) -> Html {
    html! { { quiet("Back", to(wizard, step)) } }
}

/// A link that opens beside the wizard.
fn outside(url: &str, words: &str) -> Html {
    html! {
        <a class="button button--wide" href={url.to_owned()} target="_blank" rel="noopener noreferrer">
            <span>{ words.to_owned() }</span><span aria-hidden="true">{ "↗" }</span>
            <span class="aside-voice">{ " (opens a new tab)" }</span>
        </a>
    }
}
