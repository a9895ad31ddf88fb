//! The areas where a key file is dropped, chosen or pasted.

use web_sys::{DragEvent, Event, File, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::{
    components::{Button, Fold, Look},
    say,
};

#[derive(Properties, PartialEq)]
pub(super) struct DropZoneProps {
    pub(super) read: Callback<File>,
}

/// Renders the area where the file is dropped or chosen.
#[component]
pub(super) fn DropZone(props: &DropZoneProps) -> Html {
    let say = say::technician();
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
pub(super) struct PasteProps {
    pub(super) take: Callback<Zeroizing<Vec<u8>>>,
}

/// Renders the field where the file's text is pasted.
#[component]
pub(super) fn Paste(props: &PasteProps) -> Html {
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
