//! `sealpost token`, run by a person and by a program, against a token endpoint with Microsoft's name.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::grant::MICROSOFT;
use support::{
    certificates::Authority,
    command::{Output, Terminal},
    dns::{NameServer, Zone},
    leaks::Canary,
    loopback, say,
    web::{self, Requests},
};
use tempfile::TempDir;

const TENANT: &str = "bakery.onmicrosoft.com";
const APPLICATION: &str = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
const SECRET: &str = "canary~horse.5f0c7e19ab+/=";

/// A machine that finds our endpoint under Microsoft's name, and trusts its certificate.
struct World {
    terminal: Terminal,
    endpoint: Requests,
    dns: NameServer,
    _folder: TempDir,
}

impl World {
    /// Starts an endpoint with these answers: status and body.
    fn start(answers: &[(&'static str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (authority, at) = (Authority::default(), loopback::own_address());
        let answers = answers.iter().map(|(status, body)| (*status, (*body).to_owned())).collect();
        let endpoint = web::answer_forms(&authority, at, MICROSOFT, answers, folder.path());
        let dns = NameServer::start(vec![Zone::new(MICROSOFT, &[&format!("@ A {at}")])]);
        let terminal = Terminal::new(&[
            ("SEALPOST_DNS", dns.address().to_string()),
            ("SEALPOST_EXTRA_ROOTS", authority.save(folder.path()).display().to_string()),
        ]);
        Self { terminal, endpoint, dns, _folder: folder }
    }

    fn token(&self, secret: &str) -> Output {
        self.ask(TENANT, APPLICATION, secret)
    }

    fn ask(&self, tenant: &str, application: &str, secret: &str) -> Output {
        let arguments = ["token", "--tenant", tenant, "--application", application, "--secret-stdin"];
        let output = self.terminal.run(&arguments, &format!("{secret}\n"));
        assert!(Canary::new(SECRET).found_in(format!("{output:?}").as_bytes()).is_none(), "{output:?}");
        output
    }
}

/// Returns a JSON Web Token with these claims.
fn jwt(claims: &str) -> String {
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    format!("{}.{}.c2lnbmF0dXJl", part(r#"{"typ":"JWT","alg":"RS256"}"#), part(claims))
}

#[test]
fn a_token_goes_to_standard_output_and_what_it_is_for_to_standard_error() {
    let token = jwt(r#"{"aud":"https://outlook.office365.com","roles":["SMTP.SendAsApp"]}"#);
    let bare = jwt(r#"{"aud":"https://outlook.office365.com"}"#);
    let [first, second] = [&token, &bare]
        .map(|token| format!(r#"{{"token_type":"Bearer","expires_in":3599,"access_token":"{token}"}}"#));
    let world = World::start(&[("200 OK", &first), ("200 OK", &second)]);
    let output = world.token(SECRET);
    assert_eq!((output.status, &*output.out), (Some(0), &*format!("{token}\n")), "{output:?}");
    for words in [&say::CLI.token_valid(59), &*say::CLI.token_for(&"https://outlook.office365.com")] {
        assert!(output.err.contains(words), "{words}: {output:?}");
    }
    assert!(output.err.contains(&say::CLI.token_roles(&"SMTP.SendAsApp")), "{output:?}");
    let [request] = &world.endpoint.all()[..] else { panic!("not one request") };
    assert!(request.starts_with(&format!("POST /{TENANT}/oauth2/v2.0/token HTTP/1.1\r\n")), "{request}");
    assert!(request.contains(&format!("\r\nHost: {MICROSOFT}\r\n")), "{request}");
    let form = format!(
        "\r\n\r\ngrant_type=client_credentials&client_id={APPLICATION}\
         &client_secret=canary%7Ehorse.5f0c7e19ab%2B%2F%3D&scope=https%3A%2F%2Foutlook.office365.com%2F.default"
    );
    assert!(request.ends_with(&form), "{request}");

    let output = world.token(SECRET);
    assert!(output.err.contains(say::CLI.token_no_roles()), "{output:?}");
}

#[test]
fn a_refusal_is_explained_with_the_endpoints_own_words() {
    let expired = r#"{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys for app are expired.","error_codes":[7000222]}"#;
    let world = World::start(&[("401 Unauthorized", expired), ("503 Service Unavailable", "busy\u{1b}[2J")]);
    let output = world.token(SECRET);
    assert_eq!((output.status, &*output.out), (Some(1), ""), "{output:?}");
    let grants = words::grants(words::Language::En);
    for words in [grants.aad_secret_expired_meaning(), grants.aad_secret_expired_fix(), "AADSTS7000222"] {
        assert!(output.err.contains(words), "{words}: {output:?}");
    }
    let output = world.token(SECRET);
    assert_eq!((output.status, &*output.out), (Some(1), ""), "{output:?}");
    assert!(output.err.contains(say::CLI.token_unknown()) && output.err.contains("busy"), "{output:?}");
    assert!(!output.err.contains('\u{1b}'), "an answer must not control the terminal: {output:?}");
}

#[test]
fn what_can_not_be_right_is_not_sent() {
    let world = World::start(&[]);
    let output = world.token("0f5c8a51-90c6-4dd1-8c22-1d8bb2d2c0aa");
    assert_eq!(output.status, Some(2), "{output:?}");
    assert!(output.err.contains(say::CLI.token_secret_is_id()), "{output:?}");
    let output = world.ask("common", APPLICATION, SECRET);
    assert_eq!(output.status, Some(2), "{output:?}");
    assert!(output.err.contains("Directory (tenant) ID"), "{output:?}");
    let output = world.ask(TENANT, "bakery", SECRET);
    assert_eq!(output.status, Some(2), "{output:?}");
    assert!(output.err.contains("Application (client) ID"), "{output:?}");
    assert!(world.endpoint.all().is_empty(), "nothing was sent");
}

#[test]
fn the_secret_goes_only_to_a_server_with_a_valid_certificate() {
    let world = World::start(&[("200 OK", "{}")]);
    let other = tempfile::tempdir().expect("a folder");
    let dns = world.dns.address().to_string();
    let roots = Authority::default().save(other.path()).display().to_string();
    let stranger = Terminal::new(&[("SEALPOST_DNS", dns), ("SEALPOST_EXTRA_ROOTS", roots)]);
    let arguments = ["token", "--tenant", TENANT, "--application", APPLICATION, "--secret-stdin"];
    let output = stranger.run(&arguments, &format!("{SECRET}\n"));
    assert_eq!((output.status, &*output.out), (Some(2), ""), "{output:?}");
    assert!(output.err.contains("nothing was sent"), "{output:?}");
    assert!(world.endpoint.all().is_empty(), "the request was sent");
}
