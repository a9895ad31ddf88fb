//! Drawings of pages at Microsoft and Google, and of a plugin's settings. Each shows one thing that people often miss.
//! They have the page's own colors, so they also work in dark mode. Only the program for the client's guide contains them.

mod consent;
mod delegation;
mod redirect;
mod secrets;

pub(crate) use consent::consent;
pub(crate) use delegation::delegation;
pub(crate) use redirect::redirect;
pub(crate) use secrets::secrets;

use yew::prelude::*;

/// Renders the frame and the title of a page around a drawing of 320 by 132 units. `label` says what it shows.
fn scene(label: &'static str, title: &'static str, body: Html) -> Html {
    html! {
        <svg viewBox="0 0 320 132" width="100%" role="img" aria-label={label} fill="var(--ink)" font-size="12">
            <rect x="1" y="1" width="318" height="130" rx="8" fill="var(--paper)" stroke="var(--line)" />
            <path d="M1 28H319" stroke="var(--hair)" />
            { words(12, 19, title) }
            { body }
        </svg>
    }
}

/// Renders words that begin at this point.
fn words(x: u16, y: u16, words: &'static str) -> Html {
    html! { <text x={x.to_string()} y={y.to_string()}>{ words }</text> }
}

/// Renders the box around what matters.
fn marked(x: u16, y: u16, width: u16, height: u16) -> Html {
    html! {
        <rect x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx="5"
            fill="none" stroke="var(--accent)" stroke-width="2.5" />
    }
}

/// Renders the outline of a field or a button.
fn outline(x: u16, y: u16, width: u16, height: u16) -> Html {
    html! {
        <rect x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx="4"
            fill="var(--card)" stroke="var(--line)" />
    }
}
