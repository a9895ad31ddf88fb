//! Node: modules for Nodemailer.

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use shared::configure::Platform;
use support::app_key::AppKey;
use tempfile::TempDir;

use crate::{
    APPLICATION, MAILBOX, TENANT, assert_read, json, output, script, write_files, written_certificate,
    written_oauth, written_service_account,
};

/// Creates a project with our stub in the place of Nodemailer.
fn project() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let package = folder.path().join("node_modules/nodemailer");
    fs::create_dir_all(&package).expect("writable");
    fs::write(package.join("package.json"), r#"{"type":"module","exports":"./index.js"}"#).expect("writable");
    fs::copy(script("nodemailer.js"), package.join("index.js")).expect("copied");
    folder
}

fn provision(folder: &Path, text: &str) -> Value {
    let path = folder.join("mail.mjs");
    fs::write(&path, text).expect("writable");
    json(Command::new("node").arg(script("provision.mjs")).arg(&path))
}

#[test]
fn modules() {
    let folder = project();
    let values = write_files(Platform::Nodemailer, folder.path(), "mjs");
    let mut node = Command::new("node");
    node.arg(script("settings.mjs")).arg(folder.path()).arg(values.len().to_string());
    assert_read(&output(&mut node), &values);
}

#[test]
fn module_with_a_token() {
    let ran = provision(project().path(), &written_oauth(Platform::Nodemailer));
    let url = format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token");
    let form = format!(
        "grant_type=client_credentials&client_id={APPLICATION}&client_secret=a%7E%27b%5C%22%24c\
         &scope=https%3A%2F%2Foutlook.office365.com%2F.default"
    );
    assert_eq!(ran["requests"], serde_json::json!([["POST", url, form]]));
    assert_eq!(ran["returned"], serde_json::json!(["a-token", 3299]));
    assert_eq!((&ran["from"], &ran["auth"]["user"]), (&MAILBOX.into(), &MAILBOX.into()));
}

#[test]
fn module_with_a_certificate() {
    let key = AppKey::create();
    let ran = provision(project().path(), &written_certificate(Platform::Nodemailer, &key));
    assert_eq!(ran["returned"], serde_json::json!(["a-token", 3299]));
    let request = &ran["requests"][0];
    assert_eq!(request[1], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    let form = request[2].as_str().expect("a form");
    assert!(form.contains(&format!("client_id={APPLICATION}&client_assertion_type=")), "{form}");
    assert!(form.contains("client_assertion=") && !form.contains("client_secret"), "{form}");
    assert_eq!(key.refusal(form), None, "{form}");
}

#[test]
fn module_with_a_service_account() {
    let ran = provision(project().path(), &written_service_account(Platform::Nodemailer));
    assert_eq!((&ran["key"], &ran["auth"]["serviceClient"]), (&"rsa".into(), &"mail@bakery.example".into()));
}
