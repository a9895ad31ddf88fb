//! Links that somebody has cut, guessed, replaced or merely opened.

use shared::{
    status::{Status, Step},
    wire::{AlarmRequest, BoardRow, Progress, ReissueRequest, SubmitRequest},
};
use support::{agency::parsed, client::nonsense};

use crate::{assert_problem, pin_of_strangers, set_up};

#[test]
fn a_wrong_token_is_as_unknown_as_a_wrong_link() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let other = agency.new_link().0;
    let client = agency.client(&made.link);

    let wrong_token = client.api.with_token(other.token().expose()).get(&client.path(""));
    let unknown_link = agency.client(&other).api.get(&agency.client(&other).path(""));
    assert_problem(&wrong_token, 404, "link-unknown");
    assert_eq!(wrong_token.body, unknown_link.body, "nobody can find out which links exist");

    let locator = client.link.locator().to_string();
    let other_start = if locator.starts_with('a') { "b" } else { "a" };
    let altered = client.path("").replace(&locator, &format!("{other_start}{}", &locator[1..]));
    assert_problem(&client.api.get(&altered), 404, "link-unknown");
    let cut = &client.path("")[..20];
    assert_problem(&client.api.get(cut), 404, "link-unknown");
    assert_eq!(client.view().status, Status::Waiting, "and the link itself still works");
}

#[test]
fn a_link_that_was_replaced_or_taken_back_lets_nobody_in() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let old = agency.client(&made.link);
    let reached = Progress {
        step: Some(Step::Provider),
        address: Some(parsed("ada@shop.test")),
        ..Progress::default()
    };
    old.progress(&reached).assert_empty();

    let (link, new) = agency.new_link();
    let path = format!("/api/onboardings/{}/reissue", made.id);
    let _: BoardRow = agency.manager.post(&path, &ReissueRequest { link: new, days: 7 }).json();
    let request = SubmitRequest { sealed: nonsense(), recipients: link.pin() };
    for answer in [old.api.get(&old.path("")), old.progress(&reached), old.submit(&request)] {
        assert_problem(&answer, 410, "link-revoked");
    }
    let client = agency.client(&link);
    assert_eq!(client.view().progress.address, reached.address, "what was told stays");

    let revoked: BoardRow =
        agency.manager.send("POST", &format!("/api/onboardings/{}/revoke", made.id), &[]).json();
    assert_eq!(revoked.status, Status::Revoked);
    assert_problem(&client.api.get(&client.path("")), 410, "link-revoked");
}

#[test]
fn reading_changes_nothing() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let before = agency.seen(&made.id);
    let verbs = ["", "/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm"];
    let check = format!("/api/check/{}", made.link.locator());
    for path in verbs.map(|verb| client.path(verb)).iter().chain([&check]) {
        client.api.get(path);
        server.api().get(path);
        client.api.try_send("HEAD", path, &[]).expect("an answer");
    }
    for page in ["/o", "/staff", "/"] {
        server.api().get(page);
    }
    assert_eq!(agency.seen(&made.id), before, "a scanner that opens a link burns nothing");
}

#[test]
fn a_changed_recipient_set_raises_the_alarm() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let request = AlarmRequest { seen: pin_of_strangers() };
    client.api.post(&client.path("/alarm"), &request).assert_empty();
    let activity = agency.seen(&made.id).activity;
    assert!(activity.iter().any(|entry| entry.code.contains("alarm")), "{activity:#?}");
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

/// As a scanner that follows links, and sends the forms that it finds.
#[test]
fn posting_without_the_links_secret_changes_nothing() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let before = agency.seen(&made.id);
    for verb in ["/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm"] {
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
