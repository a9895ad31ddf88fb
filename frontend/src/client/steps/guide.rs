//! The provider's own path to the secret.

use shared::{details::SecretKind, rules::Address, status::Step, timetable, wire::FoundServer};
use yew::prelude::*;

use super::{back, outside, to};
use crate::{
    client::{
        pieces::{fold, p, primary, sentences},
        provider::Provider,
        state::Wizard,
        times,
    },
    components::{Heading, Tone, notice},
};

/// The third step.
pub(crate) fn guide(wizard: &UseReducerHandle<Wizard>) -> Html {
    let provider = wizard.choice.as_ref().and_then(|choice| choice.provider());
    match provider {
        Some(provider) if provider.secret_kind == SecretKind::Oauth2Only => dead_end(wizard, provider),
        Some(provider) => path(wizard, provider),
        None => match &wizard.server {
            Some(server) => own_server(wizard, server),
            None => own_hosting(wizard),
        },
    }
}

/// A heading, and the button that says that it is done.
fn words(kind: SecretKind) -> (&'static str, &'static str) {
    match kind {
        SecretKind::AppPassword => ("Make an app password", "I have the app password"),
        SecretKind::MailboxPassword => ("Get your mailbox ready", "I have the password"),
        SecretKind::ApiKey => ("Make a key", "I have the key"),
        SecretKind::SmtpToken => ("Make a sending token", "I have the token"),
        SecretKind::SmtpPassword => ("Find your sending password", "I have the password"),
        SecretKind::Oauth2Only => ("This mailbox cannot be used", "Use another one"),
    }
}

/// One sentence on why the everyday password is not enough.
fn reason(provider: &Provider) -> Option<String> {
    let name = &provider.name;
    match provider.secret_kind {
        SecretKind::AppPassword => Some(format!(
            "{name} does not let a web site use your own password. An app password is a second key, for this one \
             purpose, that you can take away at any time."
        )),
        SecretKind::ApiKey | SecretKind::SmtpToken | SecretKind::SmtpPassword => Some(format!(
            "{name} has a key of its own for web sites, apart from the password you sign in with."
        )),
        SecretKind::MailboxPassword | SecretKind::Oauth2Only => None,
    }
}

fn path(wizard: &UseReducerHandle<Wizard>, provider: &Provider) -> Html {
    let (heading, done) = words(provider.secret_kind);
    let page = at_own_domain(wizard, &provider.secret_url);
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={heading} title={wizard.agency.to_string()} />
                { reason(provider).map(|reason| html! { <p>{ reason }</p> }).unwrap_or_default() }
                { today(provider) }
                if is_web(&page) {
                    <p class="open-page">{ outside(&page, &format!("Open the page at {}", provider.name)) }</p>
                }
            </div>
            <ol class="path">
                { for provider.guide.iter().map(|line| html! { <li>{ line }</li> }) }
            </ol>
            if !provider.secret_shape.is_empty() {
                <p class="card card--quiet"><strong>{ "What you will have: " }</strong>{ &provider.secret_shape }{ "." }</p>
            }
            { primary(done, to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ folds(wizard, provider) }</div>
        </div>
    }
}

/// What a timetable says about the day on which this is read.
fn today(provider: &Provider) -> Html {
    timetable::note(&provider.id, times::now()).map_or_else(Html::default, |note| {
        notice(Tone::Warn, "Passwords come to an end here".into(), p(note))
    })
}

/// A hosting's page stands at the client's own domain.
fn at_own_domain(wizard: &Wizard, url: &str) -> String {
    let domain = wizard.address.parse::<Address>().map(|address| address.domain().to_string());
    url.replace("<domain>", &domain.unwrap_or_else(|_| "<domain>".into()))
}

