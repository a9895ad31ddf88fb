//! Moves from step to step with the browser's Back and Forward buttons. The address, with the link in its fragment,
//! stays the same, so that a reload works.

use gloo_events::EventListener;
use shared::status::Step;
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// Keeps the browser's history and the wizard's step in sync. Calls `go` when the user moves in the history.
#[hook]
pub(crate) fn use_history(step: Step, go: Callback<Step>) {
    use_effect_with((), move |()| {
        // Reuses the history entry that opening the link created.
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

/// Returns the step of the current entry in the browser's history.
pub(crate) fn read() -> Option<Step> {
    let state = gloo_utils::window().history().ok()?.state().ok()?.as_string()?;
    Step::ALL.into_iter().find(|&step| number(step).to_string() == state)
}

fn write(step: Step, replace: bool) {
    let Ok(history) = gloo_utils::window().history() else { return };
    let state = JsValue::from_str(&number(step).to_string());
    // If the browser refuses, the only effect is that its Back button doesn't work here.
    let _ = if replace {
        history.replace_state_with_url(&state, "", None)
    } else {
        history.push_state_with_url(&state, "", None)
    };
}

/// Returns the step's number, starting at 1.
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
