//! Tests of the third step, with the provider's instructions for getting the secret.

use shared::{details::SecretKind, status::Step};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{at, chosen, drawn};
use crate::{
    client::state::Choice,
    tests::{
        Server,
        client::{found_server, provider},
    },
};

#[wasm_bindgen_test]
async fn a_provider_has_its_path() {
    let _server = Server::start();
    drawn(at(Step::Guide)).await.matches("main", "client/guide").await;
}

#[wasm_bindgen_test]
async fn each_kind_of_secret_has_its_words() {
    let _server = Server::start();
    for (kind, name) in [
        (SecretKind::MailboxPassword, "client/guide-mailbox-password"),
        (SecretKind::ApiKey, "client/guide-api-key"),
        (SecretKind::SmtpToken, "client/guide-smtp-token"),
        (SecretKind::SmtpPassword, "client/guide-smtp-password"),
        (SecretKind::Oauth2Only, "client/guide-dead-end"),
    ] {
        let mut provider = provider();
        provider.secret_kind = kind;
        let mut wizard = at(Step::Guide);
        wizard.choice = Some(chosen(&provider));
        drawn(wizard).await.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn a_page_at_the_clients_own_domain_is_at_that_domain() {
    let _server = Server::start();
    let mut provider = provider();
    provider.secret_url = "https://<domain>/webmail".into();
    let mut wizard = at(Step::Guide);
    wizard.choice = Some(chosen(&provider));
    let page = drawn(wizard).await;
    assert!(page.has("a[href='https://bakery.test/webmail']"));
}

#[wasm_bindgen_test]
async fn what_is_no_address_of_the_web_is_no_link() {
    let _server = Server::start();
    let mut provider = provider();
    provider.secret_url = "javascript:alert(1)".into();
    provider.help_url = String::new();
    let mut wizard = at(Step::Guide);
    wizard.choice = Some(chosen(&provider));
    assert!(!drawn(wizard).await.has("a"));
}

#[wasm_bindgen_test]
async fn a_domains_own_server_needs_the_password_alone() {
    let _server = Server::start();
    let mut wizard = at(Step::Guide);
    (wizard.choice, wizard.server) = (Some(Choice::Other), Some(found_server()));
    drawn(wizard).await.matches("main", "client/guide-own-server").await;
}

#[wasm_bindgen_test]
async fn an_unknown_host_needs_four_things() {
    let _server = Server::start();
    let mut wizard = at(Step::Guide);
    wizard.choice = Some(Choice::Other);
    drawn(wizard).await.matches("main", "client/guide-own-hosting").await;
}
