//! Tests of requests to the server, which are repeated after a lost connection, abandoned, or dropped with their page.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use shared::wire::{Config, Problem};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use crate::{
    api,
    client::pieces::request_notice,
    request::{Request, use_request},
    say,
    tests::{
        Page, Server,
        client::{config, problem},
    },
};

const CONFIG: &str = "GET /api/config";
const PROVIDERS: &str = "GET /api/providers";

/// Gives a test access to its page's request.
#[derive(Clone, Default, PartialEq)]
struct Hand(Rc<RefCell<Option<Request>>>);

impl Hand {
    fn request(&self) -> Request {
        self.0.borrow().clone().expect("the page was rendered")
    }

    /// Requests the providers, and counts the answers.
    fn ask(&self, answers: &Rc<Cell<u32>>) {
        let answers = answers.clone();
        self.request().run(move || {
            let answers = answers.clone();
            async move {
                api::client::providers().await?;
                answers.set(answers.get() + 1);
                Ok(())
            }
        });
    }
}

#[derive(Properties, PartialEq)]
struct Props {
    hand: Hand,
}

#[component]
fn Asking(props: &Props) -> Html {
    let request = use_request();
    props.hand.0.replace(Some(request.clone()));
    let state = match (request.is_running(), request.is_waiting(), request.problem()) {
        (true, ..) => "running",
        (_, true, _) => "waiting",
        (.., Some(_)) => "failed",
        _ => "idle",
    };
    html! { <main data-state={state}>{ request_notice(&request) }</main> }
}

async fn asking() -> (Hand, Page) {
    let hand = Hand::default();
    let page = Page::of({
        let hand = hand.clone();
        move || html! { <Asking hand={hand.clone()} /> }
    });
    (hand, page.await)
}

fn is(page: &Page, state: &str) -> bool {
    page.has(&format!("[data-state='{state}']"))
}

#[wasm_bindgen_test]
async fn a_request_runs_and_completes() {
    let server = Server::start();
    server.is_silent_at(PROVIDERS);
    let (hand, page) = asking().await;
    let answers = Rc::new(Cell::new(0));
    assert!(is(&page, "idle"));
    hand.ask(&answers);
    page.settle().await;
    assert!(is(&page, "running"));
    server.answers(PROVIDERS, &Vec::<String>::new());
    hand.ask(&answers);
    page.settle().await;
    assert!(is(&page, "idle"));
    assert_eq!(answers.get(), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_stays_until_the_next_request() {
    let server = Server::start();
    server.refuses(PROVIDERS, &problem(500, "broken"));
    let (hand, page) = asking().await;
    let answers = Rc::new(Cell::new(0));
    hand.ask(&answers);
    page.settle().await;
    assert!(is(&page, "failed") && page.says("The server says broken."));
    server.answers(PROVIDERS, &Vec::<String>::new());
    hand.ask(&answers);
    page.settle().await;
    assert!(is(&page, "idle") && !page.says("The server says broken."));
}

#[wasm_bindgen_test]
async fn a_request_is_repeated_after_a_lost_connection() {
    let server = Server::start();
    server.loses(PROVIDERS).loses(CONFIG);
    let (hand, page) = asking().await;
    let answers = Rc::new(Cell::new(0));
    hand.ask(&answers);
    page.settle().await;
    assert!(is(&page, "waiting") && page.says(say::client().closed_unreachable()));
    server.answers(CONFIG, &config()).answers(PROVIDERS, &Vec::<String>::new());
    super::online();
    page.settle().await;
    assert!(is(&page, "idle"));
    assert_eq!((answers.get(), server.was_asked(PROVIDERS)), (1, 2));
}

#[wasm_bindgen_test]
async fn a_request_is_not_repeated_forever() {
    let server = Server::start();
    server.loses(PROVIDERS).answers(CONFIG, &config());
    let (hand, page) = asking().await;
    hand.ask(&Rc::default());
    for _ in 0..api::connection::RESUMED_MAX {
        page.settle().await;
        assert!(is(&page, "waiting"));
        super::online();
    }
    page.settle().await;
    assert!(is(&page, "failed"));
    assert_eq!(server.was_asked(PROVIDERS), 1 + api::connection::RESUMED_MAX as usize);
}

#[wasm_bindgen_test]
async fn an_action_that_may_have_happened_is_sent_only_once() {
    let server = Server::start();
    server.loses(CONFIG);
    let (hand, page) = asking().await;
    hand.request().run_once(async { api::get::<Config>("/api/config").await.map(drop) });
    page.settle().await;
    assert!(is(&page, "failed"));
    assert_eq!(server.was_asked(CONFIG), 1);
}

#[wasm_bindgen_test]
async fn an_answer_after_giving_up_changes_nothing() {
    let server = Server::start();
    server.refuses(PROVIDERS, &problem(500, "broken"));
    let (hand, page) = asking().await;
    hand.ask(&Rc::default());
    hand.request().give_up();
    page.settle().await;
    assert!(is(&page, "idle"));
}

#[wasm_bindgen_test]
async fn a_removed_page_sends_no_more_requests() {
    let server = Server::start();
    server.loses(PROVIDERS).loses(CONFIG);
    let (hand, page) = asking().await;
    hand.ask(&Rc::default());
    page.settle().await;
    drop(page);
    server.answers(CONFIG, &config());
    super::online();
    gloo_timers::future::TimeoutFuture::new(0).await;
    assert_eq!(server.was_asked(PROVIDERS), 1);
}

#[wasm_bindgen_test]
async fn an_unexpected_answer_becomes_a_problem_with_a_sentence() {
    let server = Server::start();
    server.answers(CONFIG, &"a proxy's page");
    let answer: Result<Config, Problem> = api::get("/api/config").await;
    let problem = answer.expect_err("the answer isn't a config");
    assert_eq!(problem.detail, say::client().answer_unreadable_next());
}
