//! Asks the user to add an authenticator app before anything else, because this server requires one.

use shared::wire::RecoveryCodes;
use yew::prelude::*;

use crate::{
    components::{Button, Heading, Look, SealMark},
    say,
    staff::{
        factor::{AddApp, Recovery},
        leaving::leave,
        session::use_session,
        task::use_task,
    },
};

/// Adds the app, shows its recovery codes, then opens the board.
#[component]
pub(crate) fn Enroll() -> Html {
    let say = say::account();
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
                    <Heading text={say.app_heading()} title={agency.clone()} />
                    <p>{ say.app_why() }</p>
                    <AddApp agency={agency.clone()} email={session.me.email.clone()} {done} />
                    <div><Button look={Look::Quiet} {onclick}>{ say.app_sign_out() }</Button></div>
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
                    <Heading text={say.recovery_heading()} title={agency.clone()} />
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
