//! The client's routes.

use axum::http::StatusCode;
use shared::{
    link::{Link, Token},
    open::{is_from_link, open, open_link},
    status::{Status, Step},
    wire::{
        AlarmRequest, BoardRow, ClientView, Onboarding, Progress, Receipt, ReissueRequest, SealedSubmission,
    },
};

use super::{Server, fixture};

const DAY: i64 = 24 * 3600;

fn path(link: &Link, verb: &str) -> String {
    format!("/api/o/{}{verb}", link.locator())
}

#[tokio::test]
async fn the_whole_journey_from_link_to_configured() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let token = link.token();

    let view: ClientView = server.get(&path(&link, ""), &token).await.json(StatusCode::OK);
    assert_eq!((view.status, view.step, view.checks_left), (Status::Waiting, Step::Welcome, 5));
    assert_eq!((view.recipients.pin(), view.manager.as_str()), (link.pin(), "Mia"));

    let progress = Progress {
        step: Some(Step::Details),
        address: Some("shop@bakery.test".parse().unwrap()),
        provider: Some("google-workspace".into()),
        server: None,
    };
    server.post(&path(&link, "/progress"), &token, &progress).await.is_empty_with(StatusCode::NO_CONTENT);
    let back = Progress { step: Some(Step::Provider), ..Progress::default() };
    server.post(&path(&link, "/progress"), &token, &back).await.is_empty_with(StatusCode::NO_CONTENT);
    let view: ClientView = server.get(&path(&link, ""), &token).await.json(StatusCode::OK);
    assert_eq!((view.status, view.step), (Status::Started, Step::Details), "the furthest step is kept");
    assert_eq!(view.progress, Progress { step: Some(Step::Provider), ..progress }, "the progress is kept");

    let submission = fixture::submission(&link, &set, "abcdefghijklmnop");
    let first = server.post(&path(&link, "/submission"), &token, &submission).await;
    let first: Receipt = first.json(StatusCode::CREATED);
    server.later(60);
    let again = server.post(&path(&link, "/submission"), &token, &submission).await;
    assert_eq!(again.json::<Receipt>(StatusCode::OK), first, "the same receipt");
    let other = fixture::submission(&link, &set, "another");
    server.post(&path(&link, "/submission"), &token, &other).await.problem(409, "already-submitted");

    let one = format!("/api/onboardings/{}", row.id);
    let sealed = server.get(&format!("{one}/sealed"), &server.technician).await;
    let sealed: SealedSubmission = sealed.json(StatusCode::OK);
    let opened = open(&server.identity, &sealed.sealed.file).unwrap();
    assert_eq!(opened.secret.text().expose(), "abcdefghijklmnop");
    let sealed_link = open_link(&server.identity, &sealed.sealed_link).unwrap().link;
    assert!(is_from_link(&sealed_link, &sealed.sealed, &opened));

    for _ in 0..2 {
        let row = server.post(&format!("{one}/collected"), &server.technician, &()).await;
        assert_eq!(row.json::<BoardRow>(StatusCode::OK).status, Status::Collected);
    }
    for _ in 0..2 {
        let row = server.post(&format!("{one}/configured"), &server.technician, &()).await;
        assert_eq!(row.json::<BoardRow>(StatusCode::OK).status, Status::Configured);
    }
    let shown: Onboarding = server.get(&one, &server.manager).await.json(StatusCode::OK);
    let codes: Vec<&str> = shown.activity.iter().map(|entry| entry.code.as_str()).collect();
    let expected =
        ["site.configured", "submission.collected", "submission.stored", "client.step", "onboarding.created"];
    assert_eq!(codes, expected, "each is logged once");
    assert!(shown.receipt.unwrap().collected_at.is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_fifty_parallel_submissions_wins() {
    let server = Server::new().await;
    let (_, link, set) = server.onboarding().await;
    let (path, token) = (path(&link, "/submission"), link.token());
    let submissions: Vec<_> = (0..50).map(|n| fixture::submission(&link, &set, &format!("no {n}"))).collect();
    let crowd = submissions.iter().map(|submission| server.post(&path, &token, submission));
    let answers = futures_util::future::join_all(crowd).await;
    let won: Vec<usize> = (0..50).filter(|&n| answers[n].status == StatusCode::CREATED).collect();
    assert_eq!(won.len(), 1);
    for (n, answer) in answers.iter().enumerate().filter(|(n, _)| *n != won[0]) {
        answer.problem(409, "already-submitted");
        assert_ne!(n, won[0]);
    }
    let kept = server.store().submission(&link.locator()).await.unwrap().unwrap();
    assert_eq!(kept.sealed, submissions[won[0]].sealed);
}

#[tokio::test]
async fn a_file_not_sealed_for_these_recipients_is_refused() {
    let server = Server::new().await;
    let (_, link, set) = server.onboarding().await;
    let (path, token) = (path(&link, "/submission"), link.token());
    let good = fixture::submission(&link, &set, "x");
    let mut plain = good.clone();
    plain.sealed.file = b"{\"secret\":\"x\"}".to_vec();
    let problem = server.post(&path, &token, &plain).await.problem(422, "not-sealed");
    assert_eq!(problem.field.as_deref(), Some("sealed"));
    let mut short = good.clone();
    short.sealed.tag.pop();
    server.post(&path, &token, &short).await.problem(422, "not-sealed");
    let mut swapped = good.clone();
    fixture::technician(server.store(), "Eve").await;
    swapped.recipients = server.store().recipients().await.unwrap().unwrap().pin();
    server.post(&path, &token, &swapped).await.problem(409, "recipients-differ");
    let accepted = server.post(&path, &token, &good).await;
    assert_eq!(accepted.status, StatusCode::CREATED, "the link's own set is accepted, even with a newer one");
}

/// The date is the only thing in the sealed file that is stored outside it too, and only if the client sends it.
#[tokio::test]
async fn the_day_on_which_a_client_secret_expires_is_stored_only_if_it_is_sent() {
    let server = Server::new().await;
    let today = server.app.now() - server.app.now().rem_euclid(DAY);
    let seen = async |row: &BoardRow| {
        let seen = server.get(&format!("/api/onboardings/{}", row.id), &server.manager).await;
        seen.json::<Onboarding>(StatusCode::OK).row.secret_expires_at
    };
    let (row, link, set) = server.onboarding().await;
    let submission = fixture::submission(&link, &set, "x");
    let old = serde_json::json!({ "sealed": submission.sealed, "recipients": submission.recipients });
    let stored = server.post(&path(&link, "/submission"), &link.token(), &old).await;
    stored.json::<Receipt>(StatusCode::CREATED);
    assert_eq!(seen(&row).await, None, "an older page sends no date");

    let (row, link, set) = server.onboarding().await;
    let (path, token) = (path(&link, "/submission"), link.token());
    let with = |at: i64| {
        let submission = fixture::submission(&link, &set, "x");
        shared::wire::SubmitRequest { secret_expires_at: Some(at), ..submission }
    };
    for at in [today - DAY, today + 1, today + 6 * 366 * DAY, i64::MIN] {
        let problem = server.post(&path, &token, &with(at)).await.problem(422, "secret-expiry");
        assert_eq!(problem.field.as_deref(), Some("secret_expires_at"), "{at}");
    }
    assert_eq!(seen(&row).await, None, "nothing was stored");
    let at = today + 20 * DAY;
    let stored = server.post(&path, &token, &with(at)).await;
    stored.json::<Receipt>(StatusCode::CREATED);
    assert_eq!(seen(&row).await, Some(at));
    let board = server.get("/api/onboardings", &server.manager).await;
    let board: shared::wire::Board = board.json(StatusCode::OK);
    let listed = board.rows.iter().find(|listed| listed.id == row.id).expect("a row");
    assert_eq!(
        (listed.secret_expires_at, listed.need),
        (Some(at), Some(shared::board::Need::SecretExpiring))
    );

    let withdraw = format!("/api/o/{}/withdraw", link.locator());
    server.post(&withdraw, &token, &()).await.is_empty_with(StatusCode::NO_CONTENT);
    assert_eq!(seen(&row).await, None, "it's forgotten with the settings");
}

#[tokio::test]
async fn a_wrong_token_and_an_unknown_link_get_the_same_answer() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let (other, _) = fixture::link(server.store()).await;
    let wrong = server.get(&path(&link, ""), &other.token()).await;
    let unknown = server.get(&path(&other, ""), &other.token()).await;
    let strange = server.get("/api/o/nonsense", &other.token()).await;
    let problem = wrong.problem(404, "link-unknown");
    assert_eq!(problem, unknown.problem(404, "link-unknown"));
    assert_eq!(problem, strange.problem(404, "link-unknown"));
    let nobody = super::request("GET", &path(&link, ""), None).body(axum::body::Body::empty()).unwrap();
    assert_eq!(server.send(nobody).await.problem(404, "link-unknown"), problem);
    let in_the_query = format!("{}?token={}", path(&link, ""), link.token().expose());
    let request = super::request("GET", &in_the_query, None).body(axum::body::Body::empty()).unwrap();
    server.send(request).await.problem(404, "link-unknown");
}