fn folds(wizard: &UseReducerHandle<Wizard>, provider: &Provider) -> Html {
    html! {
        <>
            if !provider.admin.is_empty() {
                { fold("For the person who looks after your e-mail", html! { <>
                    { sentences("plain-list", provider.admin.iter().map(String::as_str)) }
                </> }) }
            }
            { fold("The page says that it is not available", html! { <>
                { p("Then something has to be switched on first, or the person who looks after your e-mail has \
                       switched it off. Show them this page.") }
                if is_web(&provider.help_url) {
                    <p>{ outside(&provider.help_url, &format!("The help page of {}", provider.name)) }</p>
                }
            </> }) }
            if !provider.gotchas.is_empty() {
                { fold("Good to know", html! { <>
                    { sentences("plain-list", provider.gotchas.iter().map(String::as_str)) }
                </> }) }
            }
            { stuck(wizard) }
        </>
    }
}

fn stuck(wizard: &UseReducerHandle<Wizard>) -> Html {
    let view = &wizard.view;
    html! {
        { fold("I am stuck", html! { <>
            <p>
                { format!("Call {} and say that you are on step 3. ", view.manager) }
                { "Your place is kept: you can close this page and open the same link again, here or on another \
                   device." }
            </p>
        </> }) }
    }
}

/// What cannot work is said here, before anyone types a password.
fn dead_end(wizard: &UseReducerHandle<Wizard>, provider: &Provider) -> Html {
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text={format!("{} does not let web sites in", provider.name)} title={wizard.agency.to_string()} />
                { p("No password will work here, not even the right one, so we will not ask you for it.") }
            </div>
            { sentences("plain-list", provider.guide.iter().map(String::as_str)) }
            { primary("Use another address or provider", to(wizard, Step::Provider)) }
            <div>{ stuck(wizard) }</div>
        </div>
    }
}

/// The domain's own server was found: the password is all that is missing.
fn own_server(wizard: &UseReducerHandle<Wizard>, server: &FoundServer) -> Html {
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Get your mailbox ready" title={wizard.agency.to_string()} />
                <p>
                    { "Your mail goes out through " }<span class="code">{ server.host.to_string() }</span>
                    { format!(", port {}. We fill that in for you. All that you need is the password of the mailbox ", server.port) }
                    <span class="code">{ &wizard.address }</span>{ "." }
                </p>
            </div>
            { primary("I have the password", to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>
                { fold("I do not know the password", html! { <>
                    { p("Nobody can read it, but you can set a new one where your web site is hosted:") }
                    { sentences("plain-list", [
                        "In cPanel: Email Accounts, then Manage beside the mailbox.",
                        "In Plesk: Mail, then the mailbox itself.",
                        "Elsewhere: look for “E-mail” or “Mailboxes” in your host's customer area.",
                    ]) }
                    { p("Your phone and your mail program will want the new password too.") }
                </> }) }
                { stuck(wizard) }
            </div>
        </div>
    }
}

fn own_hosting(wizard: &UseReducerHandle<Wizard>) -> Html {
    html! {
        <div class="stack stack--loose">
            <div class="stack">
                <Heading text="Find four things at your provider" title={wizard.agency.to_string()} />
                { p("They are in your provider's help pages, in the letter with your mailbox's details, or in the \
                       account settings of your mail program, under \u{201c}outgoing mail\u{201d} or \
                       \u{201c}SMTP\u{201d}.") }
            </div>
            <ol class="path">
                <li><strong>{ "The server's name" }</strong>{ ", called “SMTP server” or “outgoing server”" }</li>
                <li><strong>{ "The port" }</strong>{ ", most often 465 or 587" }</li>
                <li><strong>{ "The user name" }</strong>{ ", most often the whole e-mail address" }</li>
                <li>
                    <strong>{ "The password" }</strong>
                    { " of that mailbox, or an app password where your provider has such a thing" }
                </li>
            </ol>
            { primary("I have them", to(wizard, Step::Details)) }
            <div class="row">{ back(wizard, Step::Provider) }</div>
            <div>{ stuck(wizard) }</div>
        </div>
    }
}

/// Only addresses of the web become links: a table's text could be anything.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") && !url.contains('<')
}
