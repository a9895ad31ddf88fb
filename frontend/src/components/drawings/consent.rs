//! The permissions of an app in Microsoft Entra.

use yew::prelude::*;

use super::{marked, outline, scene, words};
use crate::say;

/// Renders the list of permissions. The button above it is marked, because adding a permission isn't enough.
pub(crate) fn consent() -> Html {
    let screen = say::administrator();
    let list = html! { <>
        { outline(12, 40, 104, 26) }
        { words(20, 57, screen.screen_add_permission()) }
        { words(134, 57, screen.screen_grant_consent()) }
        { marked(126, 38, 184, 30) }
        <path d="M12 80H308" stroke="var(--hair)" />
        <rect x="12" y="100" width="120" height="8" rx="4" fill="var(--muted)" />
        <path d="M212 104 217 110 227 97" fill="none" stroke="var(--ok)" stroke-width="3" />
        { words(234, 108, screen.screen_granted()) }
    </> };
    scene(say::letter().drawing_consent(), screen.screen_permissions(), list)
}
