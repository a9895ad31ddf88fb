//! A page that is rendered into the document and used the way people use it, by its labels and the texts of its
//! buttons.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    InputEvent, InputEventInit,
};
use yew::{AppHandle, prelude::*};

use super::{outline::outline, server, snapshot};

#[derive(Properties)]
struct Props {
    draw: Rc<dyn Fn() -> Html>,
}

impl PartialEq for Props {
    /// The content of a page never changes.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn Drawn(props: &Props) -> Html {
    (props.draw)()
}

/// A page in the document. Dropping it removes it.
pub(crate) struct Page {
    root: Element,
    app: Option<AppHandle<Drawn>>,
}

impl Page {
    /// Renders the page, and waits until it has settled.
    pub(crate) async fn of(draw: impl Fn() -> Html + 'static) -> Self {
        let document = gloo_utils::document();
        let root = document.create_element("div").expect("a new element");
        document.body().expect("a body").append_child(&root).expect("the element is appended");
        let props = Props { draw: Rc::new(draw) };
        let app = yew::Renderer::<Drawn>::with_root_and_props(root.clone(), props).render();
        let page = Self { root, app: Some(app) };
        page.settle().await;
        page
    }

    /// Waits until nothing changes anymore: all requests are answered, and the page is the same after a turn of the
    /// event loop.
    pub(crate) async fn settle(&self) {
        loop {
            let before = (self.root.inner_html(), server::answered());
            TimeoutFuture::new(0).await;
            if before == (self.root.inner_html(), server::answered()) {
                return;
            }
        }
    }

    /// Waits until the page shows this text, for things that the browser does at its own pace.
    pub(crate) async fn until(&self, words: &str) {
        for _ in 0..1000 {
            if self.says(words) {
                return self.settle().await;
            }
            TimeoutFuture::new(10).await;
        }
        panic!("text not found: {words}, in:\n{}", outline(&self.root));
    }

    /// Compares a part of the page with the snapshot of this name.
    pub(crate) async fn matches(&self, part: &str, name: &str) {
        snapshot::compare(name, &outline(&self.find(part))).await;
    }

    /// Returns the page's text.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// Returns true if the page shows this text.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Returns the first element that matches the selector.
    pub(crate) fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).expect("a valid selector");
        found.unwrap_or_else(|| panic!("no element matches {selector} in:\n{}", outline(&self.root)))
    }

    /// Returns the value of a field.
    pub(crate) fn value(&self, selector: &str) -> String {
        self.find(selector).unchecked_into::<HtmlInputElement>().value()
    }

    /// Returns true if an element matches the selector.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).expect("a valid selector").is_some()
    }

    /// Presses the button or the link with this text.
    pub(crate) async fn press(&self, words: &str) {
        let all = self.root.query_selector_all("button, a, summary").expect("a valid selector");
        let found = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
        let has_words = |element: &HtmlElement| element.text_content().unwrap_or_default().contains(words);
        let button = found.into_iter().find(has_words);
        button.unwrap_or_else(|| panic!("button not found: {words}, in:\n{}", outline(&self.root))).click();
        self.settle().await;
    }

    /// Types a text into a field.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) {
        self.put(selector, text, "insertText").await;
    }

    /// Pastes a text into a field.
    pub(crate) async fn paste_into(&self, selector: &str, text: &str) {
        self.put(selector, text, "insertFromPaste").await;
    }

    async fn put(&self, selector: &str, text: &str, how: &str) {
        let field = self.find(selector);
        match field.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.set_value(text),
            None => field.unchecked_ref::<HtmlTextAreaElement>().set_value(text),
        }
        let typed = InputEventInit::new();
        typed.set_bubbles(true);
        typed.set_input_type(how);
        let typed = InputEvent::new_with_event_init_dict("input", &typed).expect("an event");
        field.dispatch_event(&typed).expect("the event is dispatched");
        self.settle().await;
    }

    /// Clicks a choice, such as a checkbox or a radio button.
    pub(crate) async fn choose(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    /// Picks the option with this value.
    pub(crate) async fn pick(&self, selector: &str, value: &str) {
        self.find(selector).unchecked_into::<HtmlSelectElement>().set_value(value);
        self.leave(selector).await;
    }

    /// Leaves a field, which fires its `change` event.
    pub(crate) async fn leave(&self, selector: &str) {
        let change = EventInit::new();
        change.set_bubbles(true);
        let change = Event::new_with_event_init_dict("change", &change).expect("an event");
        self.find(selector).dispatch_event(&change).expect("the event is dispatched");
        self.settle().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}
