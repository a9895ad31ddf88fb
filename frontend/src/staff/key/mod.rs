//! The technician's key: made here with its secret half as a file to keep, or one that they have; proven either way.

mod give;
mod make;
mod owner;
mod prove;

use shared::recipients::Recipient;
use yew::prelude::*;

use crate::{
    components::{CopyField, Fold, Heading},
    staff::session::use_session,
};

/// The page.
#[component]
pub(crate) fn KeyPage() -> Html {
    let session = use_session();
    let current = session.me.key.as_deref().and_then(|key| Recipient::new(&session.me.name, key).ok());
    html! {
        <div class="stack stack--loose">
            <Heading text="My key" title={session.config.agency.clone()} />
            <p>
                { "Clients’ settings are sealed to your public key. Only the secret half, a file that you keep, opens them; \
                   this server never has it. A key counts once you have proven it: the server seals a challenge to it, and \
                   your browser opens that with the file." }
            </p>
            if let Some(key) = current { { sealed_to(&key) } }
            <div class="two">
                <make::Make />
                <give::Give />
            </div>
            <Fold summary={html! { { "My key is in a device, such as a YubiKey" } }}>
                <p>
                    { "A browser cannot reach it. On the command line, age’s plugins can. Give the public key in the form that \
                       starts with age1tag1, which your clients’ browsers can seal to:" }
                </p>
                <pre class="paste" tabindex="0">{ "sealpost register -i device.txt --recipient age1tag1…\nsealpost open ID -i device.txt" }</pre>
            </Fold>
        </div>
    }
}

fn sealed_to(key: &Recipient) -> Html {
    html! {
        <section class="card stack column" aria-labelledby="current">
            <h2 id="current">{ "Sealed to this key" }</h2>
            <p>{ "Fingerprint, to compare with your managers: " }<code class="fingerprint">{ key.fingerprint() }</code></p>
            <CopyField label="Public key" value={key.key().to_owned()} />
            <p class="muted small">
                { "Before you change it: what is sealed already, and what comes through links that are out, opens only \
                   with this key. Keep its file. Your managers will be asked to accept the new one, and you and the administrators \
                   get an email." }
            </p>
        </section>
    }
}
