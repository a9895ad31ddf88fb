//! The fields for what the administrator copies from Microsoft Entra.

use yew::prelude::*;

use super::values::Values;
use crate::{
    components::{FieldProps, Kind, field},
    say,
};

/// A field that isn't secret.
#[derive(Clone, Copy)]
pub(super) enum Which {
    Tenant,
    Application,
    Registration,
    Object,
    Expires,
}

impl Which {
    /// Returns the field's id, label and hint.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        let (say, letter) = (say::helper(), say::letter());
        match self {
            Self::Tenant => ("tenant", letter.label_tenant(), letter.app_id_hint()),
            Self::Application => ("application", letter.label_application(), letter.app_id_hint()),
            Self::Registration => ("registration", say.label_registration(), say.registration_hint()),
            Self::Object => ("object", say.label_object(), say.object_hint()),
            Self::Expires => ("expires", say.label_expires(), say.expires_hint()),
        }
    }

    fn of(self, values: &mut Values) -> &mut String {
        match self {
            Self::Tenant => &mut values.tenant,
            Self::Application => &mut values.application,
            Self::Registration => &mut values.registration,
            Self::Object => &mut values.object,
            Self::Expires => &mut values.expires,
        }
    }
}

/// Renders a field. `error` is a sentence.
pub(super) fn one(values: &UseStateHandle<Values>, which: Which, error: Option<&String>) -> Html {
    let (id, label, hint) = which.words();
    let value = which.of(&mut (**values).clone()).clone();
    let oninput = {
        let values = values.clone();
        Callback::from(move |text: String| {
            let mut typed = (*values).clone();
            *which.of(&mut typed) = text;
            values.set(typed);
        })
    };
    field(&FieldProps {
        id: id.into(),
        label: label.into(),
        kind: Kind::Exact,
        hint: Some(hint.into()),
        value: value.into(),
        error: error.map(|error| error.clone().into()),
        oninput,
        ..FieldProps::default()
    })
}
