//! Opens the wizard from the link. If something prevents that, shows a page that says so.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::{
    closed,
    door::{Door, from_address, open},
    history,
    page::frame,
    pieces::muted,
    program::Program,
    wizard::WizardPages,
};
use crate::{program, say};

/// The properties of [`App`].
#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) program: &'static Program,
}

impl PartialEq for Props {
    /// A page never changes its program.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Renders the whole page.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let link = use_memo((), |()| from_address());
    let door = use_state(|| Door::Opening);
    let attempt = use_state(|| 0_u32);
    use_effect_with((), {
        let program = props.program;
        move |()| {
            // After a reload, the step is in the browser's history, so it's known before the server answers.
            if let Some(other) = program.other
                && history::read().is_some_and(|step| !program.shows(step))
            {
                spawn_local(async move { drop(program::load(other).await) });
            }
        }
    });
    use_effect_with(*attempt, {
        let (link, door, program) = (link.clone(), door.clone(), props.program);
        move |_| match &*link {
            Err(error) => door.set(Door::BadLink(*error)),
            Ok(link) => {
                door.set(Door::Opening);
                let link = Rc::new(link.clone());
                spawn_local(async move { door.set(open(program, link, &door).await) });
            }
        }
    });
    let again = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.set(*attempt + 1))
    };
    use_effect_with(matches!(*door, Door::Opening), |&is_opening| {
        // The greeting in index.html stays until there's something to show instead.
        if let (false, Some(greeting)) = (is_opening, greeting()) {
            greeting.remove();
        }
    });
    let in_frame = |content| frame(None, content, Html::default());
    match &*door {
        Door::Opening if greeting().is_some() => Html::default(),
        Door::Opening => in_frame(muted(say::client().loading())),
        Door::BadLink(error) => in_frame(closed::bad_link(*error)),
        Door::Refused(problem) => in_frame(closed::refused(problem, again)),
        Door::Lost => in_frame(closed::lost()),
        Door::Strangers => in_frame(closed::strangers()),
        Door::Open(wizard) => {
            html! { <WizardPages program={props.program} start={wizard.clone()} /> }
        }
    }
}

/// Returns the greeting element of `index.html`.
fn greeting() -> Option<Element> {
    gloo_utils::document().get_element_by_id("greeting")
}
