//! Shows the steps, one after the other.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::{link::Link, wire::Progress};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    closed,
    history::{number, use_history},
    page::{Place, frame},
    pieces::{muted, primary, request_notice},
    program::Program,
    state::{Action, Wizard},
};
use crate::{
    api::{self, connection},
    program,
    request::{Request, Turn, use_request, use_turn},
    say,
};

/// How long the page is left alone before the other program is loaded, in milliseconds.
const SETTLED: u32 = 1000;

/// The properties of [`WizardPages`].
#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) program: &'static Program,
    pub(crate) start: Rc<Wizard>,
}

impl PartialEq for Props {
    /// The properties never change after the first render.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.start, &other.start)
    }
}

/// Renders the current step in the frame.
#[component]
pub(crate) fn WizardPages(props: &Props) -> Html {
    let program = props.program;
    let wizard = {
        let start = props.start.clone();
        use_reducer(move || Rc::unwrap_or_clone(start))
    };
    let go = {
        let dispatcher = wizard.dispatcher();
        use_callback((), move |step, ()| dispatcher.dispatch(Action::Go(step)))
    };
    use_history(wizard.step, go);
    let request = use_moves(program, &wizard, !wizard.withdrawn);
    if wizard.withdrawn {
        return frame(None, closed::withdrawn(&wizard.view), (program.help)(&wizard));
    }
    let place = Place { step: wizard.step, is_sent: wizard.receipt().is_some(), names: wizard.names() };
    let page = if program.shows(wizard.step) {
        (program.page)(&wizard)
    } else {
        between(program, &wizard, &request)
    };
    // The key differs for each step, so that a fold opened on one step is closed on the next.
    let content = html! { <div key={number(wizard.step)}>{ page }</div> };
    frame(Some(&place), content, (program.help)(&wizard))
}

/// Renders the page while the other program takes over.
fn between(program: &'static Program, wizard: &UseReducerHandle<Wizard>, request: &Request) -> Html {
    if request.is_waiting() {
        return request_notice(request);
    }
    if request.problem().is_none() {
        return muted(say::client().loading());
    }
    let again = {
        let (wizard, request) = (wizard.clone(), request.clone());
        Callback::from(move |()| hand_over(&request, program, wizard.clone(), true))
    };
    html! { <div class="stack">{ request_notice(request) }{ primary(say::client().closed_try_again(), again) }</div> }
}

/// Hands the page over to the other program, unless the client goes back meanwhile. The other program reads the progress
/// from the server, so the server has to store the progress first.
fn hand_over(request: &Request, program: &'static Program, wizard: UseReducerHandle<Wizard>, is_news: bool) {
    // A program without another one has all steps.
    let Some(other) = program.other else { return };
    request.run_then(
        move || {
            let (link, progress) = (wizard.link.clone(), wizard.progress());
            async move {
                if is_news {
                    api::client::remember(&link, &progress).await?;
                }
                program::load(other).await
            }
        },
        // If the program can't start, the page has no one left to say so.
        |start| program::start_soon(move || drop(program::leave_to(&start, &JsValue::NULL))),
    );
}

/// Sends the progress to the server. Retries after a lost connection, unless the client has moved on. If that fails,
/// the client can still continue, but another device would start at an earlier step.
fn remember(link: Rc<Link>, progress: Progress, turn: Turn) {
    let mine = turn.next();
    spawn_local(async move {
        while turn.is(mine) {
            match api::client::remember(&link, &progress).await {
                Err(problem) if connection::is_lost(&problem) => connection::back().await,
                _ => return,
            }
        }
    });
}

/// Tells the server each step that the client goes to, and hands the page over for steps of the other program. Opening
/// a link tells the server nothing, because mail scanners open links too.
#[hook]
fn use_moves(program: &'static Program, wizard: &UseReducerHandle<Wizard>, is_open: bool) -> Request {
    let request = use_request();
    let turn = use_turn();
    let is_first = use_mut_ref(|| true);
    use_effect_with(wizard.progress(), {
        let (wizard, request) = (wizard.clone(), request.clone());
        move |progress| {
            let has_moved = !is_first.replace(false);
            if is_open && !program.shows(wizard.step) {
                return hand_over(&request, program, wizard.clone(), has_moved);
            }
            if has_moved {
                request.give_up();
            }
            if is_open && has_moved && !wizard.view.is_over {
                remember(wizard.link.clone(), progress.clone(), turn.clone());
            }
        }
    });
    use_effect_with((), move |()| {
        let Some(other) = program.other else { return };
        spawn_local(async move {
            TimeoutFuture::new(SETTLED).await;
            // It will be needed soon. If loading fails, the error is shown when the page is handed over.
            drop(program::load(other).await);
        });
    });
    request
}
