//! Buttons.

use yew::prelude::*;

/// How prominent a button is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The main action of a page.
    Primary,
    /// Another action.
    #[default]
    Plain,
    /// Goes back or leaves the main path.
    Quiet,
}

/// The properties of [`Button`].
#[derive(Properties, PartialEq, Default)]
pub struct Props {
    /// The button's text.
    pub children: Html,
    /// Called when the button is pressed. A submit button doesn't need it if the form handles the submit event.
    #[prop_or_default]
    pub onclick: Callback<()>,
    /// How prominent it is.
    #[prop_or_default]
    pub look: Look,
    /// True if it is as wide as the column.
    #[prop_or_default]
    pub wide: bool,
    /// True if it submits the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// True while something is in progress. The button then keeps its focus, says so, and does nothing when pressed.
    #[prop_or_default]
    pub busy: bool,
}

/// Renders a button that is at least 44 px high.
#[component]
pub fn Button(props: &Props) -> Html {
    button(props)
}

/// Renders a [`Button`] without a component.
pub fn button(props: &Props) -> Html {
    let look = match props.look {
        Look::Primary => Some("button--primary"),
        Look::Plain => None,
        Look::Quiet => Some("button--quiet"),
    };
    let onclick = {
        let (busy, onclick) = (props.busy, props.onclick.clone());
        move |event: MouseEvent| {
            if busy {
                event.prevent_default();
            } else {
                onclick.emit(());
            }
        }
    };
    html! {
        <button
            type={if props.submit { "submit" } else { "button" }}
            class={classes!("button", look, props.wide.then_some("button--wide"))}
            aria-disabled={props.busy.then_some("true")}
            {onclick}
        >
            { props.children.clone() }
        </button>
    }
}
