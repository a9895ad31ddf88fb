//! The technician's key. They can create one and keep its file, or use one that they already have. In both cases, they
//! have to prove that they have the private key.

mod give;
mod keep;
mod make;
mod owner;
mod prove;

use shared::recipients::Recipient;
use yew::prelude::*;

use crate::{
    components::{CopyField, Fold, Heading},
    say,
    staff::session::use_session,
};

/// Renders the page.
#[component]
pub(crate) fn KeyPage() -> Html {
    let say = say::account();
    let session = use_session();
    let current = session.me.key.as_deref().and_then(|key| Recipient::new(&session.me.name, key).ok());
    html! {
        <div class="stack stack--loose">
            <Heading text={say.key_heading()} title={session.config.agency.clone()} />
            <p>{ say.key_what() }</p>
            if let Some(key) = current { { current_key(&key) } }
            <div class="two">
                <make::Make />
                <give::Give />
            </div>
            <Fold summary={html! { { say.key_device() } }}>
                <p>{ say.key_device_how() }</p>
                <pre class="paste" tabindex="0">{ "sealpost register -i device.txt --recipient age1tag1…\nsealpost open ID -i device.txt" }</pre>
            </Fold>
        </div>
    }
}

fn current_key(key: &Recipient) -> Html {
    let say = say::account();
    let fingerprint = html! { <code class="fingerprint">{ key.fingerprint() }</code> };
    html! {
        <section class="card stack column" aria-labelledby="current">
            <h2 id="current">{ say.key_current_heading() }</h2>
            <p>{ say::with_elements(say.key_current_fingerprint_parts(), &[fingerprint]) }</p>
            <CopyField label={say.key_current_public()} value={key.key().to_owned()} />
            <p class="muted small">{ say.key_current_keep() }</p>
        </section>
    }
}
