//! Links that were cut, guessed, replaced, or only opened.

use std::{fs, os::unix::fs::PermissionsExt};

use shared::{
    details::SecretKind,
    open::Identities,
    rules::Security,
    seal::seal,
    secret::Secret,
    status::{Status, Step},
    wire::{
        AlarmRequest, BoardRow, CheckMessage, DiscoverRequest, HelpRequest, Progress, ReissueRequest,
        ReportRequest, SealedCheck, Situation, SubmitRequest,
    },
};
use support::{
    agency::{Agency, parsed},
    blind::{Line, relay_to},
    client::{Check, Client, answers, nonsense},
};

use crate::{assert_problem, pin_of_strangers, set_up};

#[test]
fn a_wrong_token_and_a_wrong_link_get_the_same_answer() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let other = agency.new_link().0;
    let client = agency.client(&made.link);

    let wrong_token = client.api.with_token(other.token().expose()).get(&client.path(""));
    let unknown_link = agency.client(&other).api.get(&agency.client(&other).path(""));
    assert_problem(&wrong_token, 404, "link-unknown");
    assert_eq!(wrong_token.body, unknown_link.body, "strangers can't find out which links exist");

    let locator = client.link.locator().to_string();
    let other_start = if locator.starts_with('a') { "b" } else { "a" };
    let altered = client.path("").replace(&locator, &format!("{other_start}{}", &locator[1..]));
    assert_problem(&client.api.get(&altered), 404, "link-unknown");
    let cut = &client.path("")[..20];
    assert_problem(&client.api.get(cut), 404, "link-unknown");
    assert_eq!(client.view().status, Status::Waiting, "the link itself still works");
}

/// Asserts that every route of the link refuses a request that it would accept with a valid link.
fn assert_shut(agency: &Agency, client: &Client, id: &str) {
    let before = agency.seen(id);
    let reached = Progress { step: Some(Step::Details), ..Progress::default() };
    let recipients = client.link.pin();
    let request = SubmitRequest { sealed: nonsense(), recipients, secret_expires_at: None };
    let discover = DiscoverRequest { address: parsed("ada@shop.test") };
    let sealed = SealedCheck { sealed: b"age-encryption.org/v1".to_vec() };
    let help = HelpRequest { step: Step::Welcome, situation: Situation::Nothing, note: None, call: None };
    for answer in [
        client.api.get(&client.path("")),
        client.progress(&reached),
        client.api.post(&client.path("/discover"), &discover),
        client.submit(&request),
        client.api.send("POST", &client.path("/withdraw"), &[]),
        client.api.post(&client.path("/report"), &ReportRequest::default()),
        client.api.post(&client.path("/alarm"), &AlarmRequest { seen: pin_of_strangers() }),
        client.api.post(&client.path("/help"), &help),
        client.api.get(&client.path("/check/key")),
        client.api.post(&client.path("/check"), &sealed),
    ] {
        assert_problem(&answer, 410, "link-revoked");
    }
    let by_server = || Check::open(&agency.url, &client.link).receive();
    let Some(CheckMessage::Refused { problem }) = by_server() else { panic!("a check began") };
    assert_eq!(problem.code, "link-revoked");
    let to = relay_to("smtp.gmail.com", 465, Security::ImplicitTls);
    match Line::open(&agency.url, &client.link, &to).err().as_deref() {
        Some([CheckMessage::Refused { problem }]) => assert_eq!(problem.code, "link-revoked"),
        other => panic!("{other:?}"),
    }
    assert_eq!(agency.seen(id), before, "nothing must change");
}

#[test]
fn a_replaced_or_revoked_link_opens_nothing() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let old = agency.client(&made.link);
    let address = Some(parsed("ada@shop.test"));
    let reached = Progress { step: Some(Step::Provider), address, ..Progress::default() };
    old.progress(&reached).assert_empty();

    let (link, new) = agency.new_link();
    let path = format!("/api/onboardings/{}/reissue", made.id);
    let _: BoardRow = agency.manager.post(&path, &ReissueRequest { link: new, days: 7 }).json();
    assert_shut(&agency, &old, &made.id);
    let client = agency.client(&link);
    assert_eq!(client.view().progress.address, reached.address, "the progress is kept");

    let revoke = format!("/api/onboardings/{}/revoke", made.id);
    let revoked: BoardRow = agency.manager.send("POST", &revoke, &[]).json();
    assert_eq!(revoked.status, Status::Revoked);
    assert_shut(&agency, &client, &made.id);
    assert_shut(&agency, &old, &made.id);
}

