use super::*;
use crate::grant::ClientCertificate;
use proptest::prelude::*;

fn text(text: &str) -> SecretText {
    SecretText::new(text.into()).expect("a secret")
}

/// Returns one secret of each kind, with this text in it unless it is a key.
fn one_of_each(secret: &str) -> [Secret; 5] {
    let id = || "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().expect("an ID");
    let domain = || "bakery.example".parse().expect("a domain");
    let client = OauthClient::new(domain(), id(), text(secret));
    let certificate =
        ClientCertificate::parse(include_str!("../../fixtures/app.pem")).expect("a certificate");
    let email = "mailer@bakery.iam.gserviceaccount.com".parse().expect("an address");
    let account = ServiceAccount::new(email, "0f5c8a5190c6", text("MIIEvQIBADANBg=="));
    let plugin =
        PluginClient::new("75-x.apps.googleusercontent.com", text(secret), "https://shop.test/gapi/");
    [
        Secret::Typed { kind: SecretKind::AppPassword, text: text(secret) },
        Secret::OauthClient(client.expect("a Value")),
        Secret::OauthClient(OauthClient::with_certificate(domain(), id(), certificate)),
        Secret::ServiceAccount(account.expect("a key")),
        Secret::PluginClient(plugin.expect("an app").of_tenant(Some(domain()))),
    ]
}

/// Writes a secret as JSON, and reads it again.
fn read_back(secret: &Secret) -> Option<Secret> {
    let json = serde_json::to_string(&secret.expose()).expect("JSON");
    serde_json::from_str::<Raw>(&json).expect("a secret").of_kind(secret.kind())
}

#[test]
fn an_app_for_a_plugin_needs_no_tenant() {
    let app = |tenant| {
        let app = PluginClient::new("75-x", text("x~"), "https://shop.test/gapi/").expect("an app");
        Secret::PluginClient(app.of_tenant(tenant))
    };
    let [without, with] = [app(None), app(Some("bakery.example".parse().expect("a domain")))];
    assert_eq!(read_back(&without), Some(without.clone()), "older programs write none");
    assert_eq!(read_back(&with), Some(with.clone()));
    assert_eq!(with.parts().last(), Some(&(Part::Tenant, "bakery.example")));
    let json = r#"{"client_id":"75-x","client_secret":"x~","redirect":"https://a.test/","tenant":"common"}"#;
    let raw: Raw = serde_json::from_str(json).expect("an object");
    assert_eq!(raw.of_kind(Kind::PluginClient), None);
}

#[test]
fn kinds_have_names() {
    let names = one_of_each("x~").map(|secret| secret.kind().as_str());
    assert_eq!(
        names,
        ["app-password", "oauth-client", "oauth-certificate", "service-account", "plugin-client"]
    );
    for kind in one_of_each("x~").map(|secret| secret.kind()) {
        let json = serde_json::to_string(&kind).expect("JSON");
        assert_eq!(serde_json::from_str::<Kind>(&json).expect("a kind"), kind);
    }
    assert!(serde_json::from_str::<Kind>("\"passkey\"").is_err());
}

#[test]
fn nothing_is_printed() {
    for secret in one_of_each("hunter2~") {
        let printed = format!("{secret:?}");
        assert!(!printed.contains("hunter2"), "{:?}", secret.kind());
        assert!(!printed.contains(secret.text().expose()), "{:?}", secret.kind());
    }
}

#[test]
fn what_is_shown_does_not_have_the_secret() {
    for secret in one_of_each("hunter2~") {
        let hidden = secret.hidden();
        assert_eq!((hidden.kind(), hidden.parts()), (secret.kind(), secret.parts()));
        let json = serde_json::to_string(&hidden.expose()).expect("JSON");
        assert!(!json.contains(secret.text().expose()), "{json}");
    }
}

#[test]
fn a_secret_of_another_kind_is_not_read() {
    let all = one_of_each("x~");
    for secret in &all {
        let json = serde_json::to_string(&secret.expose()).expect("JSON");
        for other in all.iter().filter(|other| other.kind() != secret.kind()) {
            let raw: Raw = serde_json::from_str(&json).expect("a secret");
            assert_eq!(raw.of_kind(other.kind()), None, "{json} as {:?}", other.kind());
        }
    }
    assert!(serde_json::from_str::<Raw>("[\"x\"]").is_err());
    assert!(serde_json::from_str::<Raw>(r#"{"tenant": 5}"#).is_err());
}

#[test]
fn the_day_on_which_a_client_secret_expires_can_be_missing() {
    let file = |more: &str| {
        let json = format!(
            r#"{{"tenant":"bakery.example","application":"4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5","client_secret":"x~"{more}}}"#
        );
        serde_json::from_str::<Raw>(&json).expect("a secret").of_kind(Kind::OauthClient)
    };
    let without = file("").expect("a file from before there was a day");
    assert_eq!(without.expires(), None);
    assert_eq!(read_back(&without), Some(without.clone()));
    assert!(!serde_json::to_string(&without.expose()).expect("JSON").contains("expires"));
    let with = file(r#","secret_expires":"2027-05-30""#).expect("a file with a day");
    assert_eq!(with.expires().map(|day| day.to_string()).as_deref(), Some("2027-05-30"));
    assert_eq!((read_back(&with), with.hidden().expires()), (Some(with.clone()), with.expires()));
    assert_eq!(file(r#","secret_expires":"2027-02-30""#), None, "a day that doesn't exist");
    assert_eq!(file(r#","later_field":"x""#), Some(without), "a newer file with something else");
}

proptest! {
    #[test]
    fn every_kind_is_read_back(secret in "[^\\p{Cc}]{1,80}") {
        prop_assume!(secret.parse::<crate::grant::Guid>().is_err());
        for secret in one_of_each(&secret) {
            prop_assert_eq!(read_back(&secret), Some(secret));
        }
    }
}
