//! What a person accepted on their other devices, and the key that carries it. Stands outside of forms: a locked key file
//! brings a form of its own.

use shared::approval::Learned;
use yew::prelude::*;

use super::Approval;
use crate::{
    components::{Fold, Notice, Tone},
    staff::{
        session::use_session,
        technician::{HeldKey, KeyFile},
        time,
    },
};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) approval: Approval,
}

/// Says what came from the person's other devices, and asks for the key where the page has none.
#[component]
pub(crate) fn Carried(props: &Props) -> Html {
    let session = use_session();
    let approval = &props.approval;
    let said = match &*approval.learned {
        Some(Ok(Learned::Newer(at))) => html! {
            <p class="muted small" role="status">
                { format!("On another device, you accepted technicians on {}. That counts here too.", time::date(*at)) }
            </p>
        },
        Some(Err(why)) => html! {
            <Notice tone={Tone::Fail} title="Your list of accepted technicians was changed"><p>{ why.to_string() }</p></Notice>
        },
        _ => Html::default(),
    };
    let own = approval.own.setter();
    let hold = Callback::from(move |held| own.set(held));
    let ask = match &*approval.own {
        Some(held) => html! { <HeldKey held={held.clone()} {hold} /> },
        None if session.me.key.is_some() && !approval.is_carried() => html! {
            <Fold summary={html! { { "Use what you accepted on another device" } }}>
                <p class="small">{ "Your key carries the list between your devices. Open its file here, and the technicians you accepted elsewhere count." }</p>
                <KeyFile {hold} />
            </Fold>
        },
        None => Html::default(),
    };
    html! { <>{ said }{ ask }</> }
}
