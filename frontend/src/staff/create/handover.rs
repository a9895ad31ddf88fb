//! A link's one showing, with a message to the client that is ready to copy.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Issued, message::Letter};
use crate::{
    components::{Button, CopyField, Look, Notice, Tone, copy},
    staff::{session::use_session, time},
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) issued: Issued,
    /// Where to go from here.
    pub(crate) children: Html,
}

/// The link and the message.
#[component]
pub(crate) fn Handover(props: &Props) -> Html {
    let session = use_session();
    let copied = use_state_eq(|| None::<bool>);
    let Issued { row, url, readers, vouched_by } = &props.issued;
    let letter = Letter {
        site: &row.site,
        readers,
        until: &time::date(row.expires_at),
        manager: &session.me.name,
        agency: &session.config.agency,
    };
    let text = letter.with_link(url);
    let onclick = {
        let (text, copied) = (text.clone(), copied.setter());
        Callback::from(move |()| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(copy(&text).await)) });
        })
    };
    html! {
        <div class="stack stack--loose">
            <Notice tone={Tone::Warn} title="The link is shown only now">
                <p>{ "The server does not know it and cannot show it again. If it gets lost, make a new one on the onboarding’s page." }</p>
            </Notice>
            <CopyField label={format!("Link for {}", row.client)} value={url.to_string()} />
            <section class="stack" aria-labelledby="letter">
                <h2 id="letter">{ "A message to the client" }</h2>
                <pre class="letter" tabindex="0">{ &text }</pre>
                <div class="row">
                    <Button look={Look::Primary} {onclick}>{ "Copy the message" }</Button>
                    <span role="status" class="muted">{ match *copied {
                        Some(true) => "Copied. Paste it into a message to the client.",
                        Some(false) => "Your browser did not let it be copied: select the text and copy it.",
                        None => "",
                    } }</span>
                </div>
            </section>
            <p class="muted small">
                { "Your browser vouches for the link. A technician who has not opened anything of yours before asks you for its key: " }
                <code class="fingerprint">{ vouched_by }</code>
            </p>
            <div class="row">{ props.children.clone() }</div>
        </div>
    }
}
