//! A certificate in place of a client secret. OpenSSL makes it, and the token endpoint checks what its key signs.

use std::{fs, path::Path, process::Command};

use serde_json::json;
use shared::{
    check::{Attested, CheckVerdict},
    diagnosis::grant::explain,
    facts::GrantPeer,
    grant::{ClientCertificate, NotACertificate, OauthClient},
    rules::Security::Starttls,
};
use support::{
    agency::{parsed, vouched_by},
    app_key::{AppKey, now},
    blind::{check_with_app, relay_with_token},
    command::{Output, Terminal},
    leaks::Canary,
    proxy::Recorder,
    say,
    tenant::{APPLICATION, MAILBOX, OFFICE_HOST, TENANT, TOKEN_MARK, Tenant},
};

use super::{World, read, report};

/// Returns the app with this certificate.
fn app(key: &AppKey) -> OauthClient {
    OauthClient::with_certificate(parsed(TENANT), parsed(APPLICATION), key.read())
}

#[test]
fn from_the_link_to_the_configured_site_with_a_certificate() {
    let World { tenant, server, agency, technician, client } = World::start(Tenant::start());
    let made = agency.onboarding("Bakery", TENANT);
    let certificate = tenant.app.read();
    let key = certificate.key().expose();
    let details = json!({
        "provider": "microsoft-365", "address": MAILBOX, "host": format!("{}:587", tenant.mail.address()),
        "tenant": TENANT, "application": APPLICATION, "certificate": tenant.app.pem(),
    });
    let link = made.link.url(&server.url());
    client.run(&["seal", &link, "--json"], &details.to_string()).well();
    let open = |more: &[&str]| {
        technician.run(
            &[&["open", &made.id, "-i", "key.txt", "--accept-manager", &vouched_by()][..], more].concat(),
            "",
        )
    };
    let opened = read(open(&["--json"]).well());
    assert_eq!(opened["secret_kind"], "oauth-certificate");
    assert_eq!(
        opened["secret"],
        json!({
            "tenant": TENANT, "application": APPLICATION,
            "certificate": certificate.certificate(), "private_key": key,
        })
    );
    let hidden = open(&[]);
    assert!(hidden.well().contains(certificate.certificate()), "{hidden:?}");
    assert!(!hidden.out.contains(key), "it's shown only at a terminal or on request");
    assert!(open(&["--show"]).well().contains(key));
    let settings = open(&["--as", "msmtp"]);
    assert!(settings.well().contains("--certificate ~/.msmtp-sealpost"), "{settings:?}");
    let cannot = open(&["--as", "django"]);
    assert_eq!(cannot.status, Some(2), "{cannot:?}");
    assert!(cannot.err.contains("Nodemailer") && !cannot.err.contains("Django,"), "{cannot:?}");

    open(&["--check", "--send-test", "someone@agency.test", "--configured"]).well();
    let message = tenant.mail.wait_for_message("Delivered-To: someone@agency.test");
    assert!(!message.contains(TOKEN_MARK), "{message}");
    let token = technician.run(&["token", &made.id, "-i", "key.txt"], "");
    assert!(token.well().trim_end().ends_with(TOKEN_MARK), "{token:?}");
    for seen in [server.log(), tenant.requests.all().concat()] {
        assert!(Canary::new(key).found_in(seen.as_bytes()).is_none(), "the key left the machine");
    }
}

/// Runs `sealpost token` or `check` with this file.
fn run(terminal: &Terminal, command: &[&str], pem: &str) -> Output {
    fs::write(terminal.file("app.pem"), pem).expect("writable");
    let app = ["--tenant", TENANT, "--application", APPLICATION, "--certificate", "app.pem"];
    terminal.run(&[command, &app].concat(), "")
}

#[test]
fn a_certificate_from_a_file_gets_a_token_and_signs_in() {
    let tenant = Tenant::start();
    let terminal = Terminal::new(&tenant.settings());
    let token = run(&terminal, &["token"], &tenant.app.pem());
    assert!(token.well().trim_end().ends_with(TOKEN_MARK), "{token:?}");
    run(&terminal, &["check", &format!("{OFFICE_HOST}:587"), "--user", MAILBOX], &tenant.app.pem()).well();
    let [first, second] = &tenant.requests.all()[..] else { panic!("not two requests") };
    assert!(first.contains("client_assertion=") && !first.contains("client_secret"), "{first}");
    assert_ne!(first, second, "each assertion is a new one");
}

#[test]
fn another_certificate_is_explained_without_asking_for_a_client_secret() {
    let tenant = Tenant::start();
    let terminal = Terminal::new(&tenant.settings());
    let other = run(&terminal, &["token"], &AppKey::create().pem());
    assert_eq!((other.status, &*other.out), (Some(1), ""), "{other:?}");
    let grants = words::grants(words::Language::En);
    for words in [grants.aad_cert_rejected_meaning(), grants.aad_cert_rejected_fix(), "AADSTS700027"] {
        assert!(other.err.contains(words), "{words}: {other:?}");
    }
    assert!(!other.err.contains("client secret"), "{other:?}");
}

