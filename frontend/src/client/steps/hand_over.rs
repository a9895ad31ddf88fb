//! Hands the steps with an app over to an administrator, and waits for the values.

use js_sys::{Function, Object, Reflect};
use shared::{status::Step, wire::HandOver as Link};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use super::{
    StepProps,
    hand_over_answer::{Filling, fill},
    hand_over_link::{Handed, url, use_handed},
    to,
};
use crate::{
    client::{
        pieces::{p, plain, primary, request_notice, small, small_print},
        state::Wizard,
    },
    components::{CopyField, Tone, notice},
    say, time,
};

/// Renders the offer to hand the step over, or what became of it.
#[component]
pub(crate) fn HandOver(props: &StepProps) -> Html {
    use_card(&props.wizard, true)
}

/// Renders what became of the step, if it was handed over. That may have happened on another device.
#[component]
pub(crate) fn HandedOver(props: &StepProps) -> Html {
    use_card(&props.wizard, false)
}

/// Follows the step, and returns the card about it.
#[hook]
fn use_card(wizard: &UseReducerHandle<Wizard>, is_offered: bool) -> Html {
    let say = say::letter();
    let handed = use_handed(wizard);
    let filling = use_state(|| None::<bool>);
    use_effect_with((*handed.current).clone(), {
        let (wizard, filling) = (wizard.clone(), filling.clone());
        move |current| match current.as_ref().and_then(|current| fill(&wizard, current)) {
            Some(Filling::Before) => filling.set(Some(true)),
            Some(Filling::Unreadable) => filling.set(Some(false)),
            // The page goes on, or there is nothing yet.
            Some(Filling::Now) | None => {}
        }
    });
    let content = match (&*handed.current, *filling) {
        (None, _) if !is_offered => return Html::default(),
        (None, _) => html! { <>
            { p(say.hand_over_what()) }
            { plain(say.hand_over_make(), handed.make(wizard)) }
        </> },
        (Some(current), Some(true)) if current.sealed.is_some() => html! { <>
            { notice(Tone::Ok, say.hand_over_filled().into(), p(say.hand_over_filled_next())) }
            { primary(say::client().go_on(), to(wizard, Step::Details)) }
        </> },
        (Some(current), Some(false)) if current.sealed.is_some() => html! { <>
            { notice(Tone::Fail, say.hand_over_unreadable().into(), p(say.hand_over_unreadable_next())) }
            { plain(say.hand_over_again(), handed.make(wizard)) }
        </> },
        (Some(current), _) => waiting(wizard, &handed, current),
    };
    html! {
        <section class="card stack" aria-label={say.hand_over_label()}>
            { content }
            { request_notice(&handed.request) }
        </section>
    }
}

/// Renders the message for the administrator, and says that the page waits.
fn waiting(wizard: &UseReducerHandle<Wizard>, handed: &Handed, current: &Link) -> Html {
    let say = say::letter();
    let link = url(wizard, current);
    let until = time::date(current.expires_at);
    let message = say.hand_over_message(
        &wizard.view.site,
        &wizard.address,
        &link.as_str(),
        &until,
        &wizard.view.client,
    );
    let status = if current.opened_at.is_some() { say.hand_over_opened() } else { say.hand_over_waiting() };
    html! { <>
        <p role="status"><strong>{ status }</strong></p>
        { p(say.hand_over_send()) }
        <CopyField label={say.hand_over_message_label()} value={message.clone()} />
        if can_share() {
            { plain(say.hand_over_share(), Callback::from(move |()| share(&message))) }
        }
        { p(say.hand_over_waits()) }
        { small_print(&say.hand_over_until(&until)) }
        <div>{ small(say.hand_over_revoke(), handed.request.is_under_way(), handed.revoke(wizard)) }</div>
    </> }
}

/// Returns true if the browser can pass text on to other apps, as phones can.
fn can_share() -> bool {
    Reflect::has(&gloo_utils::window().navigator(), &JsValue::from_str("share")).unwrap_or(false)
}

/// Opens the browser's list of apps. The client can cancel that, so a failure means nothing.
fn share(message: &str) {
    let navigator = gloo_utils::window().navigator();
    let data = Object::new();
    // Setting a property of a new object never fails.
    let _ = Reflect::set(&data, &JsValue::from_str("text"), &JsValue::from_str(message));
    let function = Reflect::get(&navigator, &JsValue::from_str("share")).ok();
    if let Some(function) = function.and_then(|function| function.dyn_into::<Function>().ok()) {
        let promise = function.call1(&navigator, &data).ok();
        if let Some(promise) = promise.and_then(|promise| promise.dyn_into::<js_sys::Promise>().ok()) {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
    }
}
