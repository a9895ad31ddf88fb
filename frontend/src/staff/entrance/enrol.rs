//! A code app, before anything else: everybody here needs one.

use shared::wire::RecoveryCodes;
use yew::prelude::*;

use crate::{
    components::{Button, Heading, Look, SealMark},
    staff::{
        factor::{AddApp, Recovery},
        leaving::leave,
        remote::use_task,
        session::use_session,
    },
};

/// The app, then its recovery codes, then the board.
#[component]
pub(crate) fn Enrol() -> Html {
    let session = use_session();
    let agency = AttrValue::from(session.config.agency.clone());
    let made = use_state(|| None::<RecoveryCodes>);
    let leaving = use_task();
    let body = match &*made {
        None => {
            let done = Callback::from({
                let made = made.setter();
                move |codes| made.set(Some(codes))
            });
            let onclick = {
                let (leaving, ended) = (leaving.clone(), session.ended.clone());
                Callback::from(move |()| {
                    let ended = ended.clone();
                    leaving.run(async move {
                        leave().await?;
                        ended.emit(());
                        Ok(())
                    });
                })
            };
            html! {
                <>
                    <Heading text="Add a code app" title={agency.clone()} />
                    <p>{ "A password can be guessed, copied or found. So signing in here also takes a code that only your phone shows." }</p>
                    <AddApp agency={agency.clone()} email={session.me.email.clone()} {done} />
                    <div><Button look={Look::Quiet} {onclick}>{ "Sign out" }</Button></div>
                </>
            }
        }
        Some(RecoveryCodes { me, codes }) => {
            let done = Callback::from({
                let (entered, me) = (session.changed.clone(), me.clone());
                move |()| entered.emit(me.clone())
            });
            html! {
                <>
                    <Heading text="Keep your recovery codes" title={agency.clone()} />
                    <Recovery agency={agency.clone()} codes={codes.clone()} {done} />
                </>
            }
        }
    };
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ agency.clone() }</p>
            { body }
        </main>
    }
}
