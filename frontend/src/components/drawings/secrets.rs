//! The table of an app's client secrets in Microsoft Entra.

use yew::prelude::*;

use super::{marked, scene, words};
use crate::say;

/// Renders the table. The Value is marked, because people copy the Secret ID.
pub(crate) fn secrets() -> Html {
    let screen = say::administrator();
    let table = html! { <>
        { words(12, 52, screen.screen_description()) }
        { words(118, 52, screen.screen_value()) }
        { words(218, 52, screen.screen_secret_id()) }
        <path d="M12 62H308" stroke="var(--hair)" />
        <rect x="12" y="78" width="80" height="8" rx="4" fill="var(--muted)" />
        <rect x="118" y="78" width="72" height="8" rx="4" fill="var(--seal)" />
        <rect x="218" y="78" width="84" height="8" rx="4" fill="var(--hair)" />
        { marked(108, 36, 96, 64) }
        // A cross below the column that doesn't work.
        <path d="M253 104 267 118M267 104 253 118" stroke="var(--fail)" stroke-width="3" />
        <path d="M149 112 154 118 164 105" fill="none" stroke="var(--ok)" stroke-width="3" />
    </> };
    scene(say::letter().drawing_secrets(), screen.screen_secrets(), table)
}