#[test]
fn an_assertion_from_another_time_or_by_another_key_is_explained() {
    let key = AppKey::create();
    let form = |at| app(&key).token_request(at).expect("an RSA key").form().to_owned();
    for leeway in [-250, 0, 250] {
        assert_eq!(key.refusal(&form(now() + leeway)), None, "a clock that is off by {leeway} seconds");
    }
    let signed_by_another = {
        let form = form(now());
        let (_, assertion) = form.split_once("client_assertion=").expect("an assertion");
        let assertion = assertion.split('&').next().expect("a value");
        let (signed, signature) = assertion.rsplit_once('.').expect("a signature");
        // The first letter has six bits of the signature.
        let other = if signature.starts_with('A') { "B" } else { "A" };
        form.replace(assertion, &format!("{signed}.{other}{}", &signature[1..]))
    };
    for (form, number, cause) in [
        (form(now() - 3600), "AADSTS700024", "aad-assertion-time"),
        (form(now() + 3600), "AADSTS700024", "aad-assertion-time"),
        (signed_by_another, "AADSTS700027", "aad-cert-bad-signature"),
    ] {
        let reply = key.refusal(&form).expect("a refusal");
        assert!(reply.contains(number), "{reply}");
        let found = explain(GrantPeer::Token, Some("microsoft-365"), reply).expect("a known reply");
        assert_eq!(found.cause.as_str(), cause, "{reply}");
    }
}

#[test]
fn a_file_that_can_not_be_used_is_explained_and_nothing_is_sent() {
    let tenant = Tenant::start();
    let terminal = Terminal::new(&tenant.settings());
    let made = |options: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut openssl = Command::new("openssl");
        openssl.args("req -x509 -days 30 -subj /CN=x -keyout key.pem -out cert.pem".split(' '));
        openssl.args(options.split(' ')).current_dir(folder.path());
        assert!(openssl.output().expect("openssl runs").status.success(), "{options}");
        let file = |name| fs::read_to_string(folder.path().join(name)).expect("readable");
        file("cert.pem") + file("key.pem").as_str()
    };
    let (app, other) = (&tenant.app, AppKey::create());
    let key = app.pem().replace(&app.certificate(), "");
    for (pem, error) in [
        (app.certificate(), NotACertificate::NoKey),
        (key.clone(), NotACertificate::NoCertificate),
        (other.certificate() + key.as_str(), NotACertificate::OtherKey),
        (made("-newkey rsa:2048 -passout pass:hunter2"), NotACertificate::Encrypted),
        (made("-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"), NotACertificate::NotRsa),
        (made("-newkey rsa:1024 -nodes"), NotACertificate::KeyLength),
    ] {
        let output = run(&terminal, &["token"], &pem);
        assert_eq!((output.status, &*output.out), (Some(2), ""), "{error:?}: {output:?}");
        assert!(output.err.contains(say::LETTER.not_a_certificate(error)), "{error:?}: {output:?}");
    }
    assert!(tenant.requests.all().is_empty(), "nothing was sent");
    // The issuer's certificate can be in the file too, in any order.
    let several = format!("{}{key}{}", other.certificate(), app.certificate()).replace('\n', "\r\n");
    run(&terminal, &["token"], &several).well();
}

/// Runs a command in this folder, as a person does who copies it.
fn run_in(folder: &Path, command: &str) {
    let output = Command::new("sh").args(["-c", command]).current_dir(folder).output().expect("sh runs");
    assert!(output.status.success(), "{command}: {output:?}");
}

#[test]
fn the_commands_that_the_page_and_the_terminal_show_make_the_key_usable() {
    let app = AppKey::create();
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    fs::write(file("app.cer"), app.certificate()).expect("writable");
    fs::write(file("pkcs8.key"), app.pem().replace(&app.certificate(), "")).expect("writable");
    for (options, error) in [
        ("-traditional", NotACertificate::OtherForm),
        ("-traditional -aes128 -passout pass:hunter2", NotACertificate::Encrypted),
        ("-aes128 -passout pass:hunter2", NotACertificate::Encrypted),
    ] {
        for said in [say::HELPER.not_a_certificate(error), say::CLI.certificate_convert()] {
            run_in(folder.path(), &format!("openssl pkey -in pkcs8.key {options} -out app.key"));
            run_in(folder.path(), "cat app.cer app.key > app.pem");
            let read = || ClientCertificate::parse(&fs::read_to_string(file("app.pem")).expect("readable"));
            assert_eq!(read(), Err(error), "{options}");
            let (_, command) = said.split_once(" run: ").expect("a command");
            // A person enters the passphrase when OpenSSL asks for it.
            let command = command.replace("openssl pkcs8", "openssl pkcs8 -passin pass:hunter2");
            run_in(folder.path(), &command);
            assert_eq!(read(), Ok(app.read()), "{options}: {said}");
        }
    }
}

#[test]
fn a_browser_signs_the_request_itself() {
    let World { tenant, server, agency, .. } = World::start(Tenant::start());
    let recorder = Recorder::before(server.address());
    let to = relay_with_token(OFFICE_HOST, 587, Starttls);
    let made = agency.onboarding("Bakery", TENANT);
    let with = |key: &AppKey| {
        check_with_app(&recorder.url(), &made.link, &to, (&app(key), MAILBOX), tenant.authority())
    };
    let messages = with(&tenant.app);
    let well = report(&messages);
    assert_eq!((well.verdict, well.attested_by), (CheckVerdict::Ok, Attested::Browser), "{well:#?}");
    let messages = with(&AppKey::create());
    let wrong = report(&messages);
    assert_eq!((wrong.verdict, &*wrong.cause), (CheckVerdict::Fail, "aad-cert-rejected"), "{wrong:#?}");
    let key = tenant.app.read();
    for passed in recorder.recorded() {
        assert!(Canary::new(key.key().expose()).found_in(&passed).is_none(), "the server can read the key");
    }
}
