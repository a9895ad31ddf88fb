//! From step to step.

use std::{future::Future, rc::Rc};

use shared::{
    link::Link,
    status::Step,
    wire::{Config, Problem, Progress},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{
    closed,
    errand::{Errand, Turn, use_errand, use_turn},
    history::{number, use_history},
    page::{Place, frame},
    pieces::{muted, primary},
    program::Program,
    state::{Action, Wizard},
};
use crate::{
    api::{self, connection},
    program,
};

/// What [`WizardPages`] takes.
#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) program: &'static Program,
    pub(crate) start: Rc<Wizard>,
    pub(crate) config: Option<Rc<Config>>,
}

impl PartialEq for Props {
    /// They are given once.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.start, &other.start)
    }
}

/// The steps, one at a time, in their frame.
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
    let errand = use_moves(program, &wizard, !wizard.withdrawn);
    if wizard.withdrawn {
        return frame(props.config.as_deref(), None, closed::withdrawn(&wizard.view));
    }
    let place = Place { step: wizard.step, is_sent: wizard.receipt.is_some(), names: wizard.names() };
    let page =
        if program.shows(wizard.step) { (program.page)(&wizard) } else { between(program, &wizard, &errand) };
    // A key of its own: no fold that was opened on one step is open on the next.
    let content = html! { <div key={number(wizard.step)}>{ page }</div> };
    frame(props.config.as_deref(), Some(&place), content)
}

/// While the page is given over to the other program.
fn between(program: &'static Program, wizard: &UseReducerHandle<Wizard>, errand: &Errand) -> Html {
    if errand.is_waiting() {
        return errand.notice();
    }
    if errand.problem().is_none() {
        return muted("One moment …");
    }
    let again = {
        let (wizard, errand) = (wizard.clone(), errand.clone());
        Callback::from(move |()| {
            let wizard = wizard.clone();
            errand.run(move || hand_over(program, &wizard, true));
        })
    };
    html! { <div class="stack">{ errand.notice() }{ primary("Try again", again) }</div> }
}

/// The other program goes on with what the server knows, which has to be told first where it is news.
fn hand_over(
    program: &'static Program,
    wizard: &Wizard,
    is_news: bool,
) -> impl Future<Output = Result<(), Problem>> + use<> {
    let (link, progress) = (wizard.link.clone(), wizard.progress());
    async move {
        if is_news {
            api::client::remember(&link, &progress).await?;
        }
        program::hand_over(program.other, &JsValue::NULL).await
    }
}

/// Tells the server how far the client is, again after a lost connection, unless they have moved on since. Without it the
/// client still gets on; only another device would start earlier.
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

/// Tells the server each step that the client goes to, and gives the page over where this program has none for it.
/// Opening the link tells the server nothing: mail scanners open links too.
#[hook]
fn use_moves(program: &'static Program, wizard: &UseReducerHandle<Wizard>, is_open: bool) -> Errand {
    let errand = use_errand();
    let turn = use_turn();
    let is_first = use_mut_ref(|| true);
    use_effect_with(wizard.progress(), {
        let (wizard, errand) = (wizard.clone(), errand.clone());
        move |progress| {
            let has_moved = !is_first.replace(false);
            if is_open && !program.shows(wizard.step) {
                let wizard = wizard.clone();
                errand.run(move || hand_over(program, &wizard, has_moved));
            } else if is_open && has_moved && !wizard.view.is_over {
                remember(wizard.link.clone(), progress.clone(), turn.clone());
            }
        }
    });
    use_effect_with(wizard.step >= Step::Provider, move |&is_near| {
        if is_near {
            // Needed soon; a failure shows where it is.
            spawn_local(async { drop(program::load(program.other).await) });
        }
    });
    errand
}
