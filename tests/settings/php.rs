//! PHP: constants for plugins, the must-use plugin, and Symfony's DSN.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use serde_json::Value;
use shared::configure::Platform;
use support::app_key::AppKey;

use crate::{
    APPLICATION, CLIENT_SECRET, MAILBOX, TENANT, XOAUTH2, assert_read, json, output, script, values,
    write_files, written, written_certificate, written_oauth, written_service_account,
};

#[test]
fn constants() {
    for (platform, name) in [
        (Platform::WordpressWpMailSmtp, "WPMS_SMTP_PASS"),
        (Platform::WordpressFluentSmtp, "FLUENTMAIL_SMTP_PASSWORD"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let values = write_files(platform, folder.path(), "txt");
        for at in 0..values.len() {
            let text = fs::read_to_string(folder.path().join(format!("{at}.txt"))).expect("readable");
            // `wp-config.php` has no namespace. This one has the script's own `define`.
            let text = format!("<?php\nnamespace Site;\n{text}");
            fs::write(folder.path().join(format!("{at}.php")), text).expect("writable");
        }
        let mut php = Command::new("php");
        php.arg(script("constants.php")).arg(folder.path()).arg(values.len().to_string()).arg(name);
        assert_read(&output(&mut php), &values);
    }
}

#[test]
fn symfony_dsn() {
    let values = values();
    let mut php = Command::new("php");
    php.arg(script("dsn.php")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = php.spawn().expect("php runs");
    let mut input = running.stdin.take().expect("piped");
    let lines: Vec<String> = values
        .iter()
        .map(|value| {
            let text = written(Platform::Symfony, value).expect("settings");
            text.strip_prefix("MAILER_DSN=").expect("a DSN").to_owned()
        })
        .collect();
    let writing = std::thread::spawn(move || input.write_all(lines.concat().as_bytes()));
    let output = running.wait_with_output().expect("php runs");
    writing.join().expect("no panic").expect("php reads everything");
    assert!(output.status.success(), "{output:?}");
    assert_read(&String::from_utf8(output.stdout).expect("text"), &values);
}

/// Checks a must-use plugin with `php -l`, and runs it with stubs of WordPress.
fn run_drop_in(text: &str, reply: Option<&str>) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("sealpost-mail.php");
    fs::write(&path, text).expect("writable");
    output(Command::new("php").arg("-l").arg(&path));
    let mut php = Command::new("php");
    php.args(["-d", "error_reporting=-1", "-d", "display_errors=stderr"]);
    json(php.arg(script("drop_in.php")).arg(&path).arg(folder.path()).args(reply))
}

#[test]
fn drop_in_with_a_password() {
    for value in [r"it's a \ 'secret'", "ends\\", "?><?php $x #", "Grüße"] {
        let ran = run_drop_in(&written(Platform::WordpressPlain, value).expect("settings"), None);
        let result = &ran["results"][1];
        assert_eq!((&result["from"], &result["login"]), (&MAILBOX.into(), &Value::Null));
        let mailer = &result["mailer"];
        for (name, wanted) in [
            ("Mailer", "smtp"),
            ("Host", "smtp.bakery.example"),
            ("SMTPSecure", "tls"),
            ("Username", MAILBOX),
            ("Password", value),
            ("Sender", MAILBOX),
        ] {
            assert_eq!(mailer[name], wanted, "{name} with {value:?}");
        }
        assert_eq!((&mailer["Port"], &mailer["SMTPAuth"]), (&587.into(), &true.into()));
    }
}

#[test]
fn drop_in_with_a_token() {
    let text = written_oauth(Platform::WordpressPlain);
    let ran = run_drop_in(&text, None);
    for result in ran["results"].as_array().expect("results") {
        assert_eq!((&result["login"], &result["mailer"]["AuthType"]), (&XOAUTH2.into(), &"XOAUTH2".into()));
    }
    assert_eq!(ran["seconds"], serde_json::json!([3299]), "the token is kept until it expires");
    let [request] = &ran["requests"].as_array().expect("requests")[..] else {
        panic!("not one request: {ran}")
    };
    assert_eq!(request[0], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    assert_eq!(request[1]["client_id"], APPLICATION);
    assert_eq!(request[1]["client_secret"], CLIENT_SECRET);
    let refused = run_drop_in(&text, Some(r#"{"error":"invalid_client"}"#));
    assert_eq!(refused["results"][0]["login"], r#"{"error":"invalid_client"}"#, "{refused}");
    assert_eq!(refused["seconds"], serde_json::json!([]), "{refused}");
}

#[test]
fn drop_in_with_a_certificate() {
    let key = AppKey::create();
    let ran = run_drop_in(&written_certificate(Platform::WordpressPlain, &key), None);
    assert_eq!(ran["results"][1]["login"], XOAUTH2, "{ran}");
    let request = &ran["requests"][0];
    assert_eq!(request[0], format!("https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token"));
    assert_eq!((&request[1]["client_id"], &request[1]["client_secret"]), (&APPLICATION.into(), &Value::Null));
    let assertion = request[1]["client_assertion"].as_str().expect("a JSON Web Token");
    assert_eq!(key.refusal_of(assertion), None, "{assertion}");
}

#[test]
fn drop_in_with_a_service_account() {
    let ran = run_drop_in(&written_service_account(Platform::WordpressPlain), None);
    assert_eq!(ran["results"][1]["login"], XOAUTH2, "{ran}");
    let request = &ran["requests"][0];
    assert_eq!(request[0], "https://oauth2.googleapis.com/token");
    let assertion = request[1]["assertion"].as_str().expect("a JSON Web Token");
    assert_eq!(assertion.split('.').map(str::len).filter(|length| *length > 50).count(), 3, "{assertion}");
}
