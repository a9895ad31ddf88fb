//! The account page.

use yew::prelude::*;

use super::{
    authenticator_app::AuthenticatorApp, contact::ContactForm, password::ChangePassword, sessions::Sessions,
};
use crate::{
    api,
    components::Heading,
    say,
    staff::{remote::use_remote, session::use_session, state::shown, vouching::OwnKey},
};

/// Renders the account page: password, authenticator app, contact details, signing key and sessions.
#[component]
pub(crate) fn AccountPage() -> Html {
    let session = use_session();
    let account = use_remote((), |()| api::staff::account());
    html! {
        <div class="stack stack--loose column">
            <Heading text={say::account().account_heading()} title={session.config.agency.clone()} />
            <p class="muted">{ format!("{}, {}", session.me.name, session.me.email) }</p>
            { shown(&account, |known| html! {
                <>
                    <ChangePassword changed={account.reload.clone()} />
                    <AuthenticatorApp account={known.clone()} changed={account.reload.clone()} />
                    <ContactForm account={known.clone()} changed={account.reload.clone()} />
                    if session.manages() {
                        <OwnKey />
                    }
                    <Sessions account={known.clone()} changed={account.reload.clone()} />
                </>
            }) }
        </div>
    }
}
