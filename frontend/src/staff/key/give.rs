//! A key that the technician has already.

use shared::{recipients::Recipient, wire::Proof};
use yew::prelude::*;

use super::{owner::Use, prove::prove};
use crate::{
    components::{Notice, Tone},
    staff::{
        remote::use_task,
        session::use_session,
        technician::{Held, HeldKey, KeyFile},
    },
};

/// Asks for the key file, and proves its key.
#[component]
pub(super) fn Give() -> Html {
    let session = use_session();
    let held = use_state(|| None::<Held>);
    let task = use_task();
    let hold = {
        let held = held.setter();
        Callback::from(move |key: Option<Held>| held.set(key))
    };
    let Some(key) = (*held).clone() else {
        return html! {
            <div class="card stack"><KeyFile {hold} title="I have an age key" /></div>
        };
    };
    let public = key.identities().public_keys().into_iter().next().unwrap_or_default();
    let is_mine = session.me.key.as_deref() == Some(&*public);
    let onclick = {
        let (session, task, key, held) = (session.clone(), task.clone(), key.clone(), held.setter());
        Callback::from(move |proof: Proof| {
            let (session, key, held) = (session.clone(), key.clone(), held.clone());
            task.run(async move {
                prove(&session, key.identities(), proof).await?;
                held.set(None);
                Ok(())
            });
        })
    };
    let fingerprint = Recipient::new("mine", &public).map(|key| key.fingerprint()).unwrap_or_default();
    html! {
        <section class="card stack" aria-labelledby="give">
            <h2 id="give">{ "I have an age key" }</h2>
            <HeldKey held={key.clone()} {hold} />
            if is_mine {
                <Notice tone={Tone::Ok}><p>{ "Clients seal to this key already." }</p></Notice>
            } else {
                <p>{ "Clients will seal to " }<code class="fingerprint">{ fingerprint }</code>{ " from now on." }</p>
                <Use {task} words="Prove and use this key" busy="Proving it …" done={onclick} />
            }
        </section>
    }
}
