//! From the link to the wizard. Whatever can come between them has its own page.

use std::rc::Rc;

use shared::{
    link::{Link, LinkError},
    wire::{ClientView, Config, Problem},
};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{
    closed, history,
    page::frame,
    pieces::muted,
    program::Program,
    state::{Choice, Wizard},
    wizard::WizardPages,
};
use crate::{
    api::{self, connection},
    program, say,
};

/// What the page shows before the wizard opens, or instead of it.
enum Door {
    /// Waiting for the server.
    Opening,
    /// Nothing was fetched: the link isn't complete.
    BadLink(LinkError),
    /// The server refused.
    Refused(Problem),
    /// The server can't be reached. The page keeps trying.
    Lost,
    /// The recipients aren't the ones the link was created for.
    Strangers,
    /// The wizard.
    Open(Rc<Wizard>),
}

/// What [`App`] takes.
#[derive(Properties)]
pub(crate) struct Props {
    pub(crate) program: &'static Program,
}

impl PartialEq for Props {
    /// A page always belongs to the same program.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The whole page.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let link = use_memo((), |()| from_address());
    let config = use_state(|| None::<Rc<Config>>);
    let door = use_state(|| Door::Opening);
    let attempt = use_state(|| 0_u32);
    use_effect_with((), {
        let program = props.program;
        move |()| {
            // After a reload, the browser knows the step before the server has answered.
            if history::read().is_some_and(|step| !program.shows(step)) {
                spawn_local(async { drop(program::load(program.other).await) });
            }
        }
    });
    use_effect_with(*attempt, {
        let (link, config, door, program) = (link.clone(), config.clone(), door.clone(), props.program);
        move |_| match &*link {
            Err(error) => door.set(Door::BadLink(*error)),
            Ok(link) => {
                door.set(Door::Opening);
                let link = Rc::new(link.clone());
                spawn_local(async move { door.set(open(program, link, &config, &door).await) });
            }
        }
    });
    let again = {
        let attempt = attempt.clone();
        Callback::from(move |()| attempt.set(*attempt + 1))
    };
    use_effect_with(matches!(*door, Door::Opening), |&is_opening| {
        // The greeting in index.html stays until there's something to show instead.
        if let (false, Some(greeting)) = (is_opening, greeting()) {
            greeting.remove();
        }
    });
    let in_frame = |content| frame(config.as_deref(), None, content);
    match &*door {
        Door::Opening if greeting().is_some() => Html::default(),
        Door::Opening => in_frame(muted(say::client().loading())),
        Door::BadLink(error) => in_frame(closed::bad_link(*error)),
        Door::Refused(problem) => in_frame(closed::refused(problem, again)),
        Door::Lost => in_frame(closed::lost()),
        Door::Strangers => in_frame(closed::strangers()),
        Door::Open(wizard) => {
            html! { <WizardPages program={props.program} start={wizard.clone()} config={(*config).clone()} /> }
        }
    }
}

/// The greeting in `index.html`.
fn greeting() -> Option<Element> {
    gloo_utils::document().get_element_by_id("greeting")
}

/// Reads the link from the address bar. It stays there so that a reload works: after the `#`, which browsers send to no
/// server, and without what email apps have put around it.
fn from_address() -> Result<Link, LinkError> {
    let window = gloo_utils::window();
    let link = Link::parse(&window.location().href().unwrap_or_default())?;
    let fragment = link.fragment();
    let address = Zeroizing::new(format!("/o#{}", fragment.as_str()));
    if window.location().hash().unwrap_or_default().strip_prefix('#') != Some(fragment.as_str())
        && let Ok(history) = window.history()
    {
        // A browser that refuses shows an address that looks odd, and works.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    Ok(link)
}

/// Asks the server until it answers. Waits while the connection is lost.
async fn open(
    program: &Program,
    link: Rc<Link>,
    config: &UseStateHandle<Option<Rc<Config>>>,
    door: &UseStateHandle<Door>,
) -> Door {
    loop {
        match knock(program, link.clone(), config).await {
            Door::Refused(problem) if connection::is_lost(&problem) => {
                door.set(Door::Lost);
                connection::back().await;
            }
            other => return other,
        }
    }
}

async fn knock(program: &Program, link: Rc<Link>, config: &UseStateHandle<Option<Rc<Config>>>) -> Door {
    let (known, view) = futures_util::join!(api::client::config(), api::client::view(&link));
    let known = match known {
        Ok(known) => Rc::new(known),
        Err(problem) => return Door::Refused(problem),
    };
    config.set(Some(known.clone()));
    let view = match view {
        Ok(view) => view,
        Err(problem) => return Door::Refused(problem),
    };
    if view.recipients.pin() != link.pin() {
        // The page stops even if the alarm is not delivered: the server may be the one that lies.
        let _ = api::client::alarm(&link, view.recipients.pin()).await;
        return Door::Strangers;
    }
    match remembered(&view).await {
        Ok(choice) => {
            let mut wizard = Wizard::new(link, view, &known, choice);
            (program.recall)(&mut wizard);
            Door::Open(Rc::new(wizard))
        }
        Err(problem) => Door::Refused(problem),
    }
}

/// Returns the provider that was chosen on an earlier visit, unless we no longer know it.
async fn remembered(view: &ClientView) -> Result<Option<Choice>, Problem> {
    let Some(id) = view.progress.provider.as_ref().filter(|_| view.receipt.is_none()) else {
        return Ok(None);
    };
    if id.is_empty() {
        return Ok(Some(Choice::Other));
    }
    match api::client::provider(id).await {
        Ok(provider) => Ok(Some(Choice::Known(Rc::new(provider)))),
        Err(problem) if problem.status == 404 => Ok(None),
        Err(problem) => Err(problem),
    }
}
