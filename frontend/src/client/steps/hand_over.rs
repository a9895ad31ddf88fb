//! Hands the steps with an app over to an administrator, and waits for the values.

use std::rc::Rc;

use js_sys::{Function, Object, Reflect};
use shared::{grant::OauthClient, status::Step, wire::HandOver as Link};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use super::{
    StepProps,
    hand_over_answer::{Compared, compare, fill, open, same},
    hand_over_link::{Handed, Known, url, use_handed},
    to,
};
use crate::{
    client::{
        pieces::{muted, p, plain, primary, request_notice, small, small_print},
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

/// Follows the step, fills in the values when they arrive, and returns the card about it.
#[hook]
fn use_card(wizard: &UseReducerHandle<Wizard>, is_offered: bool) -> Html {
    let say = say::letter();
    let handed = use_handed(wizard);
    let answer = use_memo((*handed.known).clone(), {
        let link = wizard.link.clone();
        move |known| if let Known::Handed(current) = known { open(&link, current) } else { None }
    });
    use_effect_with((*handed.known).clone(), {
        let (wizard, answer) = (wizard.clone(), answer.clone());
        move |known| {
            if let (Known::Handed(current), Some(Ok(app))) = (known, &*answer)
                && compare(&wizard, current, app) == Compared::New
            {
                fill(&wizard, current, app);
            }
        }
    });
    let content = match (&*handed.known, &*answer) {
        (Known::NotYet | Known::NoLink, _) if !is_offered => return Html::default(),
        (Known::NotYet, _) => muted(say::client().loading()),
        (Known::NoLink, _) => html! { <>
            { p(say.hand_over_what()) }
            { plain(say.hand_over_make(), handed.make(wizard)) }
        </> },
        (Known::Handed(current), None) => waiting(wizard, &handed, current),
        (Known::Handed(current), Some(Ok(app))) => html! { <>
            { received(wizard, current, app) }
            { instead(wizard, &handed) }
        </> },
        (Known::Handed(_), Some(Err(_))) => html! { <>
            { notice(Tone::Fail, say.hand_over_unreadable().into(), p(say.hand_over_unreadable_next())) }
            { instead(wizard, &handed) }
        </> },
    };
    html! {
        <section class="card stack" aria-label={say.hand_over_label()}>
            { content }
            { request_notice(&handed.request) }
        </section>
    }
}

/// Says what became of the values that arrived, and goes on with them.
fn received(wizard: &UseReducerHandle<Wizard>, current: &Rc<Link>, app: &OauthClient) -> Html {
    let say = say::letter();
    if compare(wizard, current, app) == Compared::Same {
        return html! { <>{ same(wizard) }{ primary(say::client().go_on(), to(wizard, Step::Details)) }</> };
    }
    let use_them = {
        let (wizard, current, app) = (wizard.clone(), current.clone(), app.clone());
        Callback::from(move |()| fill(&wizard, &current, &app))
    };
    html! { <>
        { notice(Tone::Unknown, say.hand_over_received().into(), p(say.hand_over_received_next())) }
        { plain(say.hand_over_use(), use_them) }
    </> }
}

/// Renders the buttons for a link whose answer has arrived, because its values can be wrong.
fn instead(wizard: &UseReducerHandle<Wizard>, handed: &Handed) -> Html {
    let (say, is_busy) = (say::letter(), handed.request.is_under_way());
    html! {
        <div class="row">
            { small(say.hand_over_again(), is_busy, handed.make(wizard)) }
            { small(say.hand_over_revoke(), is_busy, handed.revoke(wizard)) }
        </div>
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
