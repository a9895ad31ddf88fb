//! The wizard as two programs, so that a client's first step does not wait for age: one that leads to the provider's
//! guide, and one for the letter, from the guide on. Each shows some of the steps and hands the page over for the
//! others; what both must know, the server remembers, as for a client who comes back on another device.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use shared::{status::Step, wire::Problem};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use yew::{AppHandle, prelude::*};

use super::{
    app::{App, Props},
    state::Wizard,
};
use crate::api;

/// One of the two.
pub struct Program {
    /// As its file is called.
    pub(super) name: &'static str,
    /// The one that shows the other steps.
    pub(super) other: &'static str,
    pub(super) first: Step,
    pub(super) last: Step,
    /// A page for each of its steps.
    pub(super) page: fn(&UseReducerHandle<Wizard>) -> Html,
}

thread_local! {
    /// What stands on the page, where this program has it.
    static SHOWN: RefCell<Option<AppHandle<App>>> = const { RefCell::new(None) };
}

impl Program {
    /// Whether it has a page for this step.
    pub(super) fn shows(&self, step: Step) -> bool {
        (self.first..=self.last).contains(&step)
    }

    /// Lets the other program give the page over to this one.
    pub fn offer(&'static self) {
        let start = Closure::<dyn Fn()>::new(|| self.start()).into_js_value();
        if let Ok(programs) = window("programs") {
            // The page's own empty object takes every property.
            let _ = Reflect::set(&programs, &JsValue::from_str(self.name), &start);
        }
    }

    /// Takes the page.
    pub fn start(&'static self) {
        let document = gloo_utils::document();
        let Some(was) = document.get_element_by_id("app") else { return };
        // A new element: the other program's listeners stay with the old one.
        let Ok(place) = document.create_element("div") else { return };
        place.set_id("app");
        if was.replace_with_with_node_1(&place).is_ok() {
            let app = yew::Renderer::<App>::with_root_and_props(place, Props { program: self });
            SHOWN.set(Some(app.render()));
        }
    }
}

/// Fetches a program, once, and gives its start.
pub(super) async fn load(name: &str) -> Result<Function, Problem> {
    let loader: Function = window("loadProgram")?.dyn_into().map_err(|_| api::unexpected())?;
    let loading = loader.call1(&JsValue::NULL, &JsValue::from_str(name)).map_err(|_| api::unexpected())?;
    let start = JsFuture::from(Promise::resolve(&loading)).await.map_err(|_| api::offline())?;
    start.dyn_into().map_err(|_| api::unexpected())
}

/// Leaves the page to the program of this name.
pub(super) async fn hand_over(name: &str) -> Result<(), Problem> {
    let start = load(name).await?;
    if let Some(app) = SHOWN.take() {
        app.destroy();
    }
    start.call0(&JsValue::NULL).map(drop).map_err(|_| api::unexpected())
}

fn window(name: &str) -> Result<JsValue, Problem> {
    Reflect::get(&gloo_utils::window(), &JsValue::from_str(name)).map_err(|_| api::unexpected())
}
