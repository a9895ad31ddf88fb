//! A website that signs in with an app in place of a password: from the client's link to the configured site, against a
//! token endpoint under Microsoft's name and a real mail server that checks the tokens.

#[path = "grant/account.rs"]
mod account;
#[path = "grant/certificate.rs"]
mod certificate;
#[path = "grant/page.rs"]
mod page;
#[path = "grant/replies.rs"]
mod replies;

use serde_json::{Value, json};
use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage},
    details::SecretText,
    grant::{OauthClient, TokenRequest},
    rules::Security::Starttls,
    wire::{BlindStop, BlindToken, CheckMessage},
};
use support::{
    agency::{Agency, parsed, vouched_by},
    app_key::now,
    blind::{Line, Shut, Tls, check_with_app, relay_with_token, trusting},
    command::Terminal,
    lab::PROVIDER_HOST,
    leaks::Canary,
    proxy::Recorder,
    server::Server,
    tenant::{APPLICATION, CLIENT_SECRET, MAILBOX, OFFICE_HOST, TENANT, TOKEN_MARK, Tenant},
};

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Returns what the client sends.
fn details(secret: &str) -> Value {
    json!({
        "provider": "microsoft-365", "address": MAILBOX,
        "tenant": TENANT, "application": APPLICATION, "client_secret": secret,
    })
}

/// A technician with a key, and an onboarding for it.
struct World {
    tenant: Tenant,
    server: Server,
    agency: Agency,
    technician: Terminal,
    client: Terminal,
}

impl World {
    fn start(tenant: Tenant) -> Self {
        let server = tenant.server();
        let agency = Agency::set_up(&server);
        let technician = Terminal::of_technician(&server, &agency, &tenant.settings());
        let client = Terminal::new(&tenant.settings());
        Self { tenant, server, agency, technician, client }
    }
}

#[test]
fn from_the_link_to_the_configured_site_without_a_password() {
    let World { tenant, server, agency, technician, client } = World::start(Tenant::start());
    let made = agency.onboarding("Bakery", TENANT);
    let link = made.link.url(&server.url());
    let mut details = details(CLIENT_SECRET);
    // An address literal, because the system's resolver, which the test message uses, doesn't know the provider's name.
    details["host"] = json!(format!("{}:587", tenant.mail.address()));
    let receipt = client.run(&["seal", &link, "--json"], &details.to_string());
    receipt.well();
    let open = |more: &[&str]| {
        technician.run(
            &[&["open", &made.id, "-i", "key.txt", "--accept-manager", &vouched_by()][..], more].concat(),
            "",
        )
    };
    let opened = read(open(&["--json"]).well());
    assert_eq!(opened["secret_kind"], "oauth-client");
    assert_eq!(
        opened["secret"],
        json!({
            "tenant": TENANT, "application": APPLICATION, "client_secret": CLIENT_SECRET,
        })
    );
    assert_eq!((&opened["username"], &opened["port"]), (&json!(MAILBOX), &json!(587)));

    let tried = open(&["--check", "--send-test", "someone@agency.test", "--configured"]);
    assert!(!tried.well().contains(CLIENT_SECRET), "it's shown only at a terminal or on request");
    let message = tenant.mail.wait_for_message("Delivered-To: someone@agency.test");
    assert!(!message.contains(CLIENT_SECRET) && !message.contains(TOKEN_MARK), "{message}");

    let token = technician.run(&["token", &made.id, "-i", "key.txt"], "");
    assert!(token.well().trim_end().ends_with(TOKEN_MARK), "{token:?}");
    assert!(!format!("{tried:?}").contains(TOKEN_MARK), "a token is only printed on request");
    assert!(Canary::new(CLIENT_SECRET).found_in(server.log().as_bytes()).is_none());
}

/// Returns the app with this client secret.
fn app(secret: &str) -> OauthClient {
    let secret = SecretText::new(secret.into()).expect("a secret");
    OauthClient::new(parsed(TENANT), parsed(APPLICATION), secret).expect("a Value")
}

/// Returns the report at the end of a check.
fn report(messages: &[CheckMessage]) -> &CheckReport {
    match messages.last() {
        Some(CheckMessage::Done { report, .. }) => report,
        other => panic!("{other:?}"),
    }
}

fn names(report: &CheckReport) -> Vec<&'static str> {
    report.stages.iter().map(|stage| stage.stage.as_str()).collect()
}

