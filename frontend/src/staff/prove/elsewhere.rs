//! A message that arrived in another mailbox, as a file or as its source.

use shared::wire::{DeliveryView, MESSAGE_SOURCE_MAX, MessageSource};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlTextAreaElement};
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::{
    api,
    components::{Fold, Notice, ProblemNotice, Tone},
    say,
    staff::{
        file_input::{DropZone, PasteArea, bytes_of},
        task::use_task,
    },
};

/// Why a message wasn't sent to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unusable {
    /// Nothing was pasted.
    Empty,
    /// The message is too large, or its file can't be read.
    File,
}

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) id: AttrValue,
    /// True if the server receives no messages, so that this is the only way.
    pub(super) is_only: bool,
    /// Called with what the server says about the message.
    pub(super) done: Callback<DeliveryView>,
}

/// Renders the areas for the message, in a fold unless there is no other way.
#[component]
pub(super) fn Elsewhere(props: &Props) -> Html {
    let say = say::staff();
    let task = use_task();
    let unusable = use_state_eq(|| None::<Unusable>);
    let pasted = use_node_ref();
    let done = {
        let (pasted, done) = (pasted.clone(), props.done.clone());
        Callback::from(move |view: DeliveryView| {
            // If the server refuses the message, its text can still be corrected.
            if let Some(area) = pasted.cast::<HtmlTextAreaElement>() {
                area.set_value("");
            }
            done.emit(view);
        })
    };
    let take = {
        let (task, unusable, id) = (task.clone(), unusable.setter(), props.id.clone());
        Callback::from(move |source: Zeroizing<Vec<u8>>| {
            let refused = refused(&source);
            unusable.set(refused);
            if refused.is_none() {
                let (id, message) = (id.clone(), MessageSource { source: source.to_vec() });
                task.answer(async move { api::staff::judge_message(&id, &message).await }, &done);
            }
        })
    };
    let read = {
        let (take, unusable) = (take.clone(), unusable.setter());
        Callback::from(move |file: File| {
            let (take, unusable) = (take.clone(), unusable.clone());
            spawn_local(async move {
                match bytes_of(&file, MESSAGE_SOURCE_MAX).await {
                    Some(bytes) => take.emit(bytes),
                    None => unusable.set(Some(Unusable::File)),
                }
            });
        })
    };
    let choose = html! { <strong>{ say.prove_source_choose_button() }</strong> };
    let words = say::with_elements(say.prove_source_choose_parts(), &[choose]);
    let busy = task.is_busy();
    let button = if busy { say.prove_source_checking() } else { say.prove_source_check() };
    let areas = html! {
        <>
            <p id="message-hint">{ say.prove_source_what() }</p>
            <DropZone id="message-input" described_by="message-hint" {words} {read} />
            <PasteArea id="message-text" label={say.prove_source_text()} {button} {busy} {take} {pasted} />
            if let Some(unusable) = *unusable {
                <Notice tone={Tone::Fail}><p>{ why(unusable) }</p></Notice>
            }
            if let Some(problem) = task.problem() { <ProblemNotice {problem} /> }
        </>
    };
    if props.is_only {
        return html! { <><p>{ say.prove_elsewhere_only() }</p>{ areas }</> };
    }
    html! { <Fold summary={html! { { say.prove_elsewhere() } }}>{ areas }</Fold> }
}

fn refused(source: &[u8]) -> Option<Unusable> {
    match source.len() {
        _ if source.trim_ascii().is_empty() => Some(Unusable::Empty),
        size if size > MESSAGE_SOURCE_MAX => Some(Unusable::File),
        _ => None,
    }
}

fn why(unusable: Unusable) -> &'static str {
    let say = say::staff();
    match unusable {
        Unusable::Empty => say.prove_source_empty(),
        Unusable::File => say.prove_source_unusable(),
    }
}
