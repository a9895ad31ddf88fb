//! The key file, which can be dropped, chosen or pasted. It is read in the browser and never sent.

use shared::{
    identities::is_locked,
    open::{Identities, OpenError},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{
    held::Held,
    passphrase::{Locked, Passphrase},
};
use crate::{
    components::{Fold, Notice, Tone},
    say,
    staff::file_input::{DropZone, PasteArea, bytes_of},
};

/// Largest file that is accepted, in bytes. A key file has about 200.
const LARGEST: usize = 65_536;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) hold: Callback<Option<Held>>,
    #[prop_or(AttrValue::Static(say::technician().key_file_heading()))]
    pub(crate) title: AttrValue,
}

/// Asks for the key file.
#[component]
pub(crate) fn KeyFile(props: &Props) -> Html {
    let say = say::technician();
    let error = use_state_eq(|| None::<OpenError>);
    let locked = use_state_eq(|| None::<Locked>);
    let take = {
        let (error, locked, hold) = (error.setter(), locked.setter(), props.hold.clone());
        Callback::from(move |bytes: Zeroizing<Vec<u8>>| {
            error.set(None);
            if is_locked(&bytes) {
                return locked.set(Some(Locked::new(bytes)));
            }
            match Identities::read(&bytes) {
                Ok(identities) => hold.emit(Some(Held::plain(identities))),
                Err(wrong) => error.set(Some(wrong)),
            }
        })
    };
    let read = {
        let (take, error) = (take.clone(), error.setter());
        Callback::from(move |file: File| {
            let (take, error) = (take.clone(), error.clone());
            spawn_local(async move {
                match bytes_of(&file, LARGEST).await {
                    Some(bytes) => take.emit(bytes),
                    None => error.set(Some(OpenError::NotAnIdentity)),
                }
            });
        })
    };
    if let Some(locked_file) = (*locked).clone() {
        let left = {
            let locked = locked.setter();
            Callback::from(move |()| locked.set(None))
        };
        return html! { <Passphrase locked={locked_file} hold={props.hold.clone()} {left} /> };
    }
    let choose = html! { <strong>{ say.key_file_choose_button() }</strong> };
    let words = say::with_elements(say.key_file_choose_parts(), &[choose]);
    html! {
        <section class="stack" aria-labelledby="key-file">
            <h2 id="key-file">{ props.title.clone() }</h2>
            <DropZone id="key-input" described_by="key-hint" {words} {read} />
            <p class="muted small" id="key-hint">{ say.key_file_hint() }</p>
            if let Some(wrong) = *error {
                <Notice tone={Tone::Fail}><p>{ say.open_error(wrong) }</p></Notice>
            }
            <Fold summary={html! { { say.key_file_paste() } }}>
                <PasteArea id="key-text" label={say.key_file_text()} button={say.key_file_use()} {take} />
            </Fold>
        </section>
    }
}
