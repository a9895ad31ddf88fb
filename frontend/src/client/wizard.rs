//! From step to step.

use std::rc::Rc;

use shared::{
    status::{Status, Step},
    wire::Config,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    closed,
    history::use_history,
    page::Frame,
    state::{Action, Wizard},
    steps,
};
use crate::api;

/// What [`WizardPages`] takes.
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) start: Wizard,
    pub(crate) config: Option<Rc<Config>>,
}

/// The steps, one at a time, in their frame.
#[component]
pub(crate) fn WizardPages(props: &Props) -> Html {
    let wizard = {
        let start = props.start.clone();
        use_reducer(move || start)
    };
    let go = {
        let dispatcher = wizard.dispatcher();
        use_callback((), move |step, ()| dispatcher.dispatch(Action::Go(step)))
    };
    use_history(wizard.step, go);
    use_remembering(&wizard);
    let status = if wizard.withdrawn { Status::Withdrawn } else { wizard.view.status };
    if !status.is_open() {
        return html! { <Frame config={props.config.clone()}>{ closed::over(&wizard.view, status) }</Frame> };
    }
    html! {
        <Frame
            config={props.config.clone()}
            step={wizard.step}
            is_sent={wizard.receipt.is_some()}
            names={wizard.names()}
        >
            { step(&wizard) }
        </Frame>
    }
}

fn step(wizard: &UseReducerHandle<Wizard>) -> Html {
    let wizard = wizard.clone();
    match wizard.step {
        Step::Welcome => html! { <steps::Welcome {wizard} /> },
        Step::Provider => html! { <steps::ProviderStep {wizard} /> },
        Step::Guide => html! { <steps::Guide {wizard} /> },
        Step::Details => html! { <steps::Details {wizard} /> },
        Step::Check => html! { <steps::Check {wizard} /> },
        Step::Receipt if wizard.receipt.is_some() => html! { <steps::ReceiptPage {wizard} /> },
        Step::Receipt => html! { <steps::Seal {wizard} /> },
        Step::Report => html! { <steps::ReportPage {wizard} /> },
    }
}

/// Tells the server each step that the client goes to. Opening the link tells it nothing: mail scanners
/// open links too.
#[hook]
fn use_remembering(wizard: &UseReducerHandle<Wizard>) {
    let is_first = use_mut_ref(|| true);
    let (link, progress) = (wizard.link.clone(), wizard.progress());
    use_effect_with(progress, move |progress| {
        if is_first.replace(false) {
            return;
        }
        let progress = progress.clone();
        spawn_local(async move {
            // Without it the client still gets on; only another device would start earlier.
            let _ = api::remember(&link, &progress).await;
        });
    });
}
