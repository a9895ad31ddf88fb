//! A client hands a step over to someone else.

use axum::http::StatusCode;
use shared::{
    details::SecretText,
    grant::OauthClient,
    hand_over::{Answer, HandedStep},
    link::{HandOverLink, Link, Salt, Token},
    seal::Sealed,
    wire::{
        HandOver, HandOverAnswer, HandOverRequest, HandOverView, Onboarding, ReissueRequest, RevokeHandOver,
    },
};

use super::{Server, fixture};

const DAY: i64 = 24 * 3600;

/// Derives the link with this salt, as the client's page does.
fn derived(link: &Link, seed: u8) -> (HandOverLink, Salt) {
    let salt = Salt::new(|bytes| bytes.fill(seed));
    (link.hand_over(HandedStep::App, salt), salt)
}

/// Returns what the client's page sends for a link with this salt.
pub(super) fn request(link: &Link, seed: u8) -> HandOverRequest {
    let (made, salt) = derived(link, seed);
    let token_hash = made.token().hash().to_vec();
    HandOverRequest { step: HandedStep::App, salt, locator: made.locator(), token_hash }
}

/// Hands the step over. Returns its link.
pub(super) async fn made(server: &Server, link: &Link, seed: u8) -> HandOverLink {
    let made = server.post(&client(link, ""), &link.token(), &request(link, seed)).await;
    made.json::<HandOver>(StatusCode::CREATED);
    derived(link, seed).0
}

/// Returns what the administrator's page sends.
pub(super) fn answer(link: &HandOverLink, secret: &str) -> HandOverAnswer {
    HandOverAnswer { sealed: values(secret).seal(link).unwrap() }
}

fn values(secret: &str) -> Answer {
    let application = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5".parse().unwrap();
    let secret = SecretText::new(secret.into()).unwrap();
    let app = OauthClient::new("bakery.test".parse().unwrap(), application, secret).unwrap();
    Answer::App(app)
}

fn client(link: &Link, verb: &str) -> String {
    format!("/api/o/{}/handovers{verb}", link.locator())
}

fn helper(link: &HandOverLink, verb: &str) -> String {
    format!("/api/h/{}{verb}", link.locator())
}

async fn listed(server: &Server, link: &Link) -> Vec<HandOver> {
    server.get(&client(link, ""), &link.token()).await.json(StatusCode::OK)
}

/// Asserts that the link to the step doesn't work anymore, with this code.
async fn is_closed(server: &Server, link: &HandOverLink, (status, code): (u16, &str)) {
    server.get(&helper(link, ""), &link.token()).await.problem(status, code);
    server.post(&helper(link, "/opened"), &link.token(), &()).await.problem(status, code);
    let late = answer(link, "late");
    server.post(&helper(link, "/done"), &link.token(), &late).await.problem(status, code);
}

