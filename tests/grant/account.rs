//! A service account at Google. OpenSSL makes its key, and checks what it signs.

use std::{fs, path::Path, process::Command};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use shared::{
    check::{Attested, CheckVerdict},
    diagnosis::grant::explain,
    facts::GrantPeer,
    grant::{NotAServiceAccount, ServiceAccount},
};
use support::{
    agency::{Agency, TECHNICIAN_NAME, vouched_by},
    app_key::now,
    browser::Browser,
    command::Terminal,
    introspection::TOKEN_MARK,
    lab::{ADDRESS, PROVIDER_HOST},
    leaks::Canary,
    pages::{assert_built, choose_way},
    say,
    workspace::{ACCOUNT, AccountKey, Workspace, at_guide},
};

use super::page::technician_opens;

fn openssl(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().expect("openssl runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_service_account_signs_its_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let pem =
        openssl(&["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], folder);
    let file = json!({
        "type": "service_account", "private_key_id": "0a1b", "private_key": pem,
        "client_email": "mailer@bakery.iam.gserviceaccount.com",
    });
    let account = ServiceAccount::parse(&file.to_string()).expect("a key file");
    let request = account.token_request("shop@bakery.example", 1_800_000_000).expect("an RSA key");
    assert_eq!((request.host().as_str(), request.path()), ("oauth2.googleapis.com", "/token"));
    let form = request.form().split_once("&assertion=").expect("an assertion");
    assert_eq!(form.0, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");

    let (signed, signature) = form.1.rsplit_once('.').expect("three parts");
    let (header, claims) = signed.split_once('.').expect("two parts");
    let read = |part: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
    };
    assert_eq!(read(header), json!({ "alg": "RS256", "typ": "JWT", "kid": "0a1b" }));
    assert_eq!(
        read(claims),
        json!({
            "iss": "mailer@bakery.iam.gserviceaccount.com", "sub": "shop@bakery.example",
            "scope": "https://mail.google.com/", "aud": "https://oauth2.googleapis.com/token",
            "iat": 1_800_000_000, "exp": 1_800_003_600,
        })
    );
    fs::write(folder.join("key.pem"), &pem).expect("writable");
    fs::write(folder.join("signed"), signed).expect("writable");
    fs::write(folder.join("signature"), URL_SAFE_NO_PAD.decode(signature).expect("base64"))
        .expect("writable");
    let verify = ["dgst", "-sha256", "-prverify", "key.pem", "-signature", "signature", "signed"];
    assert!(openssl(&verify, folder).contains("Verified OK"));
}

#[test]
fn a_request_that_google_refuses_is_explained() {
    let key = AccountKey::create();
    let form = |key: &AccountKey, mailbox: &str, at: i64| {
        let account = ServiceAccount::parse(&key.file()).expect("a key file");
        account.token_request(mailbox, at).expect("an RSA key").form().to_owned()
    };
    assert_eq!(key.refusal(&form(&key, ADDRESS, now())), None);
    for (form, cause) in [
        (form(&AccountKey::create(), ADDRESS, now()), "g-jwt-signature"),
        (form(&key, ADDRESS, now() - 7200), "g-jwt-clock"),
        (form(&key, ADDRESS, now() + 3600), "g-jwt-clock"),
        (form(&key, "someone-else@shop.test", now()), "g-dwd-not-authorized"),
    ] {
        let reply = key.refusal(&form).expect("a refusal");
        let found = explain(GrantPeer::Token, Some("google-workspace"), reply).expect("a known reply");
        assert_eq!(found.cause.as_str(), cause, "{reply}");
    }
}

#[test]
fn a_client_pastes_the_key_file_and_the_technician_gets_settings_for_it() {
    let workspace = Workspace::start();
    let server = workspace.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = at_guide(&agency);
    let file = workspace.key.file();
    let account = ServiceAccount::parse(&file).expect("a key file");
    let key = account.key().expose();

    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press(say::LETTER.ways_back());
    choose_way(&client, "Nodemailer", say::WAYS.way_service_account());
    assert!(!client.scrolls_sideways());
    client.press(say::LETTER.ways_have_key());
    client.fill(say::LETTER.label_key_file(), r#"{"type":"authorized_user"}"#);
    client.wait_for(say::LETTER.key_error(NotAServiceAccount::OtherKind));
    client.fill(say::LETTER.label_key_file(), &file);
    client.wait_for(&say::LETTER.key_found(&ACCOUNT));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(&say::LETTER.outcome_passed_key(&TECHNICIAN_NAME));
    assert!(!client.scrolls_sideways());
    let report = agency.seen(&made.id).check.expect("a check was run");
    let mail_log = workspace.mail.log();
    assert_eq!(
        (report.verdict, report.attested_by),
        (CheckVerdict::Ok, Attested::Browser),
        "{report:#?}\n{mail_log}"
    );
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    client.assert_no_complaints();

    let computer = Terminal::of_technician(&server, &agency, &[]);
    let open = ["open", &made.id, "-i", "key.txt", "--accept-manager", &vouched_by(), "--as", "nodemailer"];
    let settings = computer.run(&open, "");
    for value in [ACCOUNT, ADDRESS, PROVIDER_HOST, key] {
        assert!(settings.well().contains(&format!("'{value}'")), "{value}: {settings:?}");
    }
    let secret = (say::TECHNICIAN.opened_private_key(), key);
    technician_opens(&server, &agency, &made.id, &[ACCOUNT, PROVIDER_HOST], secret);
    let [request] = &workspace.requests.all()[..] else { panic!("not one request") };
    let log = server.log();
    for (secret, seen) in [(key, request.as_str()), (key, log.as_str()), (TOKEN_MARK, log.as_str())] {
        assert!(Canary::new(secret).found_in(seen.as_bytes()).is_none(), "a secret was seen");
    }
}
