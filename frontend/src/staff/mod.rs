//! The manager's, the technician's and the administrator's pages, as two programs: `entrance` signs in, so that nobody
//! waits for the rest, and `desk` is the rest. No client fetches either.

mod account;
mod activity;
mod board;
mod create;
mod desk;
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
mod who;

use std::rc::Rc;

use shared::wire::{Config, Problem};
use wasm_bindgen::JsValue;

use crate::{json, program};

/// The program of `/staff`: signing in.
const ENTRANCE: &str = "entrance";
/// The program of everything behind it.
const DESK: &str = "desk";

/// Takes the page for signing in, and again each time when somebody has left.
pub fn open_entrance() {
    program::offer(ENTRANCE, |config| {
        let config = config.as_string().and_then(|text| json::read::<Config>(&text)).map(Rc::new);
        program::take::<entrance::App>(entrance::AppProps { config });
    });
    program::take::<entrance::App>(entrance::AppProps { config: None });
}

/// Lets the entrance hand the page over once somebody is signed in.
pub fn offer_desk() {
    program::offer(DESK, |_| program::take::<desk::App>(()));
}

/// Leaves the page to the entrance, which need not ask what this server is.
async fn to_entrance(config: &Config) -> Result<(), Problem> {
    let config = serde_json::to_string(config).unwrap_or_default();
    program::hand_over(ENTRANCE, &JsValue::from_str(&config)).await
}

/// Leaves the page to the desk.
async fn to_desk() -> Result<(), Problem> {
    program::hand_over(DESK, &JsValue::NULL).await
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
        retry_after: None,
    }
}
