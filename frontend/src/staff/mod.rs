//! The manager's, the technician's and the administrator's pages, as two programs: `entrance` signs people in without
//! waiting for the rest, and `desk` is the rest. No client loads either.

mod account;
mod activity;
mod board;
mod create;
mod days_field;
mod desk;
mod entrance;
mod factor;
mod file;
mod focus;
mod frame;
mod invite;
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
mod task;
mod technician;
mod vouching;
mod who;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

#[cfg(all(test, target_arch = "wasm32"))]
pub(crate) use session::Session;

use std::rc::Rc;

use shared::wire::{Config, Problem};
use wasm_bindgen::JsValue;

use crate::{json, program};

/// The program of `/staff`: signing in.
const ENTRANCE: &str = "entrance";
/// The program of everything behind it.
const DESK: &str = "desk";

/// Shows the sign-in page, and again each time someone signs out.
pub fn open_entrance() {
    program::offer(ENTRANCE, |config| {
        let config = config.as_string().and_then(|text| json::read::<Config>(&text)).map(Rc::new);
        program::take::<entrance::App>(entrance::AppProps { config });
    });
    program::take::<entrance::App>(entrance::AppProps { config: None });
}

/// Lets the entrance hand the page over once someone is signed in.
pub fn offer_desk() {
    program::offer(DESK, |_| program::take::<desk::App>(()));
}

/// Hands the page to the entrance, which then doesn't have to ask what this server is.
async fn to_entrance(config: &Config) -> Result<(), Problem> {
    let config = serde_json::to_string(config).unwrap_or_default();
    program::hand_over(ENTRANCE, &JsValue::from_str(&config)).await
}

/// Hands the page to the desk.
async fn to_desk() -> Result<(), Problem> {
    program::hand_over(DESK, &JsValue::NULL).await
}

/// A problem on this page, in the form of a server's problem.
fn problem(code: &str, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: title.into(),
        status: 0,
        detail: detail.into(),
        code: code.into(),
        field: None,
        retry_after: None,
    }
}
