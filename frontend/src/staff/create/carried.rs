//! Syncs accepted recipients with the user's other devices. Must be outside of forms, because a locked key file has its
//! own form.

use shared::approval::Learned;
use yew::prelude::*;

use super::Approval;
use crate::{
    components::{Fold, Notice, Tone},
    say,
    staff::{
        session::use_session,
        technician::{HeldKey, KeyFile},
    },
    time,
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) approval: Approval,
}

/// Says what was synced from the user's other devices, and asks for the key if the page has none.
#[component]
pub(crate) fn Carried(props: &Props) -> Html {
    let (session, say) = (use_session(), say::staff());
    let approval = &props.approval;
    let message = match &*approval.learned {
        Some(Ok(Learned::Newer(at))) => html! {
            <p class="muted small" role="status">{ say.carried_newer(&time::date(*at)) }</p>
        },
        Some(Err(why)) => html! {
            <Notice tone={Tone::Fail} title={say.carried_changed()}><p>{ say::technician().accepted_error(*why) }</p></Notice>
        },
        _ => Html::default(),
    };
    let own = approval.own.setter();
    let hold = Callback::from(move |held| own.set(held));
    let ask = match &*approval.own {
        Some(held) => html! { <HeldKey held={held.clone()} {hold} /> },
        None if session.me.key.is_some() && !approval.is_carried() => html! {
            <Fold summary={html! { { say.carried_use() } }}>
                <p class="small">{ say.carried_use_how() }</p>
                <KeyFile {hold} />
            </Fold>
        },
        None => Html::default(),
    };
    html! { <>{ message }{ ask }</> }
}
