//! The steps of one way to send, for the client and for the person who manages the organization's email.

use shared::{
    grant::steps::{Plugin, Provider, Redirect, SiteAddress, redirect},
    status::Step,
    ways::{
        Administrator,
        guide::{AdminStep, ClientStep},
    },
};
use yew::prelude::*;

use super::{
    StepProps,
    guide::stuck,
    guide_offers::{Enters, Offer, administrator},
    guide_values::values,
    guide_ways::to_place,
    hand_over::HandOver,
    to,
};
use crate::{
    client::{
        pieces::{fold, p, primary, quiet, sentences},
        plan::{AppFields, Entry, Place, Plan},
        state::{Action, Wizard},
    },
    components::Heading,
    say,
};

/// Renders the steps, and the button for what comes after them.
pub(super) fn way(wizard: &UseReducerHandle<Wizard>, plan: &Plan, offer: &Offer, at: Provider) -> Html {
    let (say, ways) = (say::letter(), say::ways());
    let who = administrator(wizard, plan, at).unwrap_or(Administrator::Unknown);
    // Only the steps with an app have a page for the administrator. They see the other ones on this page.
    let is_handed = matches!(offer.enters, Enters::OauthClient(_)) && who != Administrator::Client;
    let shown = offer.client.iter().copied().filter(|step| is_shown(*step, who, is_handed));
    let (later, now): (Vec<ClientStep>, Vec<ClientStep>) = shown.partition(|step| is_later(*step));
    let words = |step: ClientStep| match step {
        ClientStep::SendAdministratorPage if !is_handed => say.ways_show_administrator(),
        _ => ways.step(step),
    };
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={offer.name.clone()} title={wizard.agency.to_string()} />
                { p(ways.because(offer.because)) }
            </div>
            if !now.is_empty() {
                <ol class="path">{ for now.into_iter().map(|step| html! { <li>{ words(step) }</li> }) }</ol>
            }
            if is_handed {
                <HandOver ..StepProps::of(wizard) />
            }
            { for_administrator(wizard, offer, who, at) }
            { next(wizard, offer, at) }
            <div class="row">{ quiet(say.ways_back(), to_place(wizard, Place::List)) }</div>
            <div>
                if offer.enters != Enters::OtherProvider {
                    { fold(say.ways_later(), html! { <>
                        { sentences("plain-list", later.into_iter().map(words)) }
                    </> }) }
                }
                { stuck(wizard) }
            </div>
        </div>
    }
}

/// Returns true if the page shows this step. Clients don't look for an administrator whom they know. Without a page of
/// their own, the administrator enters the values with the client on this page.
fn is_shown(step: ClientStep, who: Administrator, is_handed: bool) -> bool {
    match step {
        ClientStep::FindMicrosoftAdministrator | ClientStep::FindGoogleAdministrator => {
            who == Administrator::Unknown
        }
        ClientStep::SendAdministratorPage => who != Administrator::Client,
        ClientStep::AdministratorEntersValues => is_handed,
        _ => true,
    }
}

/// Returns true if this step comes after the settings are sent.
fn is_later(step: ClientStep) -> bool {
    matches!(
        step,
        ClientStep::AskForPlugin
            | ClientStep::SignInOnWebsite
            | ClientStep::CheckAccount
            | ClientStep::NoteExpiry
            | ClientStep::Wait
            | ClientStep::SendTest
    )
}

/// Renders the administrator's steps. They are folded unless the client is the administrator.
fn for_administrator(
    wizard: &UseReducerHandle<Wizard>,
    offer: &Offer,
    who: Administrator,
    at: Provider,
) -> Html {
    if offer.administrator.is_empty() {
        return Html::default();
    }
    let say = say::letter();
    let words = |step: AdminStep| match step {
        // This page has no file to download.
        AdminStep::RunCommands => say.ways_commands(),
        _ => say::administrator().step(step),
    };
    let step = |step: AdminStep| {
        html! { <li><div class="stack stack--tight">{ p(words(step)) }{ values(wizard, offer, at, step) }</div></li> }
    };
    let surprises = offer.surprises.iter().map(|surprise| say::administrator().surprise(*surprise));
    let steps = html! { <>
        <ol class="path">{ for offer.administrator.iter().map(|one| step(*one)) }</ol>
        if !offer.surprises.is_empty() {
            <h2>{ say.ways_surprises() }</h2>
            { sentences("plain-list", surprises) }
        }
    </> };
    if who == Administrator::Client {
        return html! {
            <section class="stack" aria-labelledby="administrator">
                <h2 id="administrator">{ say.ways_for_you() }</h2>
                { steps }
            </section>
        };
    }
    let summary = match (at, offer.enters) {
        (Provider::Microsoft365, _) => say.ways_for_microsoft(),
        (Provider::Google, Enters::PluginClient(_)) => say.ways_for_technician(),
        (Provider::Google, _) => say.ways_for_google(),
    };
    html! { <div>{ fold(summary, steps) }</div> }
}

/// Renders the button for what comes after the steps.
fn next(wizard: &UseReducerHandle<Wizard>, offer: &Offer, at: Provider) -> Html {
    let say = say::letter();
    let values = say.ways_have_values();
    let (words, entry, host) = match offer.enters {
        Enters::OtherProvider => return primary(say.guide_closed_next(), to(wizard, Step::Provider)),
        Enters::Nothing => return p(&say.ways_nothing(&wizard.view.manager)),
        Enters::Password => (values, Entry::Password, None),
        Enters::OtherPassword(host) => (values, Entry::OtherPassword, Some(host)),
        Enters::OauthClient(_) => (values, Entry::OauthClient(AppFields::default()), None),
        Enters::PluginClient(plugin) => {
            let redirect = redirect_of(wizard, plugin, at).unwrap_or_default();
            let [application, tenant] = [String::new(), String::new()];
            (values, Entry::PluginClient { plugin, application, redirect, tenant }, None)
        }
        Enters::ServiceAccount => (say.ways_have_key(), Entry::ServiceAccount, None),
    };
    let wizard = wizard.clone();
    let enter = Callback::from(move |()| {
        entry.clone().begin(&wizard, host);
        wizard.dispatch(Action::Go(Step::Details));
    });
    primary(words, enter)
}

/// Returns the plugin's redirect address for the client's website, if it can be known.
pub(super) fn redirect_of(wizard: &Wizard, plugin: Plugin, at: Provider) -> Option<String> {
    let site: SiteAddress = wizard.view.site.to_string().parse().ok()?;
    match redirect(plugin, &site, at) {
        Redirect::Exact(address) => Some(address),
        Redirect::CopyFromSettings => None,
    }
}
