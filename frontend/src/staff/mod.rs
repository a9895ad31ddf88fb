//! The pages of managers, technicians and administrators, in two programs: `entrance` only signs users in, so that it
//! loads quickly, and `desk` is everything else. Clients load neither of them.

mod account;
mod activity;
mod agency;
mod board;
mod create;
mod days_field;
mod desk;
mod entrance;
mod factor;
mod file;
mod file_input;
mod focus;
mod frame;
mod invite;
mod key;
mod leaving;
mod member;
mod onboarding;
mod people;
mod prove;
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

/// The program for signing in, which `/staff` loads.
const ENTRANCE: &str = "entrance";
/// The program for signed-in users.
const DESK: &str = "desk";

/// Shows the sign-in page, now and after each sign-out.
pub fn open_entrance() {
    program::offer(ENTRANCE, |config| {
        let config = config.as_string().and_then(|text| json::read::<Config>(&text)).map(Rc::new);
        program::take::<entrance::App>(entrance::AppProps { config });
    });
    program::take::<entrance::App>(entrance::AppProps { config: None });
}

/// Lets the entrance hand the page over after someone signed in.
pub fn offer_desk() {
    program::offer(DESK, |_| program::take::<desk::App>(()));
}

/// Hands the page over to the entrance, with the configuration, so that the entrance doesn't have to request it.
async fn to_entrance(config: &Config) -> Result<(), Problem> {
    let config = serde_json::to_string(config).unwrap_or_default();
    program::hand_over(ENTRANCE, &JsValue::from_str(&config)).await
}

/// Hands the page over to the desk.
async fn to_desk() -> Result<(), Problem> {
    program::hand_over(DESK, &JsValue::NULL).await
}

/// Returns a problem that this page found itself, in the same form as the server's.
fn problem(code: &str, title: &str, detail: &str) -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: title.into(),
        status: 0,
        detail: detail.into(),
        code: code.into(),
        field: None,
        retry_after: None,
        ask: None,
    }
}
