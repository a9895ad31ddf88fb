//! The field for a code from the authenticator app, or for a recovery code.

use yew::prelude::*;

use crate::{
    components::{Button, Field, Kind, Look},
    say,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) value: AttrValue,
    pub(crate) oninput: Callback<String>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// Renders the field. Accepts a 6-digit code, for which phones show a number pad; or a recovery code, for users who
/// lost the app.
#[component]
pub(crate) fn CodeField(props: &Props) -> Html {
    let say = say::account();
    let recovers = use_state_eq(|| false);
    let (label, kind, hint, other) = if *recovers {
        (say.code_recovery_label(), Kind::Exact, say.code_recovery_hint(), say.code_use_app())
    } else {
        (say.code_label(), Kind::OneTimeCode, say.code_hint(), say.code_use_recovery())
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
