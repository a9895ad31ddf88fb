//! The browser's own Back and Forward lead from step to step. The address, with the link in its
//! fragment, stays as it is, so that a reload works.

use gloo_events::EventListener;
use shared::status::Step;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Keeps the history and the step the same; `go` is called when the person moves in the history.
#[hook]
pub(crate) fn use_history(step: Step, go: Callback<Step>) {
    use_effect_with((), move |()| {
        // The first entry is the one that the link made.
        write(step, true);
        let listener = EventListener::new(&gloo_utils::window(), "popstate", move |_| {
            if let Some(step) = read() {
                go.emit(step);
            }
        });
        move || drop(listener)
    });
    use_effect_with(step, |&step| {
        if read() != Some(step) {
            write(step, false);
        }
    });
}

/// The step of this entry of the browser's history.
pub(crate) fn read() -> Option<Step> {
    let state = gloo_utils::window().history().ok()?.state().ok()?.as_string()?;
    Step::ALL.into_iter().find(|&step| number(step).to_string() == state)
}

fn write(step: Step, replace: bool) {
    let Ok(history) = gloo_utils::window().history() else { return };
    let state = JsValue::from_str(&number(step).to_string());
    // A browser that refuses has no working Back here, and everything else still works.
    let _ = if replace {
        history.replace_state_with_url(&state, "", None)
    } else {
        history.push_state_with_url(&state, "", None)
    };
}

/// Counted from 1.
pub(crate) fn number(step: Step) -> u8 {
    match step {
        Step::Welcome => 1,
        Step::Provider => 2,
        Step::Guide => 3,
        Step::Details => 4,
        Step::Check => 5,
        Step::Receipt => 6,
        Step::Report => 7,
    }
}
