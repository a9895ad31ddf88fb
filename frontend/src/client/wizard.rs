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
    history::{number, use_history},
    page::{Place, frame},
    state::{Action, Wizard},
    steps,
};
use crate::{api, sealer};

/// What [`WizardPages`] takes.
#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) start: Rc<Wizard>,
    pub(crate) config: Option<Rc<Config>>,
}

impl PartialEq for Props {
    /// They are given once.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.start, &other.start)
    }
}

/// The steps, one at a time, in their frame.
#[component]
pub(crate) fn WizardPages(props: &Props) -> Html {
    let wizard = {
        let start = props.start.clone();
        use_reducer(move || Rc::unwrap_or_clone(start))
    };
    let go = {
        let dispatcher = wizard.dispatcher();
        use_callback((), move |step, ()| dispatcher.dispatch(Action::Go(step)))
    };
    use_history(wizard.step, go);
    use_remembering(&wizard);
    use_effect_with(wizard.step >= Step::Guide, |&is_near| {
        if is_near {
            // Needed in the steps to come; a failure shows there.
            spawn_local(async { drop(sealer::load().await) });
        }
    });
    let status = if wizard.withdrawn { Status::Withdrawn } else { wizard.view.status };
    if !status.is_open() {
        return frame(props.config.as_deref(), None, closed::over(&wizard.view, status));
    }
    let place = Place { step: wizard.step, is_sent: wizard.receipt.is_some(), names: wizard.names() };
    // A key of its own: no fold that was opened on one step is open on the next.
    let content = html! { <div key={number(wizard.step)}>{ step(&wizard) }</div> };
    frame(props.config.as_deref(), Some(&place), content)
}

fn step(wizard: &UseReducerHandle<Wizard>) -> Html {
    let page = wizard;
    let wizard = page.clone();
    match wizard.step {
        Step::Welcome => steps::welcome(page),
        Step::Provider => html! { <steps::ProviderStep {wizard} /> },
        Step::Guide => steps::guide(page),
        Step::Details => html! { <steps::Details {wizard} /> },
        Step::Check => html! { <steps::Check {wizard} /> },
        Step::Receipt if wizard.receipt.is_some() => steps::receipt_page(page),
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
            let _ = api::client::remember(&link, &progress).await;
        });
    });
}
