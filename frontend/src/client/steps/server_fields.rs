//! Server name, port and encryption. They are filled in and folded if they are known.

use shared::{rules::Security, wire::ProviderServer};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    client::{
        pieces::{small_print, text},
        prefill,
        state::{Action, Typed, Wizard},
    },
    components::{self, FieldProps, Kind, field},
    say,
};

/// The error of each field, as sentences.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Wrong {
    pub(crate) host: Option<AttrValue>,
    pub(crate) port: Option<AttrValue>,
    pub(crate) username: Option<AttrValue>,
    pub(crate) tenant: Option<AttrValue>,
    pub(crate) application: Option<AttrValue>,
    pub(crate) redirect: Option<AttrValue>,
    pub(crate) secret: Option<AttrValue>,
    pub(crate) expires: Option<AttrValue>,
    /// True once a server field had an error, so that the fields stay open while the client corrects them.
    pub(crate) server: bool,
}

impl Wrong {
    /// Returns this without the errors.
    pub(crate) fn cleared(&self) -> Self {
        Self { server: self.server, ..Self::default() }
    }

    /// Returns the id of the first field with an error.
    pub(crate) fn first(&self) -> Option<&'static str> {
        let fields = [
            ("host", &self.host),
            ("port", &self.port),
            ("username", &self.username),
            ("tenant", &self.tenant),
            ("application", &self.application),
            ("redirect", &self.redirect),
            ("secret", &self.secret),
            ("expires", &self.expires),
        ];
        fields.into_iter().find(|(_, wrong)| wrong.is_some()).map(|(id, _)| id)
    }
}

/// Renders the server's fields. They are folded unless only the client knows the server or there was an error.
pub(crate) fn server_fields(wizard: &UseReducerHandle<Wizard>, wrong: &Wrong) -> Html {
    let asked = wizard.choice.as_ref().filter(|_| wizard.server.is_none()).and_then(prefill::host_to_ask);
    if asked.is_some() {
        return html! { <div class="stack">{ fields(wizard, wrong, asked) }</div> };
    }
    let (say, typed) = (say::letter(), &wizard.typed);
    html! {
        <div>
            { components::fold(text(&say.server_summary(&typed.host, &typed.port)), wrong.server, html! { <>
                { small_print(say.server_leave()) }
                { fields(wizard, wrong, asked) }
                { others(wizard) }
            </> }) }
        </div>
    }
}

fn fields(wizard: &UseReducerHandle<Wizard>, wrong: &Wrong, asked: Option<&str>) -> Html {
    let (say, typed) = (say::letter(), &wizard.typed);
    let hint: AttrValue = match asked {
        Some(template) if prefill::is_pattern(template) => say.server_template(&template).into(),
        // No server was found. A guess could send the client's password to someone else's server.
        Some(_) => say.server_where().into(),
        None => AttrValue::default(),
    };
    let security = typed.security.unwrap_or(Security::ImplicitTls);
    let onchange = change(wizard, |typed: &mut Typed, event: Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        typed.security = Some(if value == "starttls" { Security::Starttls } else { Security::ImplicitTls });
    });
    html! {
        <>
            { field(&FieldProps {
                id: "host".into(),
                label: say.label_host().into(),
                kind: Kind::Exact,
                hint: Some(hint).filter(|hint| !hint.is_empty()),
                value: typed.host.clone().into(),
                error: wrong.host.clone(),
                oninput: change(wizard, |typed, text| typed.host = text),
                ..FieldProps::default()
            }) }
            { field(&FieldProps {
                id: "port".into(),
                label: say.label_port().into(),
                kind: Kind::Number,
                hint: Some(say.server_usual_ports().into()),
                value: typed.port.clone().into(),
                error: wrong.port.clone(),
                oninput: change(wizard, |typed, text: String| {
                    typed.security = usual(&text).or(typed.security);
                    typed.port = text;
                }),
                ..FieldProps::default()
            }) }
            <div class="field">
                <label class="field__label" for="security">{ say.label_encryption() }</label>
                <select class="field__input" id="security" {onchange}>
                    <option value="implicit-tls" selected={security == Security::ImplicitTls}>{ encryption(Security::ImplicitTls) }</option>
                    <option value="starttls" selected={security == Security::Starttls}>{ encryption(Security::Starttls) }</option>
                </select>
            </div>
        </>
    }
}

/// Returns the short name that providers use. A longer one wouldn't fit into the field.
pub(super) const fn encryption(security: Security) -> &'static str {
    match security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    }
}

/// Renders the provider's other servers, to switch to with one tap.
fn others(wizard: &UseReducerHandle<Wizard>) -> Html {
    let Some(provider) = wizard.choice.as_ref().and_then(|choice| choice.provider()) else {
        return Html::default();
    };
    let named: Vec<&ProviderServer> =
        provider.endpoints.iter().filter(|one| !prefill::has_open_part(&one.host)).collect();
    let at = |endpoint: &ProviderServer| {
        let plan = wizard.typed.plan.clone();
        Typed { plan, ..prefill::at(endpoint, wizard.typed.username.clone()) }
    };
    let row = |endpoint: &ProviderServer| {
        let typed = at(endpoint);
        let is_this = typed == wizard.typed;
        let words = say::letter().server_choice(&endpoint.host, &endpoint.port);
        let dispatcher = wizard.dispatcher();
        let onclick = move |_| dispatcher.dispatch(Action::Typed(typed.clone()));
        html! {
            <li>
                <button type="button" class="pick-list__row" aria-pressed={is_this.to_string()} {onclick}>
                    <span>{ words }</span>
                    if !endpoint.note.is_empty() {
                        <small class="muted">{ &endpoint.note }</small>
                    }
                </button>
            </li>
        }
    };
    if named.iter().all(|endpoint| at(endpoint) == wizard.typed) {
        return Html::default();
    }
    html! { <ul class="pick-list" aria-label={say::letter().server_others()}>{ for named.into_iter().map(row) }</ul> }
}

/// Returns a callback that changes the typed values.
pub(super) fn change<T: 'static>(
    wizard: &UseReducerHandle<Wizard>,
    edit: impl Fn(&mut Typed, T) + 'static,
) -> Callback<T> {
    let wizard = wizard.clone();
    Callback::from(move |value| {
        let mut typed = wizard.typed.clone();
        edit(&mut typed, value);
        wizard.dispatch(Action::Typed(typed));
    })
}

/// Returns the usual encryption for a port (RFC 8314).
fn usual(port: &str) -> Option<Security> {
    match port.trim() {
        "465" | "2465" => Some(Security::ImplicitTls),
        "587" | "2587" | "2525" => Some(Security::Starttls),
        _ => None,
    }
}
