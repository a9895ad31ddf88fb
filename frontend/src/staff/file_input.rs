//! The areas where a file is dropped, chosen or pasted.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::components::{Button, Look};

#[derive(Properties, PartialEq)]
pub(crate) struct DropZoneProps {
    /// An id that is unique on the page.
    pub(crate) id: AttrValue,
    /// The id of the text that says which file is meant.
    pub(crate) described_by: AttrValue,
    /// The text in the area, which is also the field's label.
    pub(crate) words: Html,
    pub(crate) read: Callback<File>,
}

/// Renders the area where the file is dropped or chosen.
#[component]
pub(crate) fn DropZone(props: &DropZoneProps) -> Html {
    let over = use_state_eq(|| false);
    let onchange = {
        let read = props.read.clone();
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            read_first(&read, input.files());
            // Emptied, so that choosing the same file again fires a change event.
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
    html! {
        <label
            class={classes!("drop", over.then_some("drop--over"))}
            ondragenter={hover(true)} ondragover={hover(true)} ondragleave={hover(false)} {ondrop}
        >
            <input id={props.id.clone()} class="drop__input" type="file" {onchange}
                aria-describedby={props.described_by.clone()} />
            <span class="drop__words">{ props.words.clone() }</span>
        </label>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct PasteAreaProps {
    /// An id that is unique on the page.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The button's text.
    pub(crate) button: AttrValue,
    /// True while the text that was pasted before is in use.
    #[prop_or_default]
    pub(crate) busy: bool,
    pub(crate) take: Callback<Zeroizing<Vec<u8>>>,
    /// The field, if the caller empties it. Otherwise it is emptied at once.
    #[prop_or_default]
    pub(crate) pasted: Option<NodeRef>,
}

/// Renders the field where the file's text is pasted.
#[component]
pub(crate) fn PasteArea(props: &PasteAreaProps) -> Html {
    let own = use_node_ref();
    let is_kept = props.pasted.is_some();
    let pasted = props.pasted.clone().unwrap_or(own);
    let onclick = {
        let (take, pasted) = (props.take.clone(), pasted.clone());
        Callback::from(move |()| {
            if let Some(area) = pasted.cast::<HtmlTextAreaElement>() {
                take.emit(Zeroizing::new(area.value().into_bytes()));
                if !is_kept {
                    area.set_value("");
                }
            }
        })
    };
    html! {
        <>
            <label class="field__label" for={props.id.clone()}>{ props.label.clone() }</label>
            <textarea ref={pasted} id={props.id.clone()} class="field__input field__input--code" rows="3"
                autocomplete="off" autocapitalize="none" spellcheck="false" />
            <div><Button look={Look::Plain} busy={props.busy} {onclick}>{ props.button.clone() }</Button></div>
        </>
    }
}

fn read_first(read: &Callback<File>, files: Option<FileList>) {
    if let Some(file) = files.and_then(|files| files.get(0)) {
        read.emit(file);
    }
}

/// Returns a file's content, unless it is larger than this many bytes or can't be read.
#[expect(clippy::cast_precision_loss, reason = "a limit is far below 2^52 bytes")]
pub(crate) async fn bytes_of(file: &File, largest: usize) -> Option<Zeroizing<Vec<u8>>> {
    if file.size() > largest as f64 {
        return None;
    }
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Zeroizing::new(Uint8Array::new(&buffer).to_vec()))
}
