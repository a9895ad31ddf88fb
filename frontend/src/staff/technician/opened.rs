//! Opened settings: their origin, the fields, the settings to paste, and the progress.

use shared::{
    day::Day,
    details::Answers,
    received::Origin,
    retention::Days,
    rules::Security,
    voucher::{Manager, Vouching},
};
use yew::prelude::*;

use super::{origin::origin, progress::Progress, reveal::SecretField, settings::Settings, unseal::Unsealed};
use crate::{
    components::{Button, CopyField, Fold},
    say,
    staff::vouching,
    time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    pub(crate) unsealed: Unsealed,
    /// How long the sealed file is kept after the website is configured.
    pub(crate) keep: Days,
}

/// Shows everything in the file. If it isn't known to come from the client, nothing can be copied and the password
/// isn't shown.
#[component]
pub(crate) fn OpenedSettings(props: &Props) -> Html {
    let unsealed = &props.unsealed;
    // Changes when the user compares the manager's key.
    let source = use_state(|| unsealed.origin.clone());
    let asked = use_state_eq(|| false);
    let genuine = *asked || matches!(*source, Origin::Link(Vouching::Known(_)));
    let ask_client = (!genuine && unsealed.may_be_genuine()).then(|| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(true))
    });
    let compared = {
        let source = source.setter();
        Callback::from(move |manager: Manager| {
            vouching::meet(manager.clone());
            source.set(Origin::Link(Vouching::Known(manager)));
        })
    };
    let (id, keep) = (props.id.clone(), props.keep);
    html! {
        <div class="stack stack--loose">
            { origin(&source, &compared) }
            { receipt(unsealed, ask_client) }
            if genuine {
                <div class="two">
                    { details(unsealed, true) }
                    <div class="stack stack--loose">
                        <Settings unsealed={unsealed.clone()} />
                        <Progress {id} {keep} may_configure=true />
                    </div>
                </div>
            } else {
                <Fold summary={html! { { say::technician().opened_show() } }}>{ details(unsealed, false) }</Fold>
                <Progress {id} {keep} may_configure=false />
            }
        </div>
    }
}

fn details(unsealed: &Unsealed, genuine: bool) -> Html {
    let opened = unsealed.opened();
    let Answers { host, port, security, username, address, note, .. } = &opened.answers;
    let say = say::technician();
    let forms_call_it = match security {
        Security::ImplicitTls => "SSL/TLS",
        Security::Starttls => "STARTTLS",
    };
    html! {
        <section class="card stack" aria-labelledby="details">
            <h2 id="details">{ say.opened_heading() }</h2>
            { field(say.opened_address(), address.to_string(), genuine) }
            { field(say.opened_server(), host.to_string(), genuine) }
            { field(say.opened_port(), port.to_string(), genuine) }
            { field(say.encryption(*security), forms_call_it.into(), genuine) }
            { field(say.opened_username(), username.to_string(), genuine) }
            { for opened.secret.parts().into_iter().map(|(part, value)| {
                field(say.part(part), value.to_owned(), genuine)
            }) }
            if genuine {
                <SecretField label={say.secret(opened.secret.kind())} unsealed={unsealed.clone()} />
            } else {
                <p class="muted small">
                    { if unsealed.may_be_genuine() { say.opened_wait() } else { say.opened_blocked() } }
                </p>
            }
            if let Some(day) = opened.secret.expires() {
                { field(say.opened_expires(), expires(day), genuine) }
            }
            if !note.is_empty() {
                <div><h3>{ say.opened_note() }</h3><p class="note">{ note }</p></div>
            }
            <p class="muted small">{ say.opened_sealed_at(&time::date(opened.made_at)) }</p>
        </section>
    }
}

/// Returns the day on which the client secret expires, and says if it is over.
fn expires(day: Day) -> String {
    let date = time::day(day.midnight());
    if day.is_over(time::now()) { say::technician().opened_expired(&date) } else { date }
}

fn field(label: &'static str, value: String, genuine: bool) -> Html {
    if genuine {
        return html! { <CopyField {label} {value} /> };
    }
    html! {
        <div class="copy">
            <span class="copy__label">{ label }</span>
            <div class="copy__row"><span class="copy__value">{ value }</span></div>
        </div>
    }
}

/// Shows the number on the client's receipt, and who re-encrypted the file, if anyone. For a re-encrypted file, the
/// number is only a claim in the file, so it is shown only if the settings are known to be authentic.
fn receipt(unsealed: &Unsealed, ask_client: Option<Callback<()>>) -> Html {
    let say = say::technician();
    let number = html! { <code class="fingerprint">{ &unsealed.receipt }</code> };
    match (&unsealed.opened().resealed, ask_client) {
        (None, None) => html! {
            <p class="muted">{ say::with_elements(say.receipt_number_parts(), &[number]) }</p>
        },
        (None, Some(onclick)) => html! {
            <div class="stack">
                <p>{ say::with_elements(say.receipt_ask_parts(), &[number]) }</p>
                <div><Button {onclick}>{ say.receipt_same() }</Button></div>
            </div>
        },
        (Some(again), ask_client) => html! {
            <p class="muted">
                { say.receipt_reencrypted(&again.by, &time::date(again.at)) }
                if ask_client.is_none() {
                    { " " }{ say::with_elements(say.receipt_before_parts(), &[number]) }
                }
            </p>
        },
    }
}
