//! The wax seal.

use yew::prelude::*;

/// Renders the seal of `assets/seal.svg` in the accent color. It's only decoration, because the text next to it says
/// the same.
#[component]
pub fn SealMark() -> Html {
    seal_mark()
}

/// Renders a [`SealMark`] without a component.
pub fn seal_mark() -> Html {
    html! {
        <svg class="seal-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
            <path
                fill="currentColor"
                d="M62.5 32C62.7 36.2 60.7 41 58.7 44.8C56.7 48.7 54 52.9 50.5 55.3C47.1 57.6 42.3 58.4 38.2 59C34 59.7 30.1 59.7 25.8 59.3C21.5 58.9 15.8 59 12.4 56.6C8.9 54.2 6.5 49 5.1 44.9C3.8 40.8 3.9 36.2 4.1 32C4.3 27.8 4.4 23.2 6.1 19.5C7.7 15.8 10.9 12.5 14.1 9.6C17.3 6.7 21.1 3.3 25.2 2.1C29.3.9 34.8.9 38.8 2.3C42.7 3.8 45.6 8.1 48.8 10.9C52 13.8 55.5 16.1 57.8 19.6C60 23.1 62.3 27.8 62.5 32Z"
            />
            <g
                class="seal-mark__motif"
                fill="none"
                stroke-width="3"
                stroke-linecap="round"
                stroke-linejoin="round"
            >
                <circle cx="33" cy="31" r="21" stroke-width="1.5" opacity=".55" />
                <rect x="21" y="23" width="24" height="17" rx="2" />
                <path d="m22 25 11 8.5L44 25" />
            </g>
        </svg>
    }
}
