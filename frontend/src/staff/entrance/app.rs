//! The program that `/staff` loads. It signs users in and hands the page over to the desk.

use std::rc::Rc;

use shared::wire::{Config, Me, Problem};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{SetUp, SignIn, setup_token};
use crate::{
    components::SandboxBanner,
    program,
    staff::{
        DESK, leaving, to_desk,
        who::{self, Who},
    },
};

/// The properties of [`App`].
#[derive(Properties, PartialEq)]
pub(crate) struct AppProps {
    /// The server's configuration, if the desk handed the page back after the user signed out.
    pub(crate) config: Option<Rc<Config>>,
}

/// Renders the sign-in page, or the setup page if a setup link was opened.
#[component]
pub(crate) fn App(props: &AppProps) -> Html {
    let who = use_state_eq(|| props.config.clone().map(Who::Nobody));
    let token = use_state(setup_token);
    let go_in = use_callback((), {
        let who = who.setter();
        move |(), ()| {
            let who = who.clone();
            spawn_local(async move {
                if let Err(problem) = to_desk().await {
                    who.set(Some(Who::Unreachable(problem)));
                }
            });
        }
    });
    let ask = use_callback(token.is_some(), {
        let (who, go_in) = (who.setter(), go_in.clone());
        move |(), &sets_up| {
            let (who, go_in) = (who.clone(), go_in.clone());
            spawn_local(async move {
                match who::ask().await {
                    Who::Somebody(..) if !sets_up => go_in.emit(()),
                    known => who.set(Some(known)),
                }
            });
        }
    });
    use_effect_with((), {
        let (ask, is_known) = (ask.clone(), who.is_some());
        move |()| {
            if !is_known {
                ask.emit(());
                if who::was_somebody() {
                    load_desk();
                }
            }
        }
    });
    let config = match &*who {
        None => return who::asking(),
        Some(Who::Unreachable(problem)) => return who::unreachable(problem, &ask),
        Some(Who::Nobody(config) | Who::Somebody(config, _)) => config.clone(),
    };
    let entered = Callback::from(move |_: Me| {
        leaving::forget();
        go_in.emit(());
    });
    let agency = AttrValue::from(config.agency.clone());
    html! {
        // When the user starts to type, the desk will soon be needed.
        <div oninput={|_| load_desk()}>
            if config.sandbox { <SandboxBanner /> }
            if let Some(token) = (*token).clone() {
                <SetUp {token} {agency} {entered} />
            } else {
                <SignIn {agency} {entered} />
            }
        </div>
    }
}

/// Loads the desk before it is needed. If this fails, the error is shown when it is needed.
fn load_desk() {
    spawn_local(async { drop::<Result<_, Problem>>(program::load(DESK).await) });
}
