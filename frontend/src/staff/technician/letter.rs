//! An opened letter: where it came from, its fields, the settings, and "configured".

use shared::{
    details::{Answers, SecretKind},
    received::Origin,
    retention::Days,
    rules::Security,
    voucher::{Manager, Vouching},
};
use yew::prelude::*;

use super::{progress::Progress, reveal::SecretField, settings::Settings, unseal::Unsealed};
use crate::{
    components::{Button, CopyField, Fold, Notice, Tone},
    staff::{time, vouching},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) id: AttrValue,
    pub(crate) unsealed: Unsealed,
    /// How long the sealed file is kept once the site is configured.
    pub(crate) keep: Days,
}

/// Everything that was in the letter. What isn't known to come from the client is shown, but not handed on: there is
/// nothing to copy, and no password.
#[component]
pub(crate) fn Letter(props: &Props) -> Html {
    let unsealed = &props.unsealed;
    // Until the manager's key has been compared here, or the client's number.
    let told = use_state(|| unsealed.origin.clone());
    let asked = use_state_eq(|| false);
    let genuine = *asked || matches!(*told, Origin::Link(Vouching::Known(_)));
    let ask_client = (!genuine && unsealed.may_be_genuine()).then(|| {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(true))
    });
    let compared = {
        let told = told.setter();
        Callback::from(move |manager: Manager| {
            vouching::meet(manager.clone());
            told.set(Origin::Link(Vouching::Known(manager)));
        })
    };
    let (id, keep) = (props.id.clone(), props.keep);
    html! {
        <div class="stack stack--loose">
            { origin(&told, &compared) }
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
                <Fold summary={html! { { "See what is in it" } }}>{ details(unsealed, false) }</Fold>
                <Progress {id} {keep} may_configure=false />
            }
        </div>
    }
}

fn details(unsealed: &Unsealed, genuine: bool) -> Html {
    let opened = unsealed.opened();
    let Answers { host, port, security, username, secret_kind, address, note, .. } = &opened.answers;
    let (encryption, meaning) = encryption(*security);
    html! {
        <section class="card stack" aria-labelledby="details">
            <h2 id="details">{ "E-mail settings" }</h2>
            { field("Send as".into(), address.to_string(), genuine) }
            { field("Server".into(), host.to_string(), genuine) }
            { field("Port".into(), port.to_string(), genuine) }
            { field(format!("Encryption ({meaning})"), encryption.into(), genuine) }
            { field("User name".into(), username.to_string(), genuine) }
            if genuine {
                <SecretField label={secret_name(*secret_kind)} unsealed={unsealed.clone()} />
            } else {
                <p class="muted small">
                    { if unsealed.may_be_genuine() { "You can copy these, and see the password, once you know whose they are." } else { "Don’t use these. There is nothing to copy, and no password to see." } }
                </p>
            }
            if !note.is_empty() {
                <div><h3>{ "A note from the client" }</h3><p class="note">{ note }</p></div>
            }
            <p class="muted small">{ format!("Sealed on {}, by the client’s clock.", time::date(opened.made_at)) }</p>
        </section>
    }
}