#[tokio::test]
async fn a_step_goes_to_the_administrator_and_its_answer_comes_back() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let made = made(&server, &link, 1).await;
    let view: HandOverView = server.get(&helper(&made, ""), &made.token()).await.json(StatusCode::OK);
    assert_eq!((view.client.as_str(), view.site.as_str()), ("Bakery Roth", "bakery.test"));
    assert_eq!((view.mailbox.as_str(), view.done_at), ("shop@bakery.test", None));
    assert_eq!(view.expires_at, server.app.now() + 7 * DAY);
    let waiting = listed(&server, &link).await;
    assert_eq!((waiting[0].opened_at, &waiting[0].sealed), (None, &None), "reading the page records nothing");

    for _ in 0..2 {
        let opened = server.post(&helper(&made, "/opened"), &made.token(), &()).await;
        opened.is_empty_with(StatusCode::NO_CONTENT);
    }
    let answered = answer(&made, "canary~horse");
    for _ in 0..2 {
        let done = server.post(&helper(&made, "/done"), &made.token(), &answered).await;
        done.is_empty_with(StatusCode::NO_CONTENT);
    }
    let other = answer(&made, "another");
    server.post(&helper(&made, "/done"), &made.token(), &other).await.problem(409, "hand-over-done");

    let kept = listed(&server, &link).await;
    let [kept] = &kept[..] else { panic!("{kept:?}") };
    let again = link.hand_over(kept.step, kept.salt);
    let opened = Answer::open(&again, kept.step, kept.sealed.as_ref().unwrap()).unwrap();
    assert_eq!(opened, values("canary~horse"));
    let shown: Onboarding =
        server.get(&format!("/api/onboardings/{}", row.id), &server.manager).await.json(StatusCode::OK);
    let codes: Vec<&str> = shown.activity.iter().map(|entry| entry.code.as_str()).collect();
    assert_eq!(codes, ["step.done", "step.opened", "step.handed-over", "onboarding.created"]);
    let done: HandOverView = server.get(&helper(&made, ""), &made.token()).await.json(StatusCode::OK);
    assert!(done.done_at.is_some());

    let submission = fixture::submission(&link, &set, "x");
    let path = format!("/api/o/{}/submission", link.locator());
    assert_eq!(server.post(&path, &link.token(), &submission).await.status, StatusCode::CREATED);
    assert_eq!(listed(&server, &link).await, [], "the answer isn't needed anymore");
    let kept = server.store().hand_over(&made.locator()).await.unwrap().unwrap();
    assert_eq!(kept.sealed, None, "the file is deleted");
    is_closed(&server, &made, (410, "hand-over-ended")).await;
    let late = server.post(&client(&link, ""), &link.token(), &request(&link, 2)).await;
    late.problem(409, "already-submitted");
}

#[tokio::test]
async fn neither_token_works_for_the_other_link() {
    let server = Server::new().await;
    let (_, link, set) = server.onboarding().await;
    let (_, neighbor, _) = server.onboarding().await;
    let foreign = made(&server, &neighbor, 1).await;
    let made = made(&server, &link, 1).await;
    let submission = serde_json::to_value(fixture::submission(&link, &set, "x")).unwrap();
    for (path, body) in [
        ("/progress", serde_json::json!({})),
        ("/submission", submission),
        ("/withdraw", serde_json::Value::Null),
        ("/handovers", serde_json::to_value(request(&link, 2)).unwrap()),
        ("/handovers/revoke", serde_json::json!({ "step": "app" })),
    ] {
        // With the client's locator, and with its own.
        for locator in [link.locator(), made.locator()] {
            let path = format!("/api/o/{locator}{path}");
            server.post(&path, &made.token(), &body).await.problem(404, "link-unknown");
        }
    }
    server.get(&format!("/api/o/{}", link.locator()), &made.token()).await.problem(404, "link-unknown");
    server.get(&client(&link, ""), &made.token()).await.problem(404, "link-unknown");
    for token in [link.token(), foreign.token(), neighbor.token(), Token::received("nobody")] {
        server.get(&helper(&made, ""), &token).await.problem(404, "link-unknown");
        server.post(&helper(&made, "/opened"), &token, &()).await.problem(404, "link-unknown");
        let answer = answer(&made, "forged");
        server.post(&helper(&made, "/done"), &token, &answer).await.problem(404, "link-unknown");
    }
    server.get(&format!("/api/h/{}", link.locator()), &link.token()).await.problem(404, "link-unknown");
    assert_eq!(listed(&server, &link).await[0].sealed, None);
    assert_eq!(listed(&server, &neighbor).await.len(), 1, "another client's step is untouched");
}

#[tokio::test]
async fn a_revoked_or_replaced_link_is_closed() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let first = made(&server, &link, 1).await;
    let done = server.post(&helper(&first, "/done"), &first.token(), &answer(&first, "x")).await;
    done.is_empty_with(StatusCode::NO_CONTENT);
    let second = made(&server, &link, 2).await;
    is_closed(&server, &first, (410, "hand-over-ended")).await;
    let again = server.post(&client(&link, ""), &link.token(), &request(&link, 1)).await;
    again.problem(409, "link-used");
    assert_eq!(listed(&server, &link).await.len(), 1);
    let revoke = RevokeHandOver { step: HandedStep::App };
    for _ in 0..2 {
        let revoked = server.post(&client(&link, "/revoke"), &link.token(), &revoke).await;
        revoked.is_empty_with(StatusCode::NO_CONTENT);
    }
    assert_eq!(listed(&server, &link).await, []);
    is_closed(&server, &second, (410, "hand-over-ended")).await;
    let unknown = serde_json::json!({ "step": "everything" });
    server.post(&client(&link, "/revoke"), &link.token(), &unknown).await.problem(422, "wrong-form");
}

