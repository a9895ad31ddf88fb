//! Ruby: settings of Rails, and the delivery method for tokens.

use std::{fs, process::Command};

use serde_json::Value;
use shared::configure::Platform;
use support::app_key::AppKey;

use crate::{
    APPLICATION, CLIENT_SECRET, MAILBOX, TENANT, assert_read, json, output, script, write_files,
    written_certificate, written_oauth, written_service_account,
};

#[test]
fn settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let values = write_files(Platform::Rails, folder.path(), "rb");
    let mut ruby = Command::new("ruby");
    ruby.arg(script("settings.rb")).arg(folder.path()).arg(values.len().to_string());
    assert_read(&output(&mut ruby), &values);
}

fn deliver(text: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sealpost_mail.rb");
    fs::write(&path, text).expect("writable");
    let ran = json(Command::new("ruby").arg("-w").arg(script("delivery.rb")).arg(&path));
    let used = ran["used"].as_array().expect("messages");
    assert_eq!(used.len(), 2, "{ran}");
    for settings in used {
        assert_eq!(settings["password"], "a-token", "{ran}");
        assert_eq!(
            (&settings["authentication"], &settings["user_name"]),
            (&"xoauth2".into(), &MAILBOX.into())
        );
        assert_eq!(settings["enable_starttls"], true);
    }
    assert_eq!((&ran["method"], &ran["defaults"]["from"]), (&"sealpost".into(), &MAILBOX.into()));
    ran
}

#[test]
fn delivery_with_a_token() {
    let ran = deliver(&written_oauth(Platform::Rails));
    let [request] = &ran["requests"].as_array().expect("requests")[..] else {
        panic!("not one request: {ran}")
    };
    assert_eq!(request[0], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    assert_eq!(request[1]["client_id"], APPLICATION);
    assert_eq!(request[1]["client_secret"], CLIENT_SECRET);
}

#[test]
fn delivery_with_a_certificate() {
    let key = AppKey::create();
    let ran = deliver(&written_certificate(Platform::Rails, &key));
    let request = &ran["requests"][0];
    assert_eq!(request[0], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    assert_eq!((&request[1]["client_id"], &request[1]["client_secret"]), (&APPLICATION.into(), &Value::Null));
    let assertion = request[1]["client_assertion"].as_str().expect("a JSON Web Token");
    assert_eq!(key.refusal_of(assertion), None, "{assertion}");
}

#[test]
fn delivery_with_a_service_account() {
    let ran = deliver(&written_service_account(Platform::Rails));
    let assertion = ran["requests"][0][1]["assertion"].as_str().expect("a JSON Web Token");
    assert_eq!(assertion.split('.').map(str::len).filter(|length| *length > 50).count(), 3, "{assertion}");
}
