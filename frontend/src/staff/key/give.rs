//! A key that the technician has already.

use shared::recipients::Recipient;
use yew::prelude::*;

use super::prove::prove;
use crate::{
    components::{Button, Look, Notice, ProblemNotice, Tone},
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
        Callback::from(move |()| {
            let (session, key, held) = (session.clone(), key.clone(), held.clone());
            task.run(async move {
                prove(&session, key.identities()).await?;
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
                if let Some(problem) = task.problem.clone() { <ProblemNotice {problem} /> }
                <div><Button look={Look::Primary} busy={task.busy} {onclick}>
                    { if task.busy { "Proving it …" } else { "Prove and use this key" } }
                </Button></div>
            }
        </section>
    }
}
