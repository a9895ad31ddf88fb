//! The client's wizard: from the link to the report.
//!
//! `app` reads the link and opens the door; `wizard` leads from step to step and `state` is what it
//! knows; `steps` has a file per step; `page` is the frame around all of them.

mod app;
mod closed;
mod errand;
mod history;
mod page;
mod pieces;
mod prefill;
mod provider;
mod state;
mod steps;
mod times;
mod wizard;

/// Puts the wizard in place of the words that `index.html` greets with.
pub fn start() {
    if let Some(place) = gloo_utils::document().get_element_by_id("app") {
        yew::Renderer::<app::App>::with_root(place).render();
    }
}
