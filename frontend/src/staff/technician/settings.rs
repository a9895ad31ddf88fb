//! The settings in the formats of different platforms, in tabs.

use gloo_utils::document;
use shared::{
    configure::{Platform, Reader, Remark, render},
    details::SecretText,
};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use super::{
    reveal::{copy_result, use_copy, use_reveal},
    unseal::Unsealed,
};
use crate::say;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) unsealed: Unsealed,
}

/// Renders a tab for each platform. The secret is hidden until the technician shows it, but always copied in full.
#[component]
pub(crate) fn Settings(props: &Props) -> Html {
    let chosen = use_state_eq(|| 0_usize);
    let onkeydown = {
        let chosen = chosen.clone();
        move |event: KeyboardEvent| {
            let count = Platform::ALL.len();
            let next = match event.key().as_str() {
                "ArrowRight" => (*chosen + 1) % count,
                "ArrowLeft" => (*chosen + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            chosen.set(next);
            focus(&tab_id(Platform::ALL[next]));
        }
    };
    let tab = |(index, platform): (usize, Platform)| {
        let chosen = chosen.clone();
        let selected = *chosen == index;
        html! {
            <button type="button" class="tab" role="tab" id={tab_id(platform)} aria-controls="settings"
                aria-selected={selected.to_string()} tabindex={if selected { "0" } else { "-1" }}
                onclick={move |_| chosen.set(index)}>{ platform.label() }</button>
        }
    };
    let platform = Platform::ALL[*chosen];
    html! {
        <section class="stack" aria-labelledby="settings-title">
            <h2 id="settings-title">{ say::technician().paste_heading() }</h2>
            <div class="tabs" role="tablist" aria-labelledby="settings-title" {onkeydown}>
                { for Platform::ALL.into_iter().enumerate().map(tab) }
            </div>
            <div id="settings" class="stack" role="tabpanel" aria-labelledby={tab_id(platform)}>
                <Paste key={platform.id()} {platform} unsealed={props.unsealed.clone()} />
            </div>
        </section>
    }
}

fn tab_id(platform: Platform) -> String {
    format!("tab-{}", platform.id())
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // If the browser refuses, the tab can still be reached with the Tab key.
        let _ = element.focus();
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    platform: Platform,
    unsealed: Unsealed,
}

#[component]
fn Paste(props: &PasteProps) -> Html {
    let say = say::technician();
    let (shown, toggle) = use_reveal();
    let (copied, copy) = use_copy();
    let reader = use_state_eq(|| None::<Reader>);
    let opened = props.unsealed.opened();
    let text = if shown {
        render(props.platform, *reader, &opened.answers, opened.secret.text(), remark)
    } else {
        let hidden = SecretText::new("••••••••••••".into()).expect("a short text without control characters");
        render(props.platform, *reader, &opened.answers, &hidden, remark)
    };
    let onclick = {
        let (platform, reader, unsealed) = (props.platform, *reader, props.unsealed.clone());
        move |_| {
            let opened = unsealed.opened();
            copy.emit(render(platform, reader, &opened.answers, opened.secret.text(), remark));
        }
    };
    let choose = {
        let reader = reader.setter();
        Callback::from(move |chosen| reader.set(chosen))
    };
    html! {
        <>
            <p>{ say.paste(props.platform) }</p>
            if props.platform == Platform::Env {
                { readers(*reader, &choose) }
            }
            <pre class="paste" tabindex="0">{ text.as_str() }</pre>
            <div class="row">
                <button type="button" class="button" {onclick}>{ if copied.is_some() { copy_result(copied) } else { say.paste_copy() } }</button>
                <button type="button" class="button button--quiet" aria-pressed={shown.to_string()} onclick={move |_| toggle.emit(())}>
                    { if shown { say.paste_hide_password() } else { say.paste_show_password() } }
                </button>
                <span class="aside-voice" aria-live="polite">{ copied.map(|_| copy_result(copied)) }</span>
            </div>
            if copied == Some(false) {
                <p class="small">{ say.paste_not_copied() }</p>
            } else if !shown {
                <p class="muted small">{ say.paste_hidden() }</p>
            }
        </>
    }
}

/// Says a comment of the settings.
fn remark(remark: Remark) -> String {
    say::technician().remark(remark)
}

/// Renders the choice between programs that read `.env` files, because each parses them differently.
fn readers(chosen: Option<Reader>, choose: &Callback<Option<Reader>>) -> Html {
    let say = say::technician();
    let choice = |reader: Option<Reader>| {
        let onchange = choose.reform(move |_: Event| reader);
        html! {
            <label class="choice">
                <input type="radio" name="env-reader" checked={chosen == reader} {onchange} />
                <span>{ reader.map_or(say.paste_unknown_reader(), Reader::label) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="choices">
            <legend class="field__label">{ say.paste_which_reader() }</legend>
            { choice(None) }
            { for Reader::ALL.into_iter().map(|reader| choice(Some(reader))) }
        </fieldset>
    }
}
