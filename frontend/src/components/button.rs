//! Buttons.

use yew::prelude::*;

/// How much a button stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// The one thing to do on this page.
    Primary,
    /// Something else that can be done.
    #[default]
    Plain,
    /// A way back or aside.
    Quiet,
}

/// What a [`Button`] takes.
#[derive(Properties, PartialEq, Default)]
pub struct Props {
    /// The words on it.
    pub children: Html,
    /// Called when it is pressed. A submit button can leave this to the form.
    #[prop_or_default]
    pub onclick: Callback<()>,
    /// How much it stands out.
    #[prop_or_default]
    pub look: Look,
    /// As wide as the column.
    #[prop_or_default]
    pub wide: bool,
    /// Submits the form around it.
    #[prop_or_default]
    pub submit: bool,
    /// Something is in progress: the button keeps its focus, says so, and does nothing.
    #[prop_or_default]
    pub busy: bool,
}

/// A button of at least 44 px.
#[component]
pub fn Button(props: &Props) -> Html {
    button(props)
}

/// The same as a function.
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
