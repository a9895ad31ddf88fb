//! Opens the page from the link. If something prevents that, shows a page that says so.

use std::rc::Rc;

use shared::{
    link::{HandOverLink, LinkError},
    wire::{Config, HandOverView, Problem},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::page::HelperPage;
use crate::{
    api::{self, connection},
    client::{
        closed,
        page::frame,
        pieces::{muted, p},
    },
    components::Heading,
    say,
};

/// What the page shows.
#[derive(Clone, PartialEq)]
enum Door {
    /// Waiting for the server.
    Opening,
    /// The link isn't complete. Nothing was sent to the server.
    BadLink(LinkError),
    /// The server rejected the link.
    Refused(Problem),
    /// The server can't be reached. The page keeps trying.
    Lost,
    /// The steps can be shown.
    Open(Rc<HandOverView>),
}

/// Renders the whole page.
#[component]
pub(super) fn App() -> Html {
    let link = use_memo((), |()| from_address());
    let config = use_state(|| None::<Rc<Config>>);
    let door = use_state(|| Door::Opening);
    let attempt = use_state(|| 0_u32);
    use_effect_with(*attempt, {
        let (link, config, door) = (link.clone(), config.clone(), door.clone());
        move |_| match &*link {
            Err(error) => door.set(Door::BadLink(*error)),
            Ok(link) => {
                door.set(Door::Opening);
                let link = link.clone();
                spawn_local(async move { door.set(knock(&link, &config, &door).await) });
            }
        }
    });
    use_effect_with(matches!(*door, Door::Opening), |&is_opening| {
        let greeting = gloo_utils::document().get_element_by_id("greeting");
        if let (false, Some(greeting)) = (is_opening, greeting) {
            greeting.remove();
        }
    });
    let again = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.set(*attempt + 1))
    };
    let content = match (&*door, &*link, &*config) {
        (Door::Open(view), Ok(link), Some(config)) => html! {
            <HelperPage link={Rc::new(link.clone())} view={view.clone()} config={config.clone()} />
        },
        (Door::BadLink(error), ..) => closed::bad_link(*error),
        (Door::Refused(problem), ..) => refused(problem, again),
        (Door::Lost, ..) => closed::lost(),
        (Door::Opening | Door::Open(_), ..) => muted(say::client().loading()),
    };
    frame(None, content, Html::default())
}

/// Reads the link from the address bar. The link stays there, so that a reload works. It is after the `#`, which
/// browsers don't send to servers. Characters that email apps added around it are removed.
fn from_address() -> Result<HandOverLink, LinkError> {
    let window = gloo_utils::window();
    let link = HandOverLink::parse(&window.location().href().unwrap_or_default())?;
    let fragment = link.fragment();
    let address = Zeroizing::new(format!("/h#{}", fragment.as_str()));
    if window.location().hash().unwrap_or_default().strip_prefix('#') != Some(fragment.as_str())
        && let Ok(history) = window.history()
    {
        // If the browser refuses, the address looks odd but still works.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Ok(link)
}

/// Asks the server until it answers, and waits while the connection is lost.
async fn knock(
    link: &HandOverLink,
    config: &UseStateHandle<Option<Rc<Config>>>,
    door: &UseStateHandle<Door>,
) -> Door {
    loop {
        let (known, view) = futures_util::join!(api::client::config(), api::helper::view(link));
        let known = known.map(|known| config.set(Some(Rc::new(known))));
        match known.and(view) {
            Ok(view) => return Door::Open(Rc::new(view)),
            Err(problem) if connection::is_lost(&problem) => {
                door.set(Door::Lost);
                connection::back().await;
            }
            Err(problem) => return Door::Refused(problem),
        }
    }
}

/// Renders the page for a link that the server rejected.
fn refused(problem: &Problem, again: Callback<()>) -> Html {
    if problem.code != "hand-over-ended" {
        return closed::refused(problem, again);
    }
    html! { <div class="stack"><Heading text={say::helper().ended()} />{ p(&problem.detail) }</div> }
}
