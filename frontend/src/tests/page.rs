//! A page that is drawn into the document, and used as people use it: by its labels, and by the words on its buttons.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, InputEvent, InputEventInit,
};
use yew::{AppHandle, prelude::*};

use super::{outline::outline, server, snapshot};

#[derive(Properties)]
struct Props {
    draw: Rc<dyn Fn() -> Html>,
}

impl PartialEq for Props {
    /// A page stays the same.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn Drawn(props: &Props) -> Html {
    (props.draw)()
}

/// A page in the document. It is removed as this goes.
pub(crate) struct Page {
    root: Element,
    app: Option<AppHandle<Drawn>>,
}

impl Page {
    /// Draws it, and waits until it shows everything that it has.
    pub(crate) async fn of(draw: impl Fn() -> Html + 'static) -> Self {
        let document = gloo_utils::document();
        let root = document.create_element("div").expect("an element");
        document.body().expect("a body").append_child(&root).expect("it is appended");
        let props = Props { draw: Rc::new(draw) };
        let app = yew::Renderer::<Drawn>::with_root_and_props(root.clone(), props).render();
        let page = Self { root, app: Some(app) };
        page.settle().await;
        page
    }

    /// Waits until nothing more happens by itself: the server has answered everything, and a turn of the browser's loop
    /// changes nothing.
    pub(crate) async fn settle(&self) {
        loop {
            let before = (self.root.inner_html(), server::answered());
            TimeoutFuture::new(0).await;
            if before == (self.root.inner_html(), server::answered()) {
                return;
            }
        }
    }

    /// Waits until the page says this, for what the browser does at its own pace.
    pub(crate) async fn until(&self, words: &str) {
        for _ in 0..1000 {
            if self.says(words) {
                return self.settle().await;
            }
            TimeoutFuture::new(10).await;
        }
        panic!("no {words} in:\n{}", outline(&self.root));
    }

    /// Compares the part of the page with the snapshot of this name.
    pub(crate) async fn matches(&self, part: &str, name: &str) {
        snapshot::compare(name, &outline(&self.find(part))).await;
    }

    /// Returns what the page says, as text.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// True if the page says this.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Returns the first element for the selector.
    pub(crate) fn find(&self, selector: &str) -> Element {
        let found = self.root.query_selector(selector).expect("a selector");
        found.unwrap_or_else(|| panic!("no {selector} in:\n{}", outline(&self.root)))
    }

    /// Returns what is in a field.
    pub(crate) fn value(&self, selector: &str) -> String {
        self.find(selector).unchecked_into::<HtmlInputElement>().value()
    }

    /// True if there is an element for the selector.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).expect("a selector").is_some()
    }

    /// Presses the button or follows the link with these words.
    pub(crate) async fn press(&self, words: &str) {
        let all = self.root.query_selector_all("button, a, summary").expect("a selector");
        let found = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
        let said = |element: &HtmlElement| element.text_content().unwrap_or_default().contains(words);
        let button = found.into_iter().find(said);
        button.unwrap_or_else(|| panic!("no button {words} in:\n{}", outline(&self.root))).click();
        self.settle().await;
    }

    /// Puts a text into a field, as a person who types it.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) {
        self.put(selector, text, "insertText").await;
    }

    /// Puts a text into a field, as a person who pastes it.
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
        field.dispatch_event(&typed).expect("it is sent");
        self.settle().await;
    }

    /// Changes a choice: a checkbox, a radio button or a list.
    pub(crate) async fn choose(&self, selector: &str) {
        self.find(selector).unchecked_into::<HtmlElement>().click();
        self.settle().await;
    }

    /// Leaves a field.
    pub(crate) async fn leave(&self, selector: &str) {
        let change = EventInit::new();
        change.set_bubbles(true);
        let change = Event::new_with_event_init_dict("change", &change).expect("an event");
        self.find(selector).dispatch_event(&change).expect("it is sent");
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
