//! A page's programs. Each is a separate download, which `boot.js` loads when it is needed. One program hands the page
//! over to another.

use std::cell::RefCell;

use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{Function, Promise, Reflect};
use shared::wire::Problem;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use yew::BaseComponent;

use crate::api;

thread_local! {
    /// Removes this program's content from the page. Set while it has the page.
    static LEAVE: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Registers this program under a name, so that others can hand the page over to it. `start` receives the value that
/// they pass.
pub(crate) fn offer(name: &str, start: impl Fn(JsValue) + 'static) {
    let start = Closure::<dyn Fn(JsValue)>::new(start).into_js_value();
    if let Ok(programs) = window("programs") {
        // Setting a property of the page's own object never fails.
        let _ = Reflect::set(&programs, &JsValue::from_str(name), &start);
    }
}

/// Starts a program in a new task, so that a slow phone can respond to scrolling and taps in between.
pub(crate) fn start_soon(start: impl FnOnce() + 'static) {
    Timeout::new(0, start).forget();
}

/// Takes over the page, and renders this component.
pub(crate) fn take<C: BaseComponent>(props: C::Properties) {
    let document = gloo_utils::document();
    let Some(was) = document.get_element_by_id("app") else { return };
    // A new element leaves the other program's event listeners behind.
    let Ok(place) = document.create_element("div") else { return };
    place.set_id("app");
    if was.replace_with_with_node_1(&place).is_ok() {
        let app = yew::Renderer::<C>::with_root_and_props(place, props).render();
        LEAVE.set(Some(Box::new(move || app.destroy())));
    }
}

/// Loads a program, unless it's already loaded, and returns its start function.
///
/// # Errors
/// Fails if the program can't be loaded. The caller can try again.
pub(crate) async fn load(name: &str) -> Result<Function, Problem> {
    let loader: Function = window("loadProgram")?.dyn_into().map_err(|_| api::unexpected())?;
    let loading = loader.call1(&JsValue::NULL, &JsValue::from_str(name)).map_err(|_| api::unexpected())?;
    let start = JsFuture::from(Promise::resolve(&loading)).await.map_err(|_| api::offline())?;
    start.dyn_into().map_err(|_| api::unexpected())
}

/// Hands the page over to the program with this name, and passes it `with`.
///
/// # Errors
/// Fails if [`load`] fails. The page then stays as it is.
pub(crate) async fn hand_over(name: &str, with: &JsValue) -> Result<(), Problem> {
    let start = load(name).await?;
    // As in [`start_soon`], the program starts in a new task after loading.
    TimeoutFuture::new(0).await;
    leave_to(&start, with)
}

/// Hands the page over to the program with this start function, and passes it `with`.
///
/// # Errors
/// Fails if the program can't start.
pub(crate) fn leave_to(start: &Function, with: &JsValue) -> Result<(), Problem> {
    if let Some(leave) = LEAVE.take() {
        leave();
    }
    start.call1(&JsValue::NULL, with).map(drop).map_err(|_| api::unexpected())
}

fn window(name: &str) -> Result<JsValue, Problem> {
    Reflect::get(&gloo_utils::window(), &JsValue::from_str(name)).map_err(|_| api::unexpected())
}
