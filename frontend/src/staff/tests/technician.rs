//! Tests of the queue, and of a client's settings, opened with the technician's key.

use shared::{
    board::Group,
    grant::OauthClient,
    link::Link,
    retention::Days,
    seal::seal,
    secret::Secret,
    status::Status,
    wire::{BoardRow, Queue, SealedSubmission, StoredApprovals},
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::technician::Technician,
    tests::{
        DAY, NOW, Page, Server,
        client::{IDENTITIES, answers, app, link, problem, recipients},
        staff::{ada, delivery, me, row, session, submission, submission_through},
    },
};

const QUEUE: &str = "GET /api/queue";
const SEALED: &str = "GET /api/onboardings/7K2M/sealed";
const COLLECTED: &str = "POST /api/onboardings/7K2M/collected";

fn submitted(status: Status) -> BoardRow {
    row("7K2M", status, Group::Technician)
}

/// Returns a server with this submission.
fn server(submission: &SealedSubmission) -> Server {
    let server = Server::start();
    server.answers(SEALED, submission).answers(COLLECTED, &submitted(Status::Collected));
    server
}

async fn page() -> Page {
    drawn(session(ada()), || html! { <Technician id="7K2M" /> }).await
}

/// Opens the settings with this key.
async fn opened(identity: &str) -> Page {
    let page = page().await;
    page.type_into("#key-text", identity).await;
    page.press(say::technician().key_file_use()).await;
    page
}

/// Opens the settings with Ada's key, after comparing the manager's key.
async fn compared() -> Page {
    let page = opened(IDENTITIES[0]).await;
    page.press(say::technician().origin_key_same()).await;
    page
}

async fn queue(server: &Server, queue: &Queue) -> Page {
    server.answers(QUEUE, queue);
    drawn(session(ada()), || html! { <Technician /> }).await
}

#[wasm_bindgen_test]
async fn the_queue_lists_waiting_and_soon_deleted_submissions() {
    let server = Server::start();
    let deleting = vec![BoardRow { delete_at: Some(NOW + DAY), ..submitted(Status::Configured) }];
    let page =
        queue(&server, &Queue { rows: vec![submitted(Status::Submitted)], more: true, deleting }).await;
    page.matches("main", "staff/queue").await;
}

#[wasm_bindgen_test]
async fn an_empty_queue_says_when_submissions_appear() {
    let server = Server::start();
    let empty = Queue { rows: Vec::new(), more: false, deleting: Vec::new() };
    queue(&server, &empty).await.matches(".empty", "staff/queue-empty").await;
    let mut technician = ada();
    technician.key = None;
    let page = drawn(session(technician), || html! { <Technician /> }).await;
    page.matches(".notice", "staff/queue-no-key").await;
}

#[wasm_bindgen_test]
async fn sealed_settings_ask_for_the_key() {
    let _server = server(&submission());
    page().await.matches("main", "staff/open").await;
}

#[wasm_bindgen_test]
async fn another_key_does_not_open_the_settings() {
    let mut other = submission();
    let only_ada = recipients().recipients()[..1].to_vec();
    other.recipients = shared::recipients::RecipientSet::new(4, only_ada).expect("a valid set");
    let _server = server(&other);
    // A valid key that belongs to neither of the two technicians.
    let stranger = shared::open::Identities::generate();
    let page = opened(stranger.to_file().as_str()).await;
    page.matches(".notice", "staff/open-other-key").await;
}

#[wasm_bindgen_test]
async fn settings_from_a_new_manager_cannot_be_used_before_comparing_keys() {
    let _server = server(&submission());
    let page = opened(IDENTITIES[0]).await;
    page.matches(".notice", "staff/opened-new-manager").await;
    page.matches("section[aria-labelledby='details']", "staff/opened-unknown").await;
    assert!(!page.has("#settings"), "the settings can't be copied yet");
}

#[wasm_bindgen_test]
async fn after_comparing_keys_the_settings_can_be_used_and_hide_the_secret() {
    let _server = server(&submission());
    let page = compared().await;
    page.matches("section[aria-labelledby='details']", "staff/opened").await;
    page.matches("section[aria-labelledby='settings-title']", "staff/opened-settings").await;
    assert!(!page.says("abcdefghijklmnop"), "the secret is hidden until it's requested");
    page.press(say::technician().paste_show_password()).await;
    assert!(page.says("abcdefghijklmnop"));
    page.press(say::technician().paste_hide_password()).await;
    assert!(!page.says("abcdefghijklmnop"));
    drop(page);
    // The manager's key is already known.
    assert!(!opened(IDENTITIES[0]).await.says(say::technician().origin_key_same()));
}