#[test]
fn reading_changes_nothing() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let before = agency.seen(&made.id);
    let verbs = ["", "/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm", "/help"];
    let check = format!("/api/check/{}", made.link.locator());
    for path in verbs.map(|verb| client.path(verb)).iter().chain([&check]) {
        client.api.get(path);
        server.api().get(path);
        client.api.try_send("HEAD", path, &[]).expect("an answer");
    }
    for page in ["/o", "/staff", "/"] {
        server.api().get(page);
    }
    assert_eq!(agency.seen(&made.id), before, "a scanner that opens a link uses nothing up");
}

/// Someone with write access to the database replaces the technician's key with their own.
#[test]
fn a_changed_recipient_set_raises_an_alarm() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    assert_eq!(client.view().recipients.pin(), made.link.pin(), "the pins match before the change");

    let (ours, theirs) = (&agency.identities.public_keys()[0], &Identities::generate().public_keys()[0]);
    server.behind_its_back(&format!(
        "UPDATE recipient_set SET content = replace(content, '{ours}', '{theirs}')"
    ));

    // The page compares the recipients before it seals anything, and reports the set that it was shown.
    let shown = client.view().recipients;
    assert!(shown.recipients().iter().any(|recipient| recipient.key() == theirs), "{shown:?}");
    assert_ne!(shown.pin(), made.link.pin());
    let login = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    let secret = Secret::from_text(SecretKind::AppPassword, "abcdefghijklmnop".into()).expect("a secret");
    assert!(
        seal(&made.link, &shown, &login, &secret, 1_800_000_000).is_err(),
        "nothing must be sealed to it"
    );
    client.api.post(&client.path("/alarm"), &AlarmRequest { seen: shown.pin() }).assert_empty();

    let activity = agency.seen(&made.id).activity;
    let alarms: Vec<_> = activity.iter().filter(|entry| entry.code == "recipients.alarm").collect();
    let [alarm] = alarms[..] else { panic!("{activity:#?}") };
    assert!(alarm.sentence.contains(&shown.pin().to_string()), "{alarm:?}");
    assert!(server.log().contains("a client's page refused its recipient set"), "{}", server.log());
}

#[test]
fn a_link_is_not_a_session_and_a_setup_link_works_once() {
    let (server, agency) = set_up();
    let request = shared::wire::SetupRequest {
        token: server.setup_token(),
        name: "Eve".into(),
        email: parsed("eve@agency.test"),
        password: shared::wire::Password("another long password".into()),
        code: None,
        in_body: true,
    };
    assert_problem(&server.api().post("/api/setup", &request), 410, "setup-unknown");
    let link = agency.new_link().0;
    let api = server.api().with_token(link.token().expose());
    assert_problem(&api.get("/api/session"), 401, "signed-out");
}

/// A service manager's logs can be read by many people for a long time.
#[test]
fn the_first_setup_link_is_in_a_private_file_and_in_no_log() {
    let (mut server, _agency) = set_up();
    let token = server.setup_token();
    let mode = fs::metadata(server.setup_file()).expect("the file exists").permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let log = server.log();
    assert!(!log.contains("#setup=") && !log.contains(&token), "{log}");
    assert!(log.contains("setup-link.txt"), "the log must name the file: {log}");
    server.stop();
    server.restart();
    assert!(!server.setup_file().exists(), "the file is gone once there is an administrator");
}

/// Acts like a scanner that follows links and submits the forms that it finds.
#[test]
fn posting_without_the_links_secret_changes_nothing() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let before = agency.seen(&made.id);
    for verb in ["/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm", "/help"] {
        for body in [&b"{}"[..], b"", b"step=report"] {
            let answer = server.api().send("POST", &client.path(verb), body);
            assert!((400..500).contains(&answer.status), "{verb}: {answer}");
        }
        let answer = server.api().send("POST", &client.path(verb), b"{\"step\":\"report\"}");
        assert_problem(&answer, 404, "link-unknown");
    }
    for page in ["/o", "/", "/staff"] {
        assert_problem(&server.api().send("POST", page, b"{}"), 405, "no-method");
    }
    assert_eq!(agency.seen(&made.id), before);
}
