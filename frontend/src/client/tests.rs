//! Tests of the wizard: how each step looks in each state, and how one step leads to the next.

mod check;
mod closed;
mod details;
mod entries;
mod guide;
mod hand_over;
mod help;
mod help_calls;
mod history;
mod kept;
mod provider;
mod report;
mod requests;
mod run;
mod seal;
mod state;
mod times;
mod ways;
mod welcome;

use std::rc::Rc;

use shared::{
    status::Step,
    wire::{ClientPage, ClientView, HandOver, ProviderGuide},
};
use wasm_bindgen_test::wasm_bindgen_test_configure;
use yew::prelude::*;

use super::{
    EARLY, LETTER,
    letter::read_rest,
    program::Program,
    state::{Choice, Login, SecretState, Wizard},
    wizard::WizardPages,
};
use crate::{
    json,
    tests::{
        Page, Server,
        client::{answers, app_password, config, link, page, provider, view},
    },
};

wasm_bindgen_test_configure!(run_in_browser);

/// Returns the wizard for a link that was just opened.
fn wizard(view: ClientView) -> Wizard {
    open(view, None)
}

/// Returns the wizard for this view.
fn open(view: ClientView, choice: Option<Choice>) -> Wizard {
    open_page(page(view), choice)
}

/// Returns the wizard for this page, which is read in the same way as in a browser.
fn open_page(page: ClientPage, choice: Option<Choice>) -> Wizard {
    let text = serde_json::to_value(page).expect("JSON").to_string();
    let page = json::Object::parse(&text).expect("valid JSON");
    let mut wizard = Wizard::new(link(), page.read().expect("a view"), &config(), choice);
    read_rest(&mut wizard, &page);
    wizard
}

/// Returns a wizard at this step, with a chosen provider.
fn at(step: Step) -> Wizard {
    let mut view = view();
    view.progress.address = Some(answers().address);
    let mut wizard = open(view, Some(mailhaus()));
    if step > Step::Details {
        wizard.secret = SecretState::Complete(Rc::new(login("abcdefghijklmnop")));
    }
    wizard.step = step;
    wizard
}

/// Returns the details that most tests use, with this secret.
fn login(text: &str) -> Login {
    Login { answers: answers(), secret: Rc::new(app_password(text)) }
}

/// Returns the provider that most tests use, as a choice that was read in the same way as on the page.
fn mailhaus() -> Choice {
    chosen(&provider())
}

fn chosen(provider: &ProviderGuide) -> Choice {
    let text = serde_json::to_string(provider).expect("JSON");
    Choice::Known(Rc::new(json::read(&text).expect("a provider")))
}

/// Renders the wizard's current step with the program that has it.
async fn drawn(wizard: Wizard) -> Page {
    Server::knows(&route("POST", "/progress"), &());
    Server::knows(&route("GET", "/handovers"), &Vec::<HandOver>::new());
    let program: &'static Program = if EARLY.shows(wizard.step) { &EARLY } else { &LETTER };
    let start = Rc::new(wizard);
    Page::of(move || html! { <WizardPages {program} start={start.clone()} /> }).await
}

/// Returns one of the API routes of the link.
fn route(method: &str, end: &str) -> String {
    format!("{method} /api/o/{}{end}", link().locator())
}

/// Fires the event that tells pages that the browser is online again.
fn online() {
    let event = Event::new("online").expect("an event");
    gloo_utils::window().dispatch_event(&event).expect("the event is dispatched");
}
