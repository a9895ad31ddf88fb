//! The commands for Exchange Online PowerShell, with the IDs of the client's app in them.

use shared::{
    grant::{
        Guid, Tenant,
        steps::{App, Rights},
    },
    rules::{Address, Domain},
};
use yew::prelude::*;

use crate::{
    components::{CopyField, FieldProps, Kind, field},
    say,
};

/// The properties of [`Commands`].
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) rights: Rights,
    /// The mailbox that the app sends from.
    pub(super) mailbox: Address,
    /// The client's website, which the app is named after.
    pub(super) site: Domain,
}

/// Asks for the two IDs, and then shows the commands. The IDs aren't secret, and stay on this page.
#[component]
pub(super) fn Commands(props: &Props) -> Html {
    let say = say::letter();
    let (application, object) = (use_state_eq(String::new), use_state_eq(String::new));
    let script = script(props, &application, &object);
    let wrong = |text: &str, words: &'static str| {
        (!text.is_empty() && text.parse::<Guid>().is_err()).then(|| AttrValue::from(words))
    };
    let one = |id: &'static str, label: &'static str, error, state: &UseStateHandle<String>| {
        let setter = state.setter();
        field(&FieldProps {
            id: id.into(),
            label: label.into(),
            kind: Kind::Exact,
            value: (**state).clone().into(),
            error,
            oninput: Callback::from(move |text| setter.set(text)),
            ..FieldProps::default()
        })
    };
    let same = script.as_ref().and_then(|script| script.as_ref().err()).map(|words| AttrValue::from(*words));
    html! {
        <div class="stack">
            { one("command-application", say.label_application(),
                wrong(&application, say.app_application_wrong()), &application) }
            { one("command-object", say.label_object(), wrong(&object, say.app_object_wrong()).or(same), &object) }
            if let Some(Ok(script)) = script {
                <CopyField label={say.label_commands()} value={script} />
            }
        </div>
    }
}

/// Returns the commands once both IDs are there, or what is wrong with the two together.
fn script(props: &Props, application: &str, object: &str) -> Option<Result<String, &'static str>> {
    let (application, object) = (application.parse::<Guid>().ok()?, object.parse::<Guid>().ok()?);
    // The commands don't contain the tenant. A domain of the organization stands for it.
    let tenant = props.mailbox.domain().to_string().parse::<Tenant>().ok()?;
    let name = props.site.to_string().parse().ok()?;
    let app = match App::new(tenant, application, object, name, props.mailbox.clone()) {
        Ok(app) => app,
        Err(same) => return Some(Err(say::administrator().same_ids(same))),
    };
    let script = app.script(props.rights, |purpose| say::administrator().purpose(purpose).to_owned());
    // The first character is only for a file.
    Some(Ok(script.trim_start_matches('\u{feff}').trim_end().to_owned()))
}
