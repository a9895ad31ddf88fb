//! A code app, before anything else: everybody here needs one.

use std::rc::Rc;

use shared::wire::{Me, RecoveryCodes};
use yew::prelude::*;

use crate::{
    api,
    components::{Button, Heading, Look, SealMark},
    staff::{
        factor::{AddApp, Recovery},
        remote::use_task,
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) me: Rc<Me>,
    pub(crate) agency: AttrValue,
    pub(crate) entered: Callback<Me>,
    pub(crate) ended: Callback<()>,
}

/// The app, then its recovery codes, then the board.
#[component]
pub(crate) fn Enrol(props: &Props) -> Html {
    let made = use_state(|| None::<RecoveryCodes>);
    let leaving = use_task();
    let body = match &*made {
        None => {
            let done = Callback::from({
                let made = made.setter();
                move |codes| made.set(Some(codes))
            });
            let leave = {
                let (leaving, ended) = (leaving.clone(), props.ended.clone());
                Callback::from(move |()| {
                    let ended = ended.clone();
                    leaving.run(async move {
                        api::staff::sign_out().await?;
                        ended.emit(());
                        Ok(())
                    });
                })
            };
            html! {
                <>
                    <Heading text="Add a code app" title={props.agency.clone()} />
                    <p>{ "A password can be guessed, copied or found. So signing in here also takes a code that only your phone shows." }</p>
                    <AddApp agency={props.agency.clone()} email={props.me.email.clone()} {done} />
                    <div><Button look={Look::Quiet} onclick={leave}>{ "Sign out" }</Button></div>
                </>
            }
        }
        Some(RecoveryCodes { me, codes }) => {
            let done = Callback::from({
                let (entered, me) = (props.entered.clone(), me.clone());
                move |()| entered.emit(me.clone())
            });
            html! {
                <>
                    <Heading text="Keep your recovery codes" title={props.agency.clone()} />
                    <Recovery agency={props.agency.clone()} codes={codes.clone()} {done} />
                </>
            }
        }
    };
    html! {
        <main class="hall stack stack--loose">
            <p class="hall__agency"><SealMark />{ props.agency.clone() }</p>
            { body }
        </main>
    }
}