#[tokio::test]
async fn closed_links_tell_their_holders_why() {
    let server = Server::new().await;
    let stranger = Token::received("stranger");
    let (row, link, _) = server.onboarding().await;
    let revoke = format!("/api/onboardings/{}/revoke", row.id);
    for _ in 0..2 {
        let row: BoardRow = server.post(&revoke, &server.manager, &()).await.json(StatusCode::OK);
        assert_eq!(row.status, Status::Revoked);
    }
    server.get(&path(&link, ""), &link.token()).await.problem(410, "link-revoked");
    server.get(&path(&link, ""), &stranger).await.problem(404, "link-unknown");

    let (_, link, set) = server.onboarding().await;
    let submission = fixture::submission(&link, &set, "x");
    server.post(&path(&link, "/submission"), &link.token(), &submission).await;
    for _ in 0..2 {
        let gone = server.post(&path(&link, "/withdraw"), &link.token(), &()).await;
        gone.is_empty_with(StatusCode::NO_CONTENT);
    }
    assert_eq!(server.store().submission(&link.locator()).await.unwrap(), None, "the sealed file is deleted");
    let progress = Progress::default();
    server.post(&path(&link, "/progress"), &link.token(), &progress).await.problem(410, "withdrawn");
    let again = server.post(&path(&link, "/submission"), &link.token(), &submission).await;
    again.problem(410, "withdrawn");
}

