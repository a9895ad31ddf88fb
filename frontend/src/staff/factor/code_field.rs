//! The field for a code of the app, or for a recovery code.

use yew::prelude::*;

use crate::components::{Button, Field, Kind, Look};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) value: AttrValue,
    pub(crate) oninput: Callback<String>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// Six digits, on a phone with the keyboard for them; or, for whoever has lost the app, a recovery code.
#[component]
pub(crate) fn CodeField(props: &Props) -> Html {
    let recovers = use_state_eq(|| false);
    let (label, kind, hint, other) = if *recovers {
        ("Recovery code", Kind::Exact, "Each works once.", "Use the code app")
    } else {
        (
            "Code of your code app",
            Kind::OneTimeCode,
            "Six digits, new every half minute.",
            "Use a recovery code",
        )
    };
    let switch = {
        let (recovers, oninput) = (recovers.clone(), props.oninput.clone());
        Callback::from(move |()| {
            oninput.emit(String::new());
            recovers.set(!*recovers);
        })
    };
    html! {
        <>
            <Field id="code" {label} {kind} {hint} value={props.value.clone()} error={props.error.clone()}
                oninput={props.oninput.clone()} />
            <div><Button look={Look::Quiet} onclick={switch}>{ other }</Button></div>
        </>
    }
}
