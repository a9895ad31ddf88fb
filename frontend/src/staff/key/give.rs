//! Registers a key that the technician already has.

use shared::{recipients::Recipient, wire::Proof};
use yew::prelude::*;

use super::{owner::Use, prove::prove};
use crate::{
    components::{Notice, Tone},
    say,
    staff::{
        session::use_session,
        task::use_task,
        technician::{Held, HeldKey, KeyFile},
    },
};

/// Asks for the key file and proves that the technician has the private key.
#[component]
pub(super) fn Give() -> Html {
    let say = say::account();
    let session = use_session();
    let held = use_state(|| None::<Held>);
    let task = use_task();
    let hold = {
        let held = held.setter();
        Callback::from(move |key: Option<Held>| held.set(key))
    };
    let Some(key) = (*held).clone() else {
        return html! {
            <div class="card stack"><KeyFile {hold} title={say.key_own_heading()} /></div>
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
            <h2 id="give">{ say.key_own_heading() }</h2>
            <HeldKey held={key.clone()} {hold} />
            if is_mine {
                <Notice tone={Tone::Ok}><p>{ say.key_own_current() }</p></Notice>
            } else {
                <p>{ say::with_elements(say.key_own_next_parts(), &[html! { <code class="fingerprint">{ fingerprint }</code> }]) }</p>
                <Use {task} words={say.key_own_button()} busy={say.key_own_busy()} done={onclick} />
            }
        </section>
    }
}