#[wasm_bindgen_test]
async fn opened_settings_say_when_their_client_secret_expires() {
    let sent = |expires: Option<&str>| {
        let app: OauthClient = app("8Q~value").expiring(expires.map(|day| day.parse().expect("a day")));
        let sealed = seal(&link(), &recipients(), &answers(), &Secret::OauthClient(app), NOW);
        SealedSubmission { sealed: sealed.expect("encryption works"), ..submission() }
    };
    let say = say::technician();
    for (expires, expected) in [
        (Some("2028-05-30"), Some("May 30, 2028".to_owned())),
        (Some("2027-03-01"), Some(say.opened_expired(&"March 1, 2027"))),
        (None, None),
    ] {
        let _server = server(&sent(expires));
        let page = opened(IDENTITIES[0]).await;
        assert_eq!(page.says(say.opened_expires()), expected.is_some(), "{expires:?}");
        assert!(expected.is_none_or(|day| page.says(&day)), "{expires:?}: {}", page.text());
    }
}

#[wasm_bindgen_test]
async fn settings_from_another_link_are_forged() {
    let other = Link::new(recipients().pin(), |secret| secret.fill(9));
    let _server = server(&submission_through(&other));
    let page = opened(IDENTITIES[0]).await;
    page.matches(".notice", "staff/opened-forged").await;
    assert!(!page.has("#settings"));
}

#[wasm_bindgen_test]
async fn the_server_learns_that_settings_were_opened_and_configured() {
    let server = server(&submission());
    let page = compared().await;
    assert!(server.was_asked(COLLECTED) > 0);
    page.matches("section[aria-labelledby='done']", "staff/opened-done").await;
    let configured = BoardRow { delete_at: Some(NOW + 7 * DAY), ..submitted(Status::Configured) };
    server.answers("POST /api/onboardings/7K2M/configured", &configured);
    server.answers("GET /api/onboardings/7K2M/delivery", &delivery());
    assert!(!page.says(say::staff().prove()));
    page.press(say::technician().done_mark()).await;
    page.matches("section[aria-labelledby='saved']", "staff/opened-saved").await;
    assert!(page.says(say::staff().prove()));
    server.answers("POST /api/onboardings/7K2M/saved-elsewhere", &submitted(Status::Cleared));
    page.press(say::technician().saved_delete()).await;
    assert!(page.says(say::technician().progress_cleared()));
    assert!(page.says(say::staff().prove()));
}

#[wasm_bindgen_test]
async fn without_retention_there_is_only_one_button() {
    let _server = server(&SealedSubmission { keep: Days::NONE, ..submission() });
    let page = compared().await;
    assert!(page.says(say::technician().done_deleted_now()));
    assert!(!page.says(say::technician().done_mark_saved()));
}

#[wasm_bindgen_test]
async fn a_failed_collected_request_can_be_retried() {
    let server = server(&submission());
    server.loses(COLLECTED);
    let page = opened(IDENTITIES[0]).await;
    assert!(page.says(say::technician().progress_untold()));
    server.answers(COLLECTED, &submitted(Status::Collected));
    page.press(say::technician().progress_untold_retry()).await;
    assert!(page.says(say::technician().progress_opened()));
}

#[wasm_bindgen_test]
async fn settings_are_reencrypted_for_accepted_recipients() {
    let server = server(&submission());
    server.answers("GET /api/recipients", &recipients());
    server.answers("GET /api/me/approvals", &StoredApprovals { sealed: None });
    server.answers("PUT /api/me/approvals", &());
    let page = drawn(session(ada()), || html! { <Technician id="7K2M" reseal=true /> }).await;
    page.matches("main", "staff/reencrypt").await;
    page.type_into("#key-text", IDENTITIES[0]).await;
    page.press(say::technician().key_file_use()).await;
    // Both technicians are in the set that the client's file lists.
    page.matches("section[aria-labelledby='recipients']", "staff/reencrypt-recipients").await;
    server.refuses("POST /api/onboardings/7K2M/reseal", &problem(409, "changed"));
    page.press(say::technician().reencrypt_button()).await;
    assert!(page.says("The server says changed."));
    server.answers("POST /api/onboardings/7K2M/reseal", &submitted(Status::Collected));
    page.press(say::technician().reencrypt_button()).await;
    assert!(page.says(&say::technician().reencrypt_done_for(&"Lindqvist Bakery")));
}

#[wasm_bindgen_test]
async fn deleted_settings_show_an_error() {
    let server = Server::start();
    server.refuses(SEALED, &problem(404, "not-found"));
    let page = drawn(session(me(&[])), || html! { <Technician id="7K2M" /> }).await;
    assert!(page.says(say::staff().not_found()));
}
