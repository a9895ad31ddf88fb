//! Tests of what the client enters in place of a password: an app, an app for a plugin, or a key file.

use shared::{grant::steps::Plugin, secret::Kind, status::Step};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    drawn,
    ways::{google, microsoft, with},
};
use crate::{
    client::{
        kept::{recall, store},
        plan::{AppFields, Entry, Plan},
        state::{Typed, Wizard},
    },
    say,
    tests::Server,
};

const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";

/// The form of Google's key file. The key isn't one.
pub(super) const KEY_FILE: &str = r#"{"type":"service_account","private_key_id":"0f5c8a5190c6","private_key":"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg==\n-----END PRIVATE KEY-----\n","client_email":"mailer@bakery.iam.gserviceaccount.com"}"#;

fn planned(entry: Entry) -> Plan {
    Plan { entry, ..Plan::default() }
}

fn app() -> Entry {
    Entry::OauthClient(AppFields {
        tenant: "bakery.test".into(),
        application: APPLICATION.into(),
        expires: "2028-05-30".into(),
        remind: true,
    })
}

fn plugin() -> Entry {
    Entry::PluginClient {
        plugin: Plugin::FluentSmtp,
        application: APPLICATION.into(),
        redirect: "https://bakery.test/wp-json/fluent-smtp/outlook_callback".into(),
        tenant: "bakery.test".into(),
    }
}

fn at_details(entry: Entry) -> Wizard {
    let provider = if entry == Entry::ServiceAccount { google() } else { microsoft() };
    with(&provider, Step::Details, &planned(entry))
}

#[wasm_bindgen_test]
async fn each_kind_has_its_own_fields() {
    let _server = Server::start();
    let google_plugin = Entry::PluginClient {
        plugin: Plugin::GravitySmtp,
        application: String::new(),
        redirect: String::new(),
        tenant: String::new(),
    };
    for (wizard, name) in [
        (at_details(app()), "client/details-app"),
        (at_details(plugin()), "client/details-plugin"),
        (with(&google(), Step::Details, &planned(google_plugin)), "client/details-plugin-google"),
        (at_details(Entry::ServiceAccount), "client/details-key"),
        (at_details(Entry::OtherPassword), "client/details-other-password"),
    ] {
        drawn(wizard).await.matches("main", name).await;
    }
}

#[wasm_bindgen_test]
async fn each_value_of_an_app_says_what_is_wrong_with_it() {
    let _server = Server::start();
    for (entry, field, text, words) in [
        (app(), "#tenant", "bakery", say::letter().app_tenant_wrong()),
        (app(), "#application", "bakery", say::letter().app_application_wrong()),
        (app(), "#secret", APPLICATION, say::letter().app_secret_is_id()),
        (plugin(), "#application", "bakery", say::letter().app_application_wrong()),
        (plugin(), "#tenant", "bakery", say::letter().app_tenant_wrong()),
        (plugin(), "#redirect", "http://bakery.test/", say::letter().redirect_wrong()),
        (plugin(), "#secret", APPLICATION, say::letter().app_secret_is_id()),
    ] {
        let page = drawn(at_details(entry)).await;
        page.paste_into("#secret", "8Q~x.y-z").await;
        page.type_into(field, text).await;
        page.press(say::client().go_on()).await;
        assert!(page.says(words), "{field} {text}");
    }
}

#[wasm_bindgen_test]
async fn an_app_for_a_plugin_is_sent_without_a_test() {
    let _server = Server::start();
    let page = drawn(at_details(plugin())).await;
    page.paste_into("#secret", "8Q~x.y-z").await;
    page.press(say::client().go_on()).await;
    page.matches("main", "client/check-by-plugin").await;
    page.press(say::client().go_on()).await;
    page.matches("main", "client/seal-plugin").await;
}

#[wasm_bindgen_test]
async fn a_key_file_is_checked_while_it_is_typed() {
    let _server = Server::start();
    let page = drawn(at_details(Entry::ServiceAccount)).await;
    page.type_into("#secret", "{").await;
    assert!(page.says(say::letter().key_not_json()));
    page.type_into("#secret", r#"{"type":"authorized_user"}"#).await;
    assert!(page.says(say::letter().key_other_kind()));
    page.press(say::client().go_on()).await;
    page.matches(".field:has(#secret)", "client/key-refused").await;
    page.paste_into("#secret", KEY_FILE).await;
    assert!(page.says(&say::letter().key_found(&"mailer@bakery.iam.gserviceaccount.com")));
}

#[wasm_bindgen_test]
async fn a_key_file_is_still_there_when_the_client_returns() {
    let _server = Server::start();
    let page = drawn(at_details(Entry::ServiceAccount)).await;
    page.paste_into("#secret", KEY_FILE).await;
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().check_before()));
    page.press(say::client().back()).await;
    assert!(page.says(&say::letter().key_found(&"mailer@bakery.iam.gserviceaccount.com")));
    page.press(say::client().go_on()).await;
    assert!(page.says(say::letter().check_before()), "the file that was filled in is complete");
}

#[wasm_bindgen_test]
fn a_reload_keeps_everything_but_the_secret() {
    let _server = Server::start();
    for (entry, kind) in [
        (app(), Kind::OauthClient),
        (plugin(), Kind::PluginClient),
        (Entry::ServiceAccount, Kind::ServiceAccount),
    ] {
        let wizard = at_details(entry.clone());
        store(&wizard);
        let mut reloaded = Wizard { typed: Typed::default(), ..wizard };
        assert_ne!(reloaded.secret_kind(), kind);
        recall(&mut reloaded);
        assert_eq!((reloaded.secret_kind(), reloaded.plan().entry), (kind, entry));
        assert!(reloaded.secret.secret().is_none());
    }
}
