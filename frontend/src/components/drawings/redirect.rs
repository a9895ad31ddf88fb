//! The redirect address in a plugin's settings.

use yew::prelude::*;

use super::{marked, outline, scene, words};
use crate::say;

/// Renders the plugin's settings. The redirect address is marked, because it goes into the app as it is.
pub(crate) fn redirect() -> Html {
    let screen = say::administrator();
    let settings = html! { <>
        { words(12, 52, screen.screen_client_id()) }
        { outline(120, 38, 188, 22) }
        { words(12, 84, screen.screen_redirect()) }
        { outline(120, 70, 188, 22) }
        <rect x="128" y="77" width="140" height="8" rx="4" fill="var(--seal)" />
        { marked(116, 66, 196, 30) }
        // An arrow to the app's own page.
        <path d="M214 100V120M207 113 214 120 221 113" fill="none" stroke="var(--accent)" stroke-width="2.5" />
    </> };
    scene(say::letter().drawing_redirect(), screen.screen_plugin(), settings)
}
