//! Shows a new link once, with a message to the client that is ready to copy.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Issued, message::Invitation};
use crate::{
    components::{Button, CopyField, Look, Notice, Tone, copy},
    say,
    staff::session::use_session,
    time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) issued: Issued,
    /// Links to the pages to visit next.
    pub(crate) children: Html,
}

/// Renders the link and the message.
#[component]
pub(crate) fn Handover(props: &Props) -> Html {
    let (session, say) = (use_session(), say::staff());
    let copied = use_state_eq(|| None::<bool>);
    let Issued { row, url, readers, vouched_by } = &props.issued;
    let invitation = Invitation {
        site: &row.site,
        readers,
        until: &time::date(row.expires_at),
        manager: &session.me.name,
        agency: &session.config.agency,
    };
    let text = invitation.text(url);
    let onclick = {
        let (text, copied) = (text.clone(), copied.setter());
        Callback::from(move |()| {
            let (text, copied) = (text.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(copy(&text).await)) });
        })
    };
    html! {
        <div class="stack stack--loose">
            <Notice tone={Tone::Warn} title={say.handover_once()}>
                <p>{ say.handover_once_why() }</p>
            </Notice>
            <CopyField label={say.handover_link(&row.client)} value={url.to_string()} />
            <section class="stack" aria-labelledby="letter">
                <h2 id="letter">{ say.handover_message() }</h2>
                <pre class="letter" tabindex="0">{ &text }</pre>
                <div class="row">
                    <Button look={Look::Primary} {onclick}>{ say.handover_copy() }</Button>
                    <span role="status" class="muted">{ match *copied {
                        Some(true) => say.handover_copied(),
                        Some(false) => say.copy_blocked(),
                        None => "",
                    } }</span>
                </div>
            </section>
            <p class="muted small">
                { say::with_elements(say.handover_key_parts(), &[html! { <code class="fingerprint">{ vouched_by }</code> }]) }
            </p>
            <div class="row">{ props.children.clone() }</div>
        </div>
    }
}
