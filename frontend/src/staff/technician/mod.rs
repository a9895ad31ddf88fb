//! The technician's pages: the queue, and one client's sealed settings, which open with a key that never leaves the
//! browser.

mod done;
mod held;
mod key_file;
mod open;
mod opened;
mod origin;
mod passphrase;
mod progress;
mod queue;
mod reencrypt;
mod reveal;
mod settings;
mod unseal;

use gloo_events::EventListener;
use gloo_utils::window;
use yew::prelude::*;

pub(crate) use held::{Held, HeldKey};
pub(crate) use key_file::KeyFile;
use open::OpenPage;
use queue::QueuePage;
use reencrypt::ReencryptPage;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The onboarding to open; `None` shows the queue.
    #[prop_or_default]
    pub(crate) id: Option<AttrValue>,
    /// True to re-encrypt the settings instead of showing them.
    #[prop_or_default]
    pub(crate) reseal: bool,
}

/// Renders the queue or the settings, which share the key. The key is added once and stays in memory until the
/// technician leaves these pages or closes the tab.
#[component]
pub(crate) fn Technician(props: &Props) -> Html {
    let held = use_state(|| None::<Held>);
    use_effect_with((), {
        let held = held.setter();
        move |()| {
            // A browser can keep this page in memory for its Back button, so the key is dropped when the page is
            // hidden.
            let listener = EventListener::new(&window(), "pagehide", move |_| held.set(None));
            move || drop(listener)
        }
    });
    let hold = {
        let held = held.setter();
        Callback::from(move |key: Option<Held>| held.set(key))
    };
    match &props.id {
        Some(id) if props.reseal => {
            html! { <ReencryptPage key={String::from(&**id)} id={id.clone()} held={(*held).clone()} {hold} /> }
        }
        Some(id) => {
            html! { <OpenPage key={String::from(&**id)} id={id.clone()} held={(*held).clone()} {hold} /> }
        }
        None => html! { <QueuePage held={(*held).clone()} {hold} /> },
    }
}