#[tokio::test]
async fn a_link_expires_once() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    server.later(14 * 24 * 3600 - 1);
    assert_eq!(server.get(&path(&link, ""), &link.token()).await.status, StatusCode::OK);
    server.later(1);
    server.get(&path(&link, ""), &link.token()).await.problem(410, "link-expired");
    let submission = fixture::submission(&link, &set, "x");
    server.post(&path(&link, "/submission"), &link.token(), &submission).await.problem(410, "link-expired");
    let one = format!("/api/onboardings/{}", row.id);
    // The sessions have expired by now.
    let manager = fixture::person(server.store(), "Max", &[shared::wire::Role::Manager]).await;
    let token = sealpost_core::session::me(manager.clone());
    let session = Token::received(&token.id);
    server.store().open_session(session.hash(), &manager, "", 20, server.app.now()).await.unwrap();
    let shown: Onboarding = server.get(&one, &session).await.json(StatusCode::OK);
    assert_eq!(shown.row.status, Status::Expired, "computed before it is recorded");
    for expected in [1, 0] {
        let recorded = sealpost_core::link::expire(server.store(), server.app.now()).await.unwrap();
        assert_eq!(recorded, expected, "recorded once");
    }

    let (new, set) = fixture::link(server.store()).await;
    let request = ReissueRequest { link: fixture::new_link(&new, &set), days: 7 };
    let row: BoardRow = server.post(&format!("{one}/reissue"), &session, &request).await.json(StatusCode::OK);
    assert_eq!(row.status, Status::Waiting);
    assert_eq!(server.get(&path(&new, ""), &new.token()).await.status, StatusCode::OK);
    server.get(&path(&link, ""), &link.token()).await.problem(410, "link-revoked");
    server.post(&format!("{one}/reissue"), &session, &request).await.problem(409, "link-used");
}

#[tokio::test]
async fn a_swapped_recipient_set_is_reported_to_staff() {
    let server = Server::new().await;
    let (row, link, set) = server.onboarding().await;
    let request = AlarmRequest { seen: set.pin() };
    for _ in 0..5 {
        let noted = server.post(&path(&link, "/alarm"), &link.token(), &request).await;
        noted.is_empty_with(StatusCode::NO_CONTENT);
    }
    server.post(&path(&link, "/alarm"), &link.token(), &request).await.problem(429, "too-often");
    let shown = server.get(&format!("/api/onboardings/{}", row.id), &server.manager).await;
    let shown: Onboarding = shown.json(StatusCode::OK);
    assert_eq!(shown.activity[0].code, "recipients.alarm");
}

#[tokio::test]
async fn invalid_progress_is_refused() {
    let server = Server::new().await;
    let (_, link, _) = server.onboarding().await;
    let (path, token) = (path(&link, "/progress"), link.token());
    let unknown = Progress { provider: Some("no-such".into()), ..Progress::default() };
    let problem = server.post(&path, &token, &unknown).await.problem(422, "provider-unknown");
    assert_eq!(problem.field.as_deref(), Some("provider"));
    let bad = serde_json::json!({ "step": "guide", "address": "ada", "provider": null });
    let problem = server.post(&path, &token, &bad).await.problem(422, "not-an-address");
    assert_eq!(problem.field.as_deref(), Some("address"));
    for form in ["literal:a\x1b]0;x\x07", "literal:\u{202e}ada", "literal:ada\u{200b}"] {
        let hidden = serde_json::json!({
            "provider": "",
            "server": { "host": "mail.shop.test", "port": 465, "security": "implicit-tls", "username_form": form },
        });
        let problem = server.post(&path, &token, &hidden).await.problem(422, "hidden-character");
        assert_eq!(problem.field.as_deref(), Some("server"), "{form:?}");
    }
    let ahead = Progress { step: Some(Step::Report), ..Progress::default() };
    server.post(&path, &token, &ahead).await.is_empty_with(StatusCode::NO_CONTENT);
    let view: ClientView =
        server.get(&format!("/api/o/{}", link.locator()), &token).await.json(StatusCode::OK);
    assert_eq!(view.step, Step::Check, "nothing was submitted, so the check is the last step");
}