#[tokio::test]
async fn a_link_expires_after_seven_days_and_never_after_the_clients() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let first = made(&server, &link, 1).await;
    server.later(7 * DAY - 1);
    assert_eq!(server.get(&helper(&first, ""), &first.token()).await.status, StatusCode::OK);
    server.later(1);
    is_closed(&server, &first, (410, "link-expired")).await;
    assert_eq!(listed(&server, &link).await, []);
    // The client's link has seven days left, of which one passes.
    server.later(DAY);
    let second = made(&server, &link, 2).await;
    let view: HandOverView = server.get(&helper(&second, ""), &second.token()).await.json(StatusCode::OK);
    assert_eq!(view.expires_at, server.app.now() + 6 * DAY);
    let store = server.store();
    for expected in [1, 0] {
        let ended = sealpost_core::hand_over::expire(store, server.app.now() + 6 * DAY).await.unwrap();
        assert_eq!(ended, expected);
    }
}

#[tokio::test]
async fn closing_the_onboarding_closes_the_step() {
    for way in ["revoke", "reissue", "withdraw"] {
        let server = Server::new().await;
        let (row, link, _) = server.onboarding().await;
        let made = made(&server, &link, 1).await;
        let one = format!("/api/onboardings/{}/{way}", row.id);
        let closed = match way {
            "withdraw" => {
                server.post(&format!("/api/o/{}/withdraw", link.locator()), &link.token(), &()).await
            }
            "reissue" => {
                let (new, set) = fixture::link(server.store()).await;
                let request = ReissueRequest { link: fixture::new_link(&new, &set), days: 7 };
                server.post(&one, &server.manager, &request).await
            }
            _ => server.post(&one, &server.manager, &()).await,
        };
        assert!(closed.status.is_success(), "{way}: {}", closed.text());
        is_closed(&server, &made, (410, "hand-over-ended")).await;
    }
}

#[tokio::test]
async fn only_a_small_sealed_file_is_an_answer() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let made = made(&server, &link, 1).await;
    let good = answer(&made, "x").sealed;
    let age = |length: usize| {
        let mut file = good.file.clone();
        file.resize(length, 7);
        Sealed { file, tag: good.tag.clone() }
    };
    for (what, sealed, code) in [
        ("no age file", Sealed { file: b"{}".to_vec(), tag: vec![0; 32] }, "not-sealed"),
        ("a short tag", Sealed { tag: vec![0; 31], ..good.clone() }, "not-sealed"),
        ("one byte too many", age(20 * 1024 + 1), "too-long"),
    ] {
        let sent = server.post(&helper(&made, "/done"), &made.token(), &HandOverAnswer { sealed }).await;
        assert_eq!(sent.problem(422, code).field.as_deref(), Some("sealed"), "{what}");
    }
    let huge = HandOverAnswer { sealed: age(64 * 1024) };
    server.post(&helper(&made, "/done"), &made.token(), &huge).await.problem(413, "too-large");
    let largest = HandOverAnswer { sealed: age(20 * 1024) };
    let sent = server.post(&helper(&made, "/done"), &made.token(), &largest).await;
    sent.is_empty_with(StatusCode::NO_CONTENT);
    let hash = HandOverRequest { token_hash: vec![1; 31], ..request(&link, 2) };
    server.post(&client(&link, ""), &link.token(), &hash).await.problem(422, "not-a-link");
}

#[tokio::test]
async fn without_a_mailbox_there_is_nothing_to_hand_over() {
    let server = Server::new().await;
    let (link, set) = fixture::link(server.store()).await;
    let mut new = fixture::create_request(&link, &set);
    new.address = None;
    assert_eq!(server.post("/api/onboardings", &server.manager, &new).await.status, StatusCode::CREATED);
    let asked = server.post(&client(&link, ""), &link.token(), &request(&link, 1)).await;
    asked.problem(409, "address-missing");
}
