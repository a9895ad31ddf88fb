//! Details that are hidden until the user opens them.

use yew::prelude::*;

/// The properties of [`Fold`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line that opens it, always visible.
    pub summary: Html,
    /// The hidden content.
    pub children: Html,
    /// True if it starts open.
    #[prop_or_default]
    pub open: bool,
}

/// Renders a line that opens to show more.
#[component]
pub fn Fold(props: &Props) -> Html {
    fold(props.summary.clone(), props.open, props.children.clone())
}

/// Renders a [`Fold`] without a component.
pub fn fold(summary: Html, open: bool, body: Html) -> Html {
    html! {
        <details class="fold" {open}>
            <summary class="fold__summary"><span>{ summary }</span></summary>
            <div class="fold__body">{ body }</div>
        </details>
    }
}
