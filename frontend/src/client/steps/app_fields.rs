//! The fields of an app that signs in without a password. The secret has its own field.

use yew::prelude::*;

use super::server_fields::{Wrong, change};
use crate::{
    client::state::{AppFields, Wizard},
    components::{FieldProps, Kind, field},
    say,
};

/// Renders the fields, if the client uses an app.
pub(super) fn app_fields(wizard: &UseReducerHandle<Wizard>, wrong: &Wrong) -> Html {
    let Some(app) = &wizard.typed.app else { return Html::default() };
    let say = say::letter();
    let one = |id: &'static str, label: &'static str, value: &str, error: &Option<AttrValue>, set: Set| {
        field(&FieldProps {
            id: id.into(),
            label: label.into(),
            kind: Kind::Exact,
            hint: Some(say.app_id_hint().into()),
            value: value.to_owned().into(),
            error: error.clone(),
            oninput: change(wizard, move |typed, text| {
                if let Some(app) = &mut typed.app {
                    set(app, text);
                }
            }),
            ..FieldProps::default()
        })
    };
    html! {
        <>
            { one("tenant", say.label_tenant(), &app.tenant, &wrong.tenant, |app, text| app.tenant = text) }
            { one("application", say.label_application(), &app.application, &wrong.application,
                |app, text| app.application = text) }
        </>
    }
}

/// Sets a field.
type Set = fn(&mut AppFields, String);
