//! The dialog for domain-wide delegation in Google Workspace.

use yew::prelude::*;

use super::{marked, outline, scene, words};
use crate::say;

/// Renders the dialog with its two fields. The number and the scope are marked.
pub(crate) fn delegation() -> Html {
    let screen = say::administrator();
    let dialog = html! { <>
        { words(12, 50, screen.screen_client_id()) }
        { outline(112, 36, 196, 22) }
        <rect x="120" y="43" width="150" height="8" rx="4" fill="var(--muted)" />
        { words(12, 80, screen.screen_scopes()) }
        { outline(112, 66, 196, 22) }
        <rect x="120" y="73" width="130" height="8" rx="4" fill="var(--muted)" />
        { marked(108, 32, 204, 60) }
        { outline(228, 100, 80, 24) }
        { words(238, 116, screen.screen_authorize()) }
    </> };
    scene(say::letter().drawing_delegation(), screen.screen_delegation(), dialog)
}
