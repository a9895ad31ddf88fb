//! The manager's, the technician's and the administrator's pages. A load of its own: no client fetches it.

mod account;
mod activity;
mod app;
mod board;
mod create;
mod entrance;
mod factor;
mod file;
mod focus;
mod frame;
mod key;
mod leaving;
mod member;
mod onboarding;
mod people;
mod random;
mod remote;
mod remove_key;
mod roles;
mod route;
mod session;
mod settings;
mod state;
mod storage;
mod technician;
mod time;
mod vouching;

use shared::wire::Problem;

/// Puts the staff's pages in place of the words that `staff.html` greets with.
pub fn start() {
    if let Some(root) = gloo_utils::document().get_element_by_id("app") {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}

/// A problem of this page's own, told like one of the server's.
fn problem(code: &str, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: title.into(),
        status: 0,
        detail: detail.into(),
        code: code.into(),
        field: None,
    }
}