#[test]
fn a_browser_gets_the_token_and_the_server_sees_neither_it_nor_the_secret() {
    let World { tenant, server, agency, .. } = World::start(Tenant::start());
    let recorder = Recorder::before(server.address());
    let to = relay_with_token(OFFICE_HOST, 587, Starttls);
    let made = agency.onboarding("Bakery", TENANT);
    let check = |secret: &str| {
        check_with_app(&recorder.url(), &made.link, &to, (&app(secret), MAILBOX), tenant.authority())
    };
    let messages = check(CLIENT_SECRET);
    let well = report(&messages);
    assert_eq!(well.verdict, CheckVerdict::Ok, "{well:#?}\n{}", tenant.mail.log());
    assert_eq!(well.attested_by, Attested::Browser);
    assert!(names(well).starts_with(&["token", "resolve", "connect"]), "{:?}", names(well));
    assert!(well.stages[0].detail.contains("aud=https://outlook.office365.com"), "{:?}", well.stages[0]);

    let messages = check("another-secret~of.this-app");
    let wrong = report(&messages);
    assert_eq!((wrong.verdict, names(wrong)), (CheckVerdict::Fail, vec!["token"]), "{wrong:#?}");
    assert_eq!(wrong.cause, "aad-secret-invalid", "{wrong:#?}");

    for secret in [CLIENT_SECRET, TOKEN_MARK] {
        for passed in recorder.recorded() {
            assert!(Canary::new(secret).found_in(&passed).is_none(), "the server can read a secret");
        }
        assert!(Canary::new(secret).found_in(server.log().as_bytes()).is_none(), "a secret is in the log");
    }
    assert_eq!(tenant.requests.all().len(), 2, "one request for each check");
}

#[test]
fn an_app_without_rights_for_the_mailbox_is_told_apart_from_a_wrong_secret() {
    let World { tenant, server, agency, .. } =
        World::start(Tenant::with_rights_for("someone-else@office.test"));
    let to = relay_with_token(OFFICE_HOST, 587, Starttls);
    let made = agency.onboarding("Bakery", TENANT);
    let app = app(CLIENT_SECRET);
    let messages = check_with_app(&server.url(), &made.link, &to, (&app, MAILBOX), tenant.authority());
    let report = report(&messages);
    let last = report.stages.iter().find(|stage| stage.stage == Stage::Auth).expect("it signed in");
    assert_eq!(report.verdict, CheckVerdict::Fail, "{report:#?}");
    assert!(report.cause != "aad-secret-invalid" && !last.detail.contains(TOKEN_MARK), "{report:#?}");
}

#[test]
fn only_the_endpoint_of_the_mail_servers_provider_is_reached() {
    let World { server, agency, .. } = World::start(Tenant::start());
    let made = agency.onboarding("Bakery", TENANT);
    for host in ["smtp.zoho.eu", "mail.office.test"] {
        let to = relay_with_token(host, 587, Starttls);
        let refused = Line::open_token(&server.url(), &made.link, &to).err().expect("there is no endpoint");
        assert!(matches!(refused[..], [CheckMessage::Refused { .. }]), "{refused:?}");
    }
    // Google's endpoint isn't in this DNS. The server asks for it, and not for Microsoft's.
    let to = relay_with_token(PROVIDER_HOST, 587, Starttls);
    let messages = Line::open_token(&server.url(), &made.link, &to).err().expect("no connection");
    let report = report(&messages);
    assert_eq!((report.cause.as_str(), names(report)), ("token-silent", vec!["token"]), "{report:#?}");
    assert!(report.stages[0].detail.contains("oauth2.googleapis.com"), "{report:#?}");
}

/// Opens a relay to the token endpoint, and does the handshake as Microsoft's.
fn token_line(world: &World) -> Line {
    let made = world.agency.onboarding("Bakery", TENANT);
    let to = relay_with_token(OFFICE_HOST, 587, Starttls);
    Line::open_token(&world.server.url(), &made.link, &to).expect("the endpoint is there")
}

fn http(request: &TokenRequest) -> String {
    let (path, form) = (request.path(), request.form());
    format!("POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{form}", form.len())
}

#[test]
fn a_second_request_and_too_many_bytes_end_the_relay() {
    let world = World::start(Tenant::start());
    let config = trusting(world.tenant.authority());
    let host = parsed(shared::grant::MICROSOFT);
    let request = http(&app(CLIENT_SECRET).token_request(now()).expect("a request"));

    let mut line = token_line(&world);
    let mut tls = Tls::shake(&mut line, &host, &config);
    tls.say(request.as_bytes());
    tls.read_until(TOKEN_MARK).expect("the first request is answered");
    tls.say(request.as_bytes());
    assert!(
        matches!(tls.shut(), Shut::Closed { word, .. } if word == "relay-closed" || word == "connection closed")
    );
    assert_eq!(world.tenant.requests.all().len(), 1, "the second request didn't pass");

    let mut line = token_line(&world);
    let mut tls = Tls::shake(&mut line, &host, &config);
    tls.say(&vec![b'x'; 17 * 1024]);
    assert!(matches!(tls.shut(), Shut::Closed { word, .. } if word == "relay-closed"));

    let mut line = token_line(&world);
    let other = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Tls::shake(&mut line, &parsed("login.live.com"), &config);
    }));
    assert!(other.is_err(), "a handshake for another host must not pass");
}

#[test]
fn a_result_that_contradicts_what_passed_is_refused() {
    let world = World::start(Tenant::start());
    let mut line = token_line(&world);
    let stage = serde_json::from_value(json!({
        "stage": "token", "outcome": "fail", "millis": 1, "detail": "AADSTS7000215",
    }));
    let words = "AADSTS7000215".to_owned();
    let stopped = Some(BlindStop { stage: Stage::Token, answered: true, words });
    line.report(&BlindToken { stage: stage.expect("a stage"), stopped });
    let messages = line.rest();
    assert!(
        matches!(messages[..], [CheckMessage::Refused { .. }]),
        "nothing came from the endpoint: {messages:?}"
    );
}
