//! The settings in the formats of different platforms.

use shared::{
    configure::{CannotTake, Group, Platform, Reader, Remark, render},
    open::Opened,
    secret::Secret,
};
use web_sys::HtmlSelectElement;
use yew::prelude::*;
use zeroize::Zeroizing;

use super::{
    reveal::{copy_result, use_copy, use_reveal},
    unseal::Unsealed,
};
use crate::{
    components::{Notice, Tone},
    say,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) unsealed: Unsealed,
}

/// Renders a list of platforms, and the settings for the chosen one. The secret is hidden until the technician shows it,
/// but always copied in full.
#[component]
pub(crate) fn Settings(props: &Props) -> Html {
    let say = say::technician();
    let kind = props.unsealed.opened().secret.kind();
    let chosen = use_state_eq(|| Platform::for_kind(kind).next().unwrap_or(Platform::ALL[0]));
    let onchange = {
        let chosen = chosen.setter();
        move |event: Event| {
            let id = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            if let Some(platform) = id.as_deref().and_then(Platform::from_id) {
                chosen.set(platform);
            }
        }
    };
    let option = |platform: Platform| {
        html! { <option value={platform.id()} selected={platform == *chosen}>{ platform.short_label() }</option> }
    };
    let group = |group: Group| {
        html! { <optgroup label={say.platform_group(group)}>{ for group.platforms().map(option) }</optgroup> }
    };
    html! {
        <section class="stack" aria-labelledby="settings-title">
            <h2 id="settings-title">{ say.paste_heading() }</h2>
            <div class="field">
                <label class="field__label" for="platform">{ say.paste_platform() }</label>
                <select class="field__input" id="platform" {onchange}>
                    { for Group::ALL.into_iter().map(group) }
                </select>
            </div>
            <div id="settings" class="stack">
                <Paste key={chosen.id()} platform={*chosen} unsealed={props.unsealed.clone()} />
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PasteProps {
    platform: Platform,
    unsealed: Unsealed,
}

/// Renders where the settings go and the settings, or why there are none.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let say = say::technician();
    let platform = props.platform;
    let reader = use_state_eq(|| None::<Reader>);
    let choose = {
        let reader = reader.setter();
        Callback::from(move |chosen| reader.set(chosen))
    };
    let opened = props.unsealed.opened();
    if let Err(error) = written(platform, *reader, opened, &opened.secret) {
        return html! { <Notice tone={Tone::Warn}><p>{ say.cannot_take(error) }</p></Notice> };
    }
    html! {
        <>
            <p>{ say.paste(platform, &opened.secret) }</p>
            if platform == Platform::Env {
                { readers(*reader, &choose) }
            }
            <Copyable {platform} reader={*reader} unsealed={props.unsealed.clone()} />
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CopyableProps {
    platform: Platform,
    reader: Option<Reader>,
    unsealed: Unsealed,
}

/// Renders the settings, with buttons to copy them and to show the secret.
#[component]
fn Copyable(props: &CopyableProps) -> Html {
    let say = say::technician();
    let (shown, toggle) = use_reveal();
    let (copied, copy) = use_copy();
    let (platform, reader) = (props.platform, props.reader);
    let opened = props.unsealed.opened();
    let text = if shown {
        written(platform, reader, opened, &opened.secret)
    } else {
        written(platform, reader, opened, &opened.secret.hidden())
    };
    let onclick = {
        let unsealed = props.unsealed.clone();
        move |_| {
            let opened = unsealed.opened();
            if let Ok(text) = written(platform, reader, opened, &opened.secret) {
                copy.emit(text);
            }
        }
    };
    html! {
        <>
            <pre class="paste" tabindex="0">{ text.as_ref().map_or("", |text| text.as_str()) }</pre>
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

/// Returns the settings with this secret.
fn written(
    platform: Platform,
    reader: Option<Reader>,
    opened: &Opened,
    secret: &Secret,
) -> Result<Zeroizing<String>, CannotTake> {
    render(platform, reader, &opened.answers, secret, remark)
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
