//! The guide for Microsoft 365 and Google: two questions, and the ways to send, best first.

use shared::{grant::steps::Provider, status::Step, ways::Caution, wire::ProviderGuide};
use yew::prelude::*;

use super::{
    StepProps, back,
    guide::{password, stuck},
    guide_offers::{Enters, Offer, offers},
    guide_questions::questions,
    guide_way::way,
    hand_over::HandedOver,
};
use crate::{
    client::{
        pieces::{p, quiet, sentences, text},
        plan::{Place, Plan},
        state::Wizard,
    },
    components::{self, ButtonProps, Heading},
    say,
};

/// Renders the part of the guide that the client sees. Google's begins with the app password, which most clients can
/// create themselves.
pub(super) fn ways(wizard: &UseReducerHandle<Wizard>, provider: &ProviderGuide, at: Provider) -> Html {
    let plan = wizard.plan();
    let offers = offers(wizard, &plan, at);
    let chosen = match plan.place {
        Place::Way(number) => offers.as_ref().and_then(|offers| offers.get(number)),
        Place::Start | Place::List | Place::Password => None,
    };
    match (plan.place, at, chosen) {
        (Place::Password, ..) | (Place::Start, Provider::Google, _) => password(wizard, provider),
        (_, _, Some(offer)) => way(wizard, &plan, offer, at),
        _ => list(wizard, &plan, provider, at, offers.as_deref()),
    }
}

/// Returns a callback that goes to a part of the guide.
pub(super) fn to_place(wizard: &UseReducerHandle<Wizard>, place: Place) -> Callback<()> {
    let wizard = wizard.clone();
    Callback::from(move |()| Plan { place, ..wizard.plan() }.store(&wizard))
}

fn list(
    wizard: &UseReducerHandle<Wizard>,
    plan: &Plan,
    provider: &ProviderGuide,
    at: Provider,
    offers: Option<&[Offer]>,
) -> Html {
    let say = say::letter();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.ways_heading()} title={wizard.agency.to_string()} />
                { p(&say.ways_what(&provider.name)) }
            </div>
            if at == Provider::Microsoft365 {
                <HandedOver ..StepProps::of(wizard) />
            }
            { questions(wizard, plan, at) }
            if let Some(offers) = offers {
                <section class="stack stack--tight" aria-labelledby="ways">
                    <h2 id="ways">{ say.ways_list() }</h2>
                    <div>
                        { for offers.iter().enumerate().map(|(number, offer)| row(wizard, number, offer)) }
                    </div>
                    { in_any_case(plan, at) }
                    { known_password(wizard, offers) }
                </section>
            }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ stuck(wizard) }</div>
        </div>
    }
}

/// Renders one way. The best one is open.
fn row(wizard: &UseReducerHandle<Wizard>, number: usize, offer: &Offer) -> Html {
    let (say, ways) = (say::letter(), say::ways());
    let is_end = |caution: &&Caution| matches!(caution, Caution::PasswordsEnd(_));
    let end = offer.cautions.iter().find(is_end).map(|caution| ways.caution(*caution));
    let others = offer.cautions.iter().filter(|caution| !is_end(caution));
    let place = if offer.enters == Enters::Password { Place::Password } else { Place::Way(number) };
    let body = html! { <>
        { p(ways.because(offer.because)) }
        if let Some(end) = end {
            <p><strong>{ say.ways_ends() }</strong>{ " " }{ end }</p>
        }
        <p><strong>{ say.ways_needs() }</strong>{ " " }{ offer.needs }</p>
        { sentences("plain-list", others.map(|caution| ways.caution(*caution))) }
        <div>{ show(&offer.name, to_place(wizard, place)) }</div>
    </> };
    components::fold(text(&offer.name), number == 0, body)
}

/// Renders the button that shows a way's steps. Its whole name is read aloud, because each way has such a button.
fn show(way: &str, onclick: Callback<()>) -> Html {
    let children = html! { <>
        { say::letter().ways_show() }<span class="aside-voice">{ format!(": {way}") }</span>
    </> };
    components::button(&ButtonProps { children, onclick, ..ButtonProps::default() })
}

/// Says what to avoid with the website's software, whichever way is chosen. It is about Microsoft's APIs only.
fn in_any_case(plan: &Plan, at: Provider) -> Html {
    let caution = plan.software.and_then(|software| software.site().caution());
    match caution.filter(|_| at == Provider::Microsoft365) {
        None => Html::default(),
        Some(caution) => html! {
            <p><strong>{ say::letter().ways_any() }</strong>{ " " }{ say::ways().caution(caution) }</p>
        },
    }
}

/// Offers the password to a client who knows that it still works, if it isn't in the list.
fn known_password(wizard: &UseReducerHandle<Wizard>, offers: &[Offer]) -> Html {
    if offers.iter().any(|offer| offer.enters == Enters::Password) {
        return Html::default();
    }
    let known = quiet(say::letter().ways_password_known(), to_place(wizard, Place::Password));
    html! { <div class="row">{ known }</div> }
}
