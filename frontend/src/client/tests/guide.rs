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
async fn a_provider_shows_its_instructions() {
    let _server = Server::start();
    drawn(at(Step::Guide)).await.matches("main", "client/guide").await;
}

#[wasm_bindgen_test]
async fn each_kind_of_secret_has_its_own_texts() {
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
async fn a_link_to_a_web_host_uses_the_clients_domain() {
    let _server = Server::start();
    let mut provider = provider();
    provider.secret_url = "https://<domain>/webmail".into();
    let mut wizard = at(Step::Guide);
    wizard.choice = Some(chosen(&provider));
    let page = drawn(wizard).await;
    assert!(page.has("a[href='https://bakery.test/webmail']"));
}

#[wasm_bindgen_test]
async fn only_https_urls_become_links() {
    let _server = Server::start();
    let mut provider = provider();
    provider.secret_url = "javascript:alert(1)".into();
    provider.help_url = String::new();
    let mut wizard = at(Step::Guide);
    wizard.choice = Some(chosen(&provider));
    assert!(!drawn(wizard).await.has("a"));
}

#[wasm_bindgen_test]
async fn a_domains_own_server_needs_only_the_password() {
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