fn field(label: String, value: String, genuine: bool) -> Html {
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

fn origin(origin: &Origin, compared: &Callback<Manager>) -> Html {
    match origin {
        Origin::Link(vouching) => vouched(vouching, compared),
        Origin::OtherLink => html! {
            <Notice tone={Tone::Fail} title="Not authentic: do not use it">
                <p>{ "The link that it came through was not made for this site, or somebody has changed it. Tell your administrator." }</p>
            </Notice>
        },
        Origin::Elsewhere => html! {
            <Notice tone={Tone::Fail} title="Not authentic: do not use it">
                <p>{ "It opens with your key, but it did not come through this client’s link: somebody else made it or changed it. \
                      Call the client before you do anything with it, and tell your administrator." }</p>
            </Notice>
        },
        Origin::OtherReaders => html! {
            <Notice tone={Tone::Fail} title="The server names other readers than there are">
                <p>{ "It came through this client’s link, but it was sealed to other people than those whom the server names: somebody \
                      whom you do not see may be able to read it. Do not use it. Tell your administrator, and let the client make a \
                      new app password." }</p>
            </Notice>
        },
        Origin::Unknown(error) => html! {
            <Notice tone={Tone::Warn} title="Where it came from cannot be told">
                <p>{ format!("The link that it should be compared with does not open: {error} Ask the client whether the settings are theirs before you use them.") }</p>
            </Notice>
        },
    }
}

/// It came through the link: whose is that?
fn vouched(vouching: &Vouching, compared: &Callback<Manager>) -> Html {
    const SEALED: &str =
        "It was sealed by someone who held this client’s link, and nobody has changed it since. ";
    let ask = |by: &Manager, words: String, title: String| {
        let onclick = {
            let (compared, by) = (compared.clone(), by.clone());
            move |()| compared.emit(by.clone())
        };
        html! {
            <Notice tone={Tone::Warn} title={title}>
                <p>{ SEALED }{ words }</p>
                <p><code class="fingerprint">{ by.fingerprint() }</code></p>
                <p>{ format!("{} finds it under “My account”. You compare it once for each of their browsers.", by.name()) }</p>
                <div><Button {onclick}>{ "It is the same" }</Button></div>
            </Notice>
        }
    };
    match vouching {
        Vouching::Known(by) => html! {
            <Notice tone={Tone::Ok}><p>{ format!("Authentic: it was sealed by someone who held the link that {} made for this site, and nobody \
                has changed it since.", by.name()) }</p></Notice>
        },
        Vouching::New(by) => ask(
            by,
            "A server could make up such a link, but not this key. Compare it before you use anything of it:"
                .into(),
            format!("Is this {}’s key?", by.name()),
        ),
        Vouching::Another { by, known } => ask(
            by,
            format!(
                "The key below is none of those that you have compared ({}). Another browser has another key; so has a \
                 server that made up the link. Compare it before you use anything of it:",
                known.iter().map(Manager::fingerprint).collect::<Vec<_>>().join(", ")
            ),
            format!("{} has a key that you do not know", by.name()),
        ),
        Vouching::Nobody => html! {
            <Notice tone={Tone::Warn} title="No manager vouches for the link">
                <p>{ SEALED }{ "The link is an old one, or the server made it up. Ask the client before you use anything of it." }</p>
            </Notice>
        },
    }
}

/// What stands on the client's page too, and who sealed it anew, by the file's own word: then the number is that as well,
/// and tells nothing where nobody vouches for the link.
fn receipt(unsealed: &Unsealed, ask_client: Option<Callback<()>>) -> Html {
    let number = html! { <code class="fingerprint">{ &unsealed.receipt }</code> };
    match (&unsealed.opened().resealed, ask_client) {
        (None, None) => html! {
            <p class="muted">{ "The client’s receipt has the number " }{ number }{ ". In doubt, compare it by telephone." }</p>
        },
        (None, Some(onclick)) => html! {
            <div class="stack">
                <p>{ "Or ask the client: if it is theirs, their receipt has the number " }{ number }{ "." }</p>
                <div><Button {onclick}>{ "The client read me this number" }</Button></div>
            </div>
        },
        (Some(anew), ask_client) => html! {
            <p class="muted">
                { format!("Sealed anew by {} on {}, as the file says. ", anew.by, time::date(anew.at)) }
                if ask_client.is_none() {
                    { "What the client had sent has the number " }{ number }{ "." }
                }
            </p>
        },
    }
}

/// What most forms call it, and what it is.
fn encryption(security: Security) -> (&'static str, &'static str) {
    match security {
        Security::ImplicitTls => ("SSL/TLS", "TLS from the first byte"),
        Security::Starttls => ("STARTTLS", "TLS after a clear-text greeting; WordPress calls it TLS"),
    }
}

fn secret_name(kind: SecretKind) -> &'static str {
    match kind {
        SecretKind::AppPassword => "App password",
        SecretKind::MailboxPassword => "Mailbox password",
        SecretKind::ApiKey => "API key",
        SecretKind::SmtpToken => "SMTP token",
        SecretKind::SmtpPassword => "SMTP password",
        SecretKind::Oauth2Only => "OAuth token",
    }
}
