//! Settings for each platform, read by the program that they are for: each value comes back exactly as it was.

#[path = "settings/msmtp.rs"]
mod msmtp;
#[path = "settings/node.rs"]
mod node;
#[path = "settings/php.rs"]
mod php;
#[path = "settings/postfix.rs"]
mod postfix;
#[path = "settings/python.rs"]
mod python;
#[path = "settings/ruby.rs"]
mod ruby;

use std::{fs, path::Path, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;
use shared::{
    configure::{CannotTake, Platform, render},
    details::{Answers, SecretKind, SecretText},
    grant::{OauthClient, ServiceAccount},
    rules::{Port, Security},
    secret::Secret,
};
use support::app_key::AppKey;

const TENANT: &str = "bakery.onmicrosoft.com";
const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
const MAILBOX: &str = "orders@bakery.example";
const CLIENT_SECRET: &str = r#"a~'b\"$c"#;
/// What XOAUTH2 sends for the token of the stubs.
const XOAUTH2: &str = "user=orders@bakery.example\u{1}auth=Bearer a-token\u{1}\u{1}";
/// Texts that mean something in at least one of the languages.
const SPECIAL: [&str; 26] = [
    "'",
    "\"",
    "\\",
    "`",
    "$",
    "${x}",
    "$(id)",
    "#",
    "#{x}",
    "%",
    "%41",
    "+",
    " ",
    "=",
    ":",
    "@",
    "/",
    "?",
    "{",
    "}",
    "<?",
    "?>",
    "\\n",
    "\u{e9}",
    "\u{2028}",
    "\u{1f511}",
];

/// Returns passwords that are hard to quote: all pairs of special texts, next to each other and apart.
fn values() -> Vec<String> {
    let pairs = SPECIAL.iter().flat_map(|one| SPECIAL.iter().map(move |other| (one, other)));
    let both = pairs.flat_map(|(one, other)| [format!("{one}{other}"), format!("{one}x{other}")]);
    both.chain(["null".into(), "x".repeat(480), "'".repeat(400)]).collect()
}

fn answers() -> Answers {
    Answers {
        provider: String::new(),
        host: "smtp.bakery.example".parse().expect("a host"),
        port: Port::new(587).expect("a port"),
        security: Security::Starttls,
        username: MAILBOX.parse().expect("a user name"),
        address: MAILBOX.parse().expect("an address"),
        note: String::new(),
    }
}

fn written(platform: Platform, value: &str) -> Result<String, CannotTake> {
    let secret = Secret::from_text(SecretKind::SmtpPassword, value.into()).expect("a password");
    written_with(platform, &secret)
}

fn written_with(platform: Platform, secret: &Secret) -> Result<String, CannotTake> {
    let remark = |remark| words::technician(words::Language::En).remark(remark);
    render(platform, None, &answers(), secret, remark).map(|text| text.as_str().to_owned())
}

/// Returns the settings for an app registration in Microsoft Entra.
fn written_oauth(platform: Platform) -> String {
    let secret = SecretText::new(CLIENT_SECRET.into()).expect("a secret");
    let (tenant, application) = (TENANT.parse().expect("a tenant"), APPLICATION.parse().expect("an ID"));
    let client = OauthClient::new(tenant, application, secret).expect("a Value");
    written_with(platform, &Secret::OauthClient(client)).expect("settings")
}

/// Returns the settings for an app registration with this certificate.
fn written_certificate(platform: Platform, key: &AppKey) -> String {
    let (tenant, application) = (TENANT.parse().expect("a tenant"), APPLICATION.parse().expect("an ID"));
    let client = OauthClient::with_certificate(tenant, application, key.read());
    written_with(platform, &Secret::OauthClient(client)).expect("settings")
}

/// Returns the settings for a service account with a new key from OpenSSL, which writes PEM as PKCS#8.
fn written_service_account(platform: Platform) -> String {
    let mut openssl = Command::new("openssl");
    openssl.args(["genpkey", "-quiet", "-algorithm", "RSA"]);
    let pem = output(&mut openssl);
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = SecretText::new(base64).expect("a key");
    let email = "mail@bakery.example".parse().expect("an address");
    let account = ServiceAccount::new(email, "0a1b", key).expect("a key");
    written_with(platform, &Secret::ServiceAccount(account)).expect("settings")
}

/// Writes a file for each value that the platform can take, named by numbers. Returns these values.
fn write_files(platform: Platform, folder: &Path, extension: &str) -> Vec<String> {
    let mut taken = Vec::new();
    for value in values() {
        if let Ok(text) = written(platform, &value) {
            let name = format!("{}.{extension}", taken.len());
            fs::write(folder.join(name), text).expect("writable");
            taken.push(value);
        }
    }
    taken
}

/// Returns the path of a script in `tests/settings/scripts`.
fn script(name: &str) -> String {
    format!("{}/settings/scripts/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Returns what a program prints. Panics if it fails.
fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// Returns the JSON that a program prints.
fn json(command: &mut Command) -> Value {
    let text = output(command);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Compares the values that a program has read, in base64 on a line each.
fn assert_read(printed: &str, wanted: &[String]) {
    let read: Vec<&str> = printed.lines().collect();
    assert_eq!(read.len(), wanted.len(), "number of values");
    for (read, wanted) in read.into_iter().zip(wanted) {
        assert_eq!(read, STANDARD.encode(wanted), "{wanted:?} is read differently");
    }
}
