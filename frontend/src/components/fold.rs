//! What is there for whoever wants it, folded away from everybody else.

use yew::prelude::*;

/// What a [`Fold`] takes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The line that opens it.
    pub summary: Html,
    /// What is inside.
    pub children: Html,
    /// Whether it starts open.
    #[prop_or_default]
    pub open: bool,
}

/// A line that opens to more.
#[component]
pub fn Fold(props: &Props) -> Html {
    html! {
        <details class="fold" open={props.open}>
            <summary class="fold__summary"><span>{ props.summary.clone() }</span></summary>
            <div class="fold__body">{ props.children.clone() }</div>
        </details>
    }
}
