//! The provider's instructions for getting the secret.

use shared::{details::SecretKind, rules::Address, status::Step, timetable, wire::ProviderGuide};
use words::{Language, diagnosis::announced};
use yew::prelude::*;

use super::{
    back,
    guide_offers::provider_of,
    guide_own::{own_hosting, own_server},
    guide_ways::{to_place, ways},
    outside, to,
};
use crate::{
    client::{
        pieces::{fold, p, primary, sentences, small},
        plan::{Entry, Place},
        state::{Action, Wizard},
    },
    components::{Heading, Tone, notice},
    say, time,
};

/// Renders the third step.
pub(crate) fn guide(wizard: &UseReducerHandle<Wizard>) -> Html {
    let provider = wizard.choice.as_ref().and_then(|choice| choice.provider());
    match provider {
        Some(provider) if provider.secret_kind == SecretKind::Oauth2Only => dead_end(wizard, provider),
        Some(provider) => match provider_of(&provider.id) {
            Some(at) => ways(wizard, provider, at),
            None => password(wizard, provider),
        },
        None => match &wizard.server {
            Some(server) => own_server(wizard, server),
            None => own_hosting(wizard),
        },
    }
}

/// Returns the heading, and the text of the button that confirms this step.
const fn words(kind: SecretKind) -> (&'static str, &'static str) {
    let say = say::letter();
    match kind {
        SecretKind::AppPassword => (say.guide_app_password(), say.guide_app_password_done()),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => {
            (say.guide_mailbox_password(), say.guide_mailbox_password_done())
        }
        SecretKind::ApiKey => (say.guide_api_key(), say.guide_api_key_done()),
        SecretKind::SmtpToken => (say.guide_smtp_token(), say.guide_smtp_token_done()),
        SecretKind::SmtpPassword => (say.guide_smtp_password(), say.guide_smtp_password_done()),
    }
}

/// Says why the everyday password isn't enough.
fn reason(provider: &ProviderGuide) -> Option<String> {
    let (say, name) = (say::letter(), &provider.name);
    match provider.secret_kind {
        SecretKind::AppPassword => Some(say.guide_app_password_why(name)),
        SecretKind::ApiKey => Some(say.guide_api_key_why(name)),
        SecretKind::SmtpToken => Some(say.guide_smtp_token_why(name)),
        SecretKind::SmtpPassword => Some(say.guide_smtp_password_why(name)),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => None,
    }
}

/// Renders the provider's own guide to a password or a key.
pub(super) fn password(wizard: &UseReducerHandle<Wizard>, provider: &ProviderGuide) -> Html {
    let say = say::letter();
    let (heading, done) = words(provider.secret_kind);
    let page = at_own_domain(wizard, &provider.secret_url);
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading} title={wizard.agency.to_string()} />
                { reason(provider).map(|reason| html! { <p>{ reason }</p> }).unwrap_or_default() }
                { today(wizard, provider) }
                if is_web(&page) {
                    <p class="open-page">{ outside(&page, &say.guide_open_page(&provider.name)) }</p>
                }
            </div>
            <ol class="path">
                { for provider.guide.iter().map(|line| html! { <li>{ line }</li> }) }
            </ol>
            if !provider.secret_shape.is_empty() {
                <p class="card card--quiet"><strong>{ say.guide_result() }</strong>{ " " }{ &provider.secret_shape }</p>
            }
            { primary(done, enter(wizard)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ folds(wizard, provider) }</div>
        </div>
    }
}

/// Returns a callback that goes to the settings, where the client enters the password.
fn enter(wizard: &UseReducerHandle<Wizard>) -> Callback<()> {
    let wizard = wizard.clone();
    Callback::from(move |()| {
        Entry::Password.begin(&wizard, None);
        wizard.dispatch(Action::Go(Step::Details));
    })
}

/// Warns about a change that the provider has announced, depending on today's date, and offers other ways to send if we
/// know some.
fn today(wizard: &UseReducerHandle<Wizard>, provider: &ProviderGuide) -> Html {
    let say = say::letter();
    html! { <>
        if let Some(phase) = timetable::phase(&provider.id, time::now()) {
            { notice(Tone::Warn, say.guide_ending().into(), p(announced(Language::En, phase))) }
        }
        if provider_of(&provider.id).is_some() {
            <div class="card card--quiet stack">
                { p(say.ways_offer()) }
                <div>{ small(say.ways_back(), false, to_place(wizard, Place::List)) }</div>
            </div>
        }
    </> }
}

/// Puts the client's domain into the URL of a web host's page.
fn at_own_domain(wizard: &Wizard, url: &str) -> String {
    let domain = wizard.address.parse::<Address>().map(|address| address.domain().to_string());
    url.replace("<domain>", &domain.unwrap_or_else(|_| "<domain>".into()))
}

fn folds(wizard: &UseReducerHandle<Wizard>, provider: &ProviderGuide) -> Html {
    let say = say::letter();
    html! {
        <>
            if !provider.admin.is_empty() {
                { fold(say.guide_for_administrator(), html! { <>
                    { sentences("plain-list", provider.admin.iter().map(String::as_str)) }
                </> }) }
            }
            { fold(say.guide_unavailable(), html! { <>
                { p(say.guide_unavailable_why()) }
                if is_web(&provider.help_url) {
                    <p>{ outside(&provider.help_url, &say.guide_open_help(&provider.name)) }</p>
                }
            </> }) }
            if !provider.gotchas.is_empty() {
                { fold(say.guide_notes(), html! { <>
                    { sentences("plain-list", provider.gotchas.iter().map(String::as_str)) }
                </> }) }
            }
            { stuck(wizard) }
        </>
    }
}

pub(super) fn stuck(wizard: &UseReducerHandle<Wizard>) -> Html {
    let say = say::letter();
    fold(
        say.guide_stuck(),
        html! { <>{ p(&say.guide_stuck_call(&wizard.view.manager)) }{ p(say.guide_stuck_later()) }</> },
    )
}

/// Says that this provider can't work, before the client types a password.
fn dead_end(wizard: &UseReducerHandle<Wizard>, provider: &ProviderGuide) -> Html {
    let say = say::letter();
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={say.guide_closed(&provider.name)} title={wizard.agency.to_string()} />
                { p(say.guide_closed_why()) }
            </div>
            { sentences("plain-list", provider.guide.iter().map(String::as_str)) }
            { primary(say.guide_closed_next(), to(wizard, Step::Provider)) }
            <div>{ stuck(wizard) }</div>
        </div>
    }
}

/// Returns true if a URL can become a link: only complete HTTPS URLs, because the table could contain any text.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") && !url.contains('<')
}
