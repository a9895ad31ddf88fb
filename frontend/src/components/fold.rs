//! Details that are folded away until someone opens them.

use yew::prelude::*;

/// What a [`Fold`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line that opens it.
    pub summary: Html,
    /// What is inside.
    pub children: Html,
    /// True if it starts open.
    #[prop_or_default]
    pub open: bool,
}

/// A line that opens to more.
#[component]
pub fn Fold(props: &Props) -> Html {
    fold(props.summary.clone(), props.open, props.children.clone())
}

/// The same as a function.
pub fn fold(summary: Html, open: bool, body: Html) -> Html {
    html! {
        <details class="fold" {open}>
            <summary class="fold__summary"><span>{ summary }</span></summary>
            <div class="fold__body">{ body }</div>
        </details>
    }
}
