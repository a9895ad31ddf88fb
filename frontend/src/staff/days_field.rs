//! A field for how long one kind of data is kept.

use shared::{
    retention::{Kind, SetBy},
    wire::Kept,
};
use yew::prelude::*;

use crate::{
    components::{self, Field},
    say,
};

#[derive(Properties, PartialEq)]
pub(super) struct DaysProps {
    pub(super) kept: Kept,
    pub(super) value: AttrValue,
    pub(super) error: Option<AttrValue>,
    pub(super) oninput: Callback<String>,
}

/// Renders the field, or only the value if the operator set it.
#[component]
pub(super) fn DaysField(props: &DaysProps) -> Html {
    let Kept { kind, days, set_by, .. } = props.kept;
    let say = say::staff();
    let (label, hint) = words(kind);
    if set_by == SetBy::Operator {
        return html! {
            <div class="field">
                <span class="field__label">{ label }</span>
                <p class="field__hint">{ hint }</p>
                <p>{ say.time_days(days.get().into()) }</p>
                <p class="muted small">{ say.retention_operator() }</p>
            </div>
        };
    }
    html! {
        <Field id={kind.as_str()} {label} {hint} kind={components::Kind::Number}
            value={props.value.clone()} error={props.error.clone()} oninput={props.oninput.clone()} />
    }
}

fn words(kind: Kind) -> (&'static str, &'static str) {
    let say = say::staff();
    match kind {
        Kind::Sealed => (say.retention_sealed(), say.retention_sealed_hint()),
        Kind::Reports => (say.retention_reports(), say.retention_reports_hint()),
        Kind::Checks => (say.retention_checks(), say.retention_checks_hint()),
        Kind::Activity => (say.retention_activity(), say.retention_activity_hint()),
        Kind::Closed => (say.retention_closed(), say.retention_closed_hint()),
    }
}
