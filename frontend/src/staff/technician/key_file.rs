//! The key file: dropped, chosen or pasted. It is read here and sent nowhere.

use js_sys::Uint8Array;
use shared::{
    identities::is_locked,
    open::{Identities, OpenError},
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{
    held::Held,
    passphrase::{Locked, Passphrase},
};
use crate::components::{Button, Fold, Look, Notice, Tone};

/// Largest file that is looked into, in bytes: a key file has about 200.
const LARGEST: f64 = 65_536.0;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) hold: Callback<Option<Held>>,
    #[prop_or(AttrValue::Static("Your key file"))]
    pub(crate) title: AttrValue,
}

/// Asks for the key file.
#[component]
pub(crate) fn KeyFile(props: &Props) -> Html {
    let over = use_state_eq(|| false);
    let error = use_state_eq(|| None::<OpenError>);
    let locked = use_state_eq(|| None::<Locked>);
    let pasted = use_node_ref();
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
                match bytes_of(&file).await {
                    Some(bytes) => take.emit(bytes),
                    None => error.set(Some(OpenError::NotAnIdentity)),
                }
            });
        })
    };
    let onchange = {
        let read = read.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            read_first(&read, input.files());
            // Emptied, so that choosing the same file again is a change again.
            input.set_value("");
        }
    };
    let ondrop = {
        let (read, over) = (read.clone(), over.setter());
        move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            read_first(&read, event.data_transfer().and_then(|data| data.files()));
        }
    };
    let hover = |inside: bool| {
        let over = over.setter();
        move |event: DragEvent| {
            event.prevent_default();
            over.set(inside);
        }
    };
    let use_pasted = {
        let (take, pasted) = (take.clone(), pasted.clone());
        Callback::from(move |()| {
            if let Some(area) = pasted.cast::<HtmlTextAreaElement>() {
                take.emit(Zeroizing::new(area.value().into_bytes()));
                area.set_value("");
            }
        })
    };
    if let Some(locked_file) = (*locked).clone() {
        let left = {
            let locked = locked.setter();
            Callback::from(move |()| locked.set(None))
        };
        return html! { <Passphrase locked={locked_file} hold={props.hold.clone()} {left} /> };
    }
    html! {
        <section class="stack" aria-labelledby="key-file">
            <h2 id="key-file">{ props.title.clone() }</h2>
            <label
                class={classes!("drop", over.then_some("drop--over"))}
                ondragenter={hover(true)} ondragover={hover(true)} ondragleave={hover(false)} {ondrop}
            >
                <input id="key-input" class="drop__input" type="file" {onchange} aria-describedby="key-hint" />
                <span class="drop__words"><strong>{ "Choose your key file" }</strong><span class="muted">{ " or drop it here" }</span></span>
            </label>
            <p class="muted small" id="key-hint">
                { "The one that was saved when you made your key, or one from age-keygen. It is read in this tab, never sent, and forgotten when you leave." }
            </p>
            if let Some(wrong) = *error {
                <Notice tone={Tone::Fail}><p>{ wrong.to_string() }</p></Notice>
            }
            <Fold summary={html! { { "Paste the key instead" } }}>
                <label class="field__label" for="key-text">{ "The key file’s text" }</label>
                <textarea ref={pasted} id="key-text" class="field__input field__input--code" rows="3"
                    autocomplete="off" autocapitalize="none" spellcheck="false" />
                <div><Button look={Look::Plain} onclick={use_pasted}>{ "Use this key" }</Button></div>
            </Fold>
        </section>
    }
}

fn read_first(read: &Callback<File>, files: Option<FileList>) {
    if let Some(file) = files.and_then(|files| files.get(0)) {
        read.emit(file);
    }
}

async fn bytes_of(file: &File) -> Option<Zeroizing<Vec<u8>>> {
    if file.size() > LARGEST {
        return None;
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Zeroizing::new(Uint8Array::new(&buffer).to_vec()))
}
