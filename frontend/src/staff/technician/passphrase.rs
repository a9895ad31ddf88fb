//! Asks for the passphrase of a locked key file.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use shared::{
    identities::{Identities, unlock},
    open::OpenError,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::SubmitEvent;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::held::Held;
use crate::{
    components::{Button, Field, Kind, Look},
    say,
    staff::focus::use_focus_on_wrong,
};

/// A delay before the slow decryption, in milliseconds, so that the browser can first show that it's busy.
const A_MOMENT: u32 = 50;

/// The bytes of a locked key file. Clones share them.
#[derive(Clone)]
pub(super) struct Locked(Rc<Zeroizing<Vec<u8>>>);

impl Locked {
    pub(super) fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(Rc::new(bytes))
    }
}

impl PartialEq for Locked {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) locked: Locked,
    pub(super) hold: Callback<Option<Held>>,
    /// Called when the user wants to choose another file.
    pub(super) left: Callback<()>,
}

/// Asks for the passphrase until it unlocks the file.
#[component]
pub(super) fn Passphrase(props: &Props) -> Html {
    let say = say::technician();
    let typed = use_state(AttrValue::default);
    let busy = use_state_eq(|| false);
    let wrong = use_state_eq(|| None::<OpenError>);
    use_focus_on_wrong((*wrong, *busy));
    let onsubmit = {
        let (typed, busy, wrong) = (typed.clone(), busy.clone(), wrong.setter());
        let (locked, hold) = (props.locked.clone(), props.hold.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            wrong.set(None);
            let (typed, busy, wrong) = (typed.clone(), busy.setter(), wrong.clone());
            let (locked, hold) = (locked.clone(), hold.clone());
            spawn_local(async move {
                TimeoutFuture::new(A_MOMENT).await;
                let unlocked = unlock(&locked.0, &typed).and_then(|text| Identities::parse(&text));
                busy.set(false);
                match unlocked {
                    Ok(identities) => hold.emit(Some(Held::locked(identities))),
                    Err(error) => wrong.set(Some(error)),
                }
            });
        }
    };
    html! {
        <form class="stack" novalidate=true aria-labelledby="locked" {onsubmit}>
            <h2 id="locked">{ say.passphrase_heading() }</h2>
            <Field id="key-passphrase" label={say.passphrase_label()} kind={Kind::Password} autocomplete="off"
                hint={say.passphrase_hint()}
                value={(*typed).clone()} error={(*wrong).map(|error| AttrValue::from(say.open_error(error)))}
                oninput={let typed = typed.setter(); move |text: String| typed.set(text.into())} />
            <div class="row">
                <Button look={Look::Primary} submit=true busy={*busy}>
                    { if *busy { say.passphrase_busy() } else { say.passphrase_button() } }
                </Button>
                <Button look={Look::Quiet} onclick={props.left.clone()}>{ say.passphrase_other_file() }</Button>
            </div>
        </form>
    }
}
