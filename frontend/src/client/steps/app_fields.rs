//! The fields of an app that signs in without a password. The secret has its own field. After it comes the day on which
//! it expires.

use gloo_utils::document;
use shared::{
    day::Day,
    expiry::{self, NotAnExpiry},
    grant::steps::Provider,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    guide_offers::provider_of,
    server_fields::{Wrong, change},
};
use crate::{
    client::{
        pieces::small_print,
        plan::{AppFields, Entry, Plan},
        state::{Typed, Wizard},
    },
    components::{self, FieldProps, Kind, described_by, field},
    say, time,
};

/// Renders the fields, if the client enters an app.
pub(super) fn app_fields(wizard: &UseReducerHandle<Wizard>, wrong: &Wrong) -> Html {
    let say = say::letter();
    match wizard.plan().entry {
        Entry::Password | Entry::OtherPassword | Entry::ServiceAccount => Html::default(),
        Entry::OauthClient(AppFields { tenant, application, .. }) => html! { <>
            { tenant_id(wizard, say.label_tenant(), tenant, wrong) }
            { application_id(wizard, application, wrong) }
        </> },
        Entry::PluginClient { application, redirect, tenant, .. } => html! { <>
            if !is_at_google(wizard) {
                { tenant_id(wizard, say.label_tenant_optional(), tenant, wrong) }
            }
            { application_id(wizard, application, wrong) }
            { row(wizard, &Row {
                id: "redirect",
                label: say.label_redirect(),
                hint: say.redirect_hint(),
                value: redirect,
                error: wrong.redirect.as_ref(),
                set: |entry, text| if let Entry::PluginClient { redirect, .. } = entry { *redirect = text },
            }) }
        </> },
    }
}

fn tenant_id(wizard: &UseReducerHandle<Wizard>, label: &'static str, value: String, wrong: &Wrong) -> Html {
    let set: Set = |entry, text| {
        if let Entry::OauthClient(AppFields { tenant, .. }) | Entry::PluginClient { tenant, .. } = entry {
            *tenant = text;
        }
    };
    let hint = say::letter().app_id_hint();
    row(wizard, &Row { id: "tenant", label, hint, value, error: wrong.tenant.as_ref(), set })
}

fn application_id(wizard: &UseReducerHandle<Wizard>, value: String, wrong: &Wrong) -> Html {
    let say = say::letter();
    let (label, hint) = if is_at_google(wizard) {
        (say.label_client_id(), say.client_id_hint())
    } else {
        (say.label_application(), say.app_id_hint())
    };
    let set: Set = |entry, text| {
        if let Entry::OauthClient(AppFields { application, .. }) | Entry::PluginClient { application, .. } =
            entry
        {
            *application = text;
        }
    };
    row(wizard, &Row { id: "application", label, hint, value, error: wrong.application.as_ref(), set })
}

/// Returns true if the app is at Google, whose names for its values differ from Microsoft's.
pub(super) fn is_at_google(wizard: &Wizard) -> bool {
    let id = wizard.choice.as_ref().map_or("", |choice| choice.id());
    provider_of(id) == Some(Provider::Google)
}

/// A field of an [`Entry`].
struct Row<'a> {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
    error: Option<&'a AttrValue>,
    set: Set,
}

/// Sets a field's text.
type Set = fn(&mut Entry, String);

fn row(wizard: &UseReducerHandle<Wizard>, row: &Row<'_>) -> Html {
    let set = row.set;
    field(&FieldProps {
        id: row.id.into(),
        label: row.label.into(),
        kind: Kind::Exact,
        hint: Some(row.hint.into()),
        value: row.value.clone().into(),
        error: row.error.cloned(),
        oninput: change(wizard, move |typed, text| edit(typed, |entry| set(entry, text))),
        ..FieldProps::default()
    })
}

/// Changes what the client enters.
fn edit(typed: &mut Typed, change: impl FnOnce(&mut Entry)) {
    let mut plan = Plan::read(&typed.plan);
    change(&mut plan.entry);
    typed.plan = plan.write();
}

/// Renders the field for the day on which the client secret expires, and the choice to be reminded of it.
pub(super) fn expiry_fields(wizard: &UseReducerHandle<Wizard>, wrong: &Wrong) -> Html {
    let Entry::OauthClient(app) = wizard.plan().entry else { return Html::default() };
    let say = say::letter();
    let oninput = change(wizard, |typed, event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        edit(typed, move |entry| {
            if let Entry::OauthClient(app) = entry {
                app.expires = text;
            }
        });
    });
    html! {
        <div class="stack">
            <div class="field">
                <label class="field__label" for="expires">{ say.label_expires() }</label>
                <p class="field__hint" id="expires-hint">{ say.expires_hint() }</p>
                <div class="field__control">
                    <input
                        class="field__input"
                        id="expires"
                        type="date"
                        autocomplete="off"
                        aria-describedby={described_by("expires", true, wrong.expires.is_some())}
                        aria-invalid={wrong.expires.is_some().then_some("true")}
                        value={app.expires}
                        {oninput}
                    />
                </div>
                { components::error("expires", wrong.expires.as_ref()) }
            </div>
            { remind_choice(wizard) }
        </div>
    }
}

/// Renders the choice to be reminded of the day on which the client secret or the certificate expires.
pub(super) fn remind_choice(wizard: &UseReducerHandle<Wizard>) -> Html {
    let Entry::OauthClient(app) = wizard.plan().entry else { return Html::default() };
    let say = say::letter();
    let onchange = change(wizard, |typed, event: Event| {
        let is_chosen = event.target_unchecked_into::<HtmlInputElement>().checked();
        edit(typed, move |entry| {
            if let Entry::OauthClient(app) = entry {
                app.remind = is_chosen;
            }
        });
    });
    html! {
        <div>
            <label class="choice">
                <input id="remind" type="checkbox" checked={app.remind} {onchange} />
                <span>{ say.expires_remind(&wizard.agency) }</span>
            </label>
            { small_print(say.expires_remind_what()) }
        </div>
    }
}

/// Returns the day that the client entered. It can be left out, unless the client wants the agency to be reminded of it.
pub(super) fn expiry_of(app: &AppFields) -> Result<Option<Day>, AttrValue> {
    let say = say::letter();
    let is_empty = app.expires.is_empty() && !is_half_typed();
    if is_empty {
        return if app.remind { Err(say.expires_missing().into()) } else { Ok(None) };
    }
    let wrong = |error| match error {
        NotAnExpiry::NotADay => say.expires_not_a_day(),
        NotAnExpiry::Past => say.expires_past(),
        NotAnExpiry::TooFar => say.expires_far(),
    };
    expiry::parse(&app.expires, time::now()).map(Some).map_err(|error| wrong(error).into())
}

/// Returns true if the date field has only a part of a date. Browsers report that as no date at all.
fn is_half_typed() -> bool {
    let field = document().get_element_by_id("expires");
    field
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|field| !field.check_validity())
}
