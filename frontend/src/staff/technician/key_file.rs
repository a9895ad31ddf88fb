//! The key file: dropped, chosen or pasted. It's read here and never sent.

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
use crate::{
    components::{Button, Fold, Look, Notice, Tone},
    say,
};

/// Largest file that is read, in bytes: a key file has about 200.
const LARGEST: f64 = 65_536.0;

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
                match bytes_of(&file).await {
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
    html! {
        <section class="stack" aria-labelledby="key-file">
            <h2 id="key-file">{ props.title.clone() }</h2>
            <DropZone {read} />
            <p class="muted small" id="key-hint">{ say.key_file_hint() }</p>
            if let Some(wrong) = *error {
                <Notice tone={Tone::Fail}><p>{ say.open_error(wrong) }</p></Notice>
            }
            <Paste {take} />
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DropZoneProps {
    read: Callback<File>,
}

/// Where the file is dropped or chosen.
#[component]
fn DropZone(props: &DropZoneProps) -> Html {
    let say = say::technician();
    let over = use_state_eq(|| false);
    let onchange = {
        let read = props.read.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            read_first(&read, input.files());
            // Emptied, so that choosing the same file again counts as a change.
            input.set_value("");
        }
    };
    let ondrop = {
        let (read, over) = (props.read.clone(), over.setter());
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
    let choose = html! { <strong>{ say.key_file_choose_button() }</strong> };
    html! {
        <label
            class={classes!("drop", over.then_some("drop--over"))}
            ondragenter={hover(true)} ondragover={hover(true)} ondragleave={hover(false)} {ondrop}
        >
            <input id="key-input" class="drop__input" type="file" {onchange} aria-describedby="key-hint" />
            <span class="drop__words">{ say::with_elements(say.key_file_choose_parts(), &[choose]) }</span>
        </label>
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    take: Callback<Zeroizing<Vec<u8>>>,
}

/// Where the file's text is pasted.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let say = say::technician();
    let pasted = use_node_ref();
    let onclick = {
        let (take, pasted) = (props.take.clone(), pasted.clone());
        Callback::from(move |()| {
            if let Some(area) = pasted.cast::<HtmlTextAreaElement>() {
                take.emit(Zeroizing::new(area.value().into_bytes()));
                area.set_value("");
            }
        })
    };
    html! {
        <Fold summary={html! { { say.key_file_paste() } }}>
            <label class="field__label" for="key-text">{ say.key_file_text() }</label>
            <textarea ref={pasted} id="key-text" class="field__input field__input--code" rows="3"
                autocomplete="off" autocapitalize="none" spellcheck="false" />
            <div><Button look={Look::Plain} {onclick}>{ say.key_file_use() }</Button></div>
        </Fold>
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
