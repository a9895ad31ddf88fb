//! A test server that replaces the browser's `fetch` and answers from a table.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use js_sys::{Function, Promise, Reflect, TypeError};
use serde::{Serialize, de::DeserializeOwned};
use shared::wire::Problem;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, Response, ResponseInit, Url};

use super::{NOW, snapshot};

/// The answer to a route, such as `GET /api/config`.
#[derive(Clone)]
enum Answer {
    Text(u16, String),
    /// The connection is lost.
    Lost,
    /// No answer ever comes.
    Silence,
    /// The answer comes when the test says so.
    Late(String),
}

thread_local! {
    static ANSWERS: RefCell<HashMap<String, Answer>> = RefCell::new(HashMap::new());
    static ASKED: RefCell<Asked> = RefCell::default();
    static LATE: RefCell<Vec<(Function, String)>> = const { RefCell::new(Vec::new()) };
    static UNANSWERED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static BODIES: RefCell<HashMap<String, Promise>> = RefCell::new(HashMap::new());
    static ANSWERED: Cell<usize> = const { Cell::new(0) };
    static FETCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// A test's server. A route without an answer counts as a lost connection, and makes the test fail when the server is
/// dropped.
pub(crate) struct Server {
    asked: Asked,
}

/// The routes that were requested, in order.
type Asked = Rc<RefCell<Vec<String>>>;

impl Server {
    /// Starts a server without any answers, and sets the clock to [`NOW`].
    pub(crate) fn start() -> Self {
        let window = gloo_utils::window();
        let real = Reflect::get(&window, &"fetch".into()).expect("the browser's fetch");
        FETCH.with_borrow_mut(|fetch| fetch.get_or_insert_with(|| real.unchecked_into()).clone());
        let fetch = Closure::<dyn Fn(Request) -> Promise>::new(|request: Request| answer(&request));
        Reflect::set(&window, &"fetch".into(), &fetch.into_js_value()).expect("a writable property");
        Self::clock_shows(NOW);
        ANSWERS.with_borrow_mut(HashMap::clear);
        let asked = Asked::default();
        ASKED.replace(asked.clone());
        UNANSWERED.take();
        LATE.take();
        BODIES.take();
        snapshot::differences();
        if let Ok(Some(storage)) = window.session_storage() {
            storage.clear().expect("the storage is cleared");
        }
        if let Ok(Some(storage)) = window.local_storage() {
            storage.clear().expect("the storage is cleared");
        }
        Self { asked }
    }

    /// Stops the clock at this time, in Unix seconds.
    pub(crate) fn clock_shows(now: i64) {
        let clock = Function::new_no_args(&format!("Date.now = () => {};", now * 1000));
        clock.call0(&JsValue::NULL).expect("the clock is stopped");
    }

    /// Answers this route with a value from now on.
    pub(crate) fn answers(&self, route: &str, value: &impl Serialize) -> &Self {
        self.set(route, Answer::Text(200, serde_json::to_string(value).expect("JSON")))
    }

    /// Answers this route with a problem from now on.
    pub(crate) fn refuses(&self, route: &str, problem: &Problem) -> &Self {
        let text = serde_json::to_string(problem).expect("JSON");
        self.set(route, Answer::Text(problem.status, text))
    }

    /// Loses the connection on this route from now on.
    pub(crate) fn loses(&self, route: &str) -> &Self {
        self.set(route, Answer::Lost)
    }

    /// Never answers this route from now on, and keeps its requests pending.
    pub(crate) fn is_silent_at(&self, route: &str) -> &Self {
        self.set(route, Answer::Silence)
    }

    /// Answers this route with a value from now on, but only once the test calls [`Self::catches_up`].
    pub(crate) fn is_late_with(&self, route: &str, value: &impl Serialize) -> &Self {
        self.set(route, Answer::Late(serde_json::to_string(value).expect("JSON")))
    }

    /// Sends the late answers.
    pub(crate) fn catches_up() {
        for (resolve, text) in LATE.take() {
            resolve.call1(&JsValue::NULL, &response(200, &text)).expect("the promise is resolved");
        }
    }

    /// Answers this route with a value, unless the test already set an answer.
    pub(crate) fn knows(route: &str, value: &impl Serialize) {
        let text = serde_json::to_string(value).expect("JSON");
        ANSWERS.with_borrow_mut(|answers| {
            answers.entry(route.to_owned()).or_insert(Answer::Text(200, text));
        });
    }

    fn set(&self, route: &str, answer: Answer) -> &Self {
        ANSWERS.with_borrow_mut(|answers| answers.insert(route.to_owned(), answer));
        self
    }

    /// Returns the body of the last request on this route.
    pub(crate) async fn body<T: DeserializeOwned>(route: &str) -> T {
        let body = BODIES.with_borrow(|bodies| bodies.get(route).cloned()).expect("a request");
        let text = JsFuture::from(body).await.expect("a body").as_string().expect("a text");
        serde_json::from_str(&text).expect("JSON of this type")
    }

    /// Returns how many times this route was requested.
    pub(crate) fn was_asked(&self, route: &str) -> usize {
        self.asked.borrow().iter().filter(|one| *one == route).count()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        ANSWERS.with_borrow_mut(HashMap::clear);
        let (unanswered, differences) = (UNANSWERED.take(), snapshot::differences());
        assert!(unanswered.is_empty(), "no answer for {}", unanswered.join(", "));
        assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}

/// Returns how many requests were answered. The number still rises while a page sends requests.
pub(super) fn answered() -> usize {
    ANSWERED.get()
}

/// Returns the browser's own `fetch`.
pub(super) fn real_fetch() -> Option<Function> {
    FETCH.with_borrow(Clone::clone)
}

fn answer(request: &Request) -> Promise {
    let url = Url::new(&request.url()).expect("a valid URL");
    let route = format!("{} {}{}", request.method(), url.pathname(), url.search());
    // The pages' HTTP client ends a query with `&`.
    let route = route.trim_end_matches('&').to_owned();
    if let Ok(body) = request.clone().and_then(|copy| copy.text()) {
        BODIES.with_borrow_mut(|bodies| bodies.insert(route.clone(), body));
    }
    ASKED.with_borrow(|asked| asked.borrow_mut().push(route.clone()));
    let answer = ANSWERS.with_borrow(|answers| answers.get(&route).cloned());
    ANSWERED.set(ANSWERED.get() + 1);
    match answer {
        Some(Answer::Text(status, text)) => Promise::resolve(&JsValue::from(response(status, &text))),
        Some(Answer::Silence) => Promise::new(&mut |_, _| {}),
        Some(Answer::Late(text)) => Promise::new(&mut |resolve, _| {
            LATE.with_borrow_mut(|late| late.push((resolve, text.clone())));
        }),
        Some(Answer::Lost) => Promise::reject(&TypeError::new("Failed to fetch")),
        None => {
            UNANSWERED.with_borrow_mut(|all| all.push(route));
            Promise::reject(&TypeError::new("Failed to fetch"))
        }
    }
}

/// Returns a response whose text is available immediately, so that pages settle without waiting for the browser.
fn response(status: u16, text: &str) -> Response {
    let init = ResponseInit::new();
    init.set_status(status);
    let response = Response::new_with_opt_str_and_init(None, &init).expect("a response");
    let text = Promise::resolve(&JsValue::from_str(text));
    let at_once = Closure::<dyn Fn() -> Promise>::new(move || text.clone());
    Reflect::set(&response, &"text".into(), &at_once.into_js_value()).expect("a writable property");
    response
}
