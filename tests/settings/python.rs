//! Python: Django's settings, and its mail backend for tokens.

use std::{fs, process::Command};

use shared::configure::{Platform, Reason};

use crate::{
    APPLICATION, TENANT, XOAUTH2, assert_read, json, output, script, write_files, written, written_oauth,
};

#[test]
fn settings() {
    let folder = tempfile::tempdir().expect("a folder");
    let values = write_files(Platform::Django, folder.path(), "py");
    assert!(values.len() > 1000, "only {} values", values.len());
    let mut python = Command::new("python3");
    python.arg(script("settings.py")).arg(folder.path()).arg(values.len().to_string());
    assert_read(&output(&mut python), &values);
}

/// Python's own library decides which passwords Django can't use.
#[test]
fn smtplib_signs_in_with_ascii_only() {
    let code = "import smtplib
class Silent(smtplib.SMTP):
    def docmd(self, *arguments):
        return 235, b''
one = Silent()
one.user, one.password = 'u', 'ü'
try:
    one.auth('PLAIN', one.auth_plain)
    print('works')
except UnicodeEncodeError:
    print('fails')";
    let works = output(Command::new("python3").args(["-c", code])).trim() == "works";
    let written = written(Platform::Django, "ü").map_err(|error| error.reason);
    assert_eq!(written.err(), (!works).then_some(Reason::SecretNotAscii));
}

#[test]
fn backend_with_a_token() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("both.py");
    fs::write(&path, written_oauth(Platform::Django)).expect("writable");
    let ran = json(Command::new("python3").arg(script("backend.py")).arg(&path));
    let [request] = &ran["requests"].as_array().expect("requests")[..] else {
        panic!("not one request: {ran}")
    };
    assert_eq!(request[0], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    let form = format!(
        "grant_type=client_credentials&client_id={APPLICATION}&client_secret=a~%27b%5C%22%24c\
         &scope=https%3A%2F%2Foutlook.office365.com%2F.default"
    );
    assert_eq!(request[1], form);
    let login = serde_json::json!(["XOAUTH2", XOAUTH2, ""]);
    assert_eq!(ran["sent"], serde_json::json!(["EHLO", login, "EHLO", login]));
}
