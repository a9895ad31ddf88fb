//! Tests of the board.

use shared::{
    board::{Group, Need},
    delivery::Answer,
    report::Verdict,
    status::{Status, Step},
    wire::{Board, BoardRow, GroupCount, Role},
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use super::drawn;
use crate::{
    say,
    staff::{board::BoardPage, session::Session},
    tests::{
        DAY, NOW, Page, Server,
        client::problem,
        staff::{brief, me, row, session},
    },
};

const BOARD: &str = "GET /api/onboardings?q=";

fn board(rows: Vec<BoardRow>) -> Board {
    let count = |group: Group| {
        let count = rows.iter().filter(|row| row.group == group).count() as u64;
        (count > 0).then_some(GroupCount { group, count })
    };
    Board { counts: Group::ALL.into_iter().filter_map(count).collect(), rows, next: None }
}

fn manager() -> Session {
    session(me(&[Role::Manager]))
}

async fn page(session: Session) -> Page {
    drawn(session, || html! { <BoardPage /> }).await
}

/// Returns a row for each thing that a row can show.
fn rows() -> Vec<BoardRow> {
    let waiting = row("a", Status::Waiting, Group::NeedsYou);
    let started = row("b", Status::Started, Group::Client);
    let submitted = row("c", Status::Submitted, Group::Technician);
    let done = row("d", Status::Configured, Group::Done);
    vec![
        BoardRow { need: Some(Need::LinkExpiring), expires_at: NOW + DAY, ..waiting.clone() },
        BoardRow {
            need: Some(Need::FormerReader),
            leavers: vec!["Kim Lund".into()],
            id: "a2".into(),
            ..waiting
        },
        BoardRow { step: Step::Details, check: Some(brief(false)), ..started },
        BoardRow { check: Some(brief(true)), report: Some(Verdict::Fail), ..submitted },
        BoardRow { report: Some(Verdict::Ok), delete_at: Some(NOW + 3 * DAY), ..done.clone() },
        BoardRow { id: "d2".into(), mail: Some(Answer::Yes), proven_at: Some(NOW - DAY), ..done.clone() },
        BoardRow {
            id: "d3".into(),
            group: Group::NeedsYou,
            need: Some(Need::MailFails),
            mail: Some(Answer::No),
            proven_at: Some(NOW - 9 * DAY),
            ..done
        },
        row("e", Status::Revoked, Group::Closed),
    ]
}

#[wasm_bindgen_test]
async fn rows_are_grouped_and_show_the_next_action() {
    let server = Server::start();
    server.answers(BOARD, &board(rows()));
    page(manager()).await.matches("main", "staff/board").await;
}

#[wasm_bindgen_test]
async fn a_client_secret_that_expires_says_when() {
    let server = Server::start();
    let today = NOW - NOW.rem_euclid(DAY);
    let done = row("d", Status::Configured, Group::NeedsYou);
    for (days, name) in [
        (10, "staff/board-secret-expires"),
        (0, "staff/board-secret-expires-today"),
        (-1, "staff/board-secret-expired"),
    ] {
        let secret_expires_at = Some(today + days * DAY);
        let due = BoardRow { need: Some(Need::SecretExpiring), secret_expires_at, ..done.clone() };
        server.answers(BOARD, &board(vec![due]));
        let page = page(manager()).await;
        page.matches(".row-card__where", name).await;
        assert!(page.says(say::staff().action_new_link()));
    }
    let unused = BoardRow {
        need: Some(Need::SecretExpiring),
        secret_expires_at: Some(today + DAY),
        ..row("c", Status::Submitted, Group::NeedsYou)
    };
    server.answers(BOARD, &board(vec![unused]));
    let sent = page(manager()).await;
    assert!(sent.says(say::staff().need_secret_expiring()) && sent.says(say::staff().action_see()));
    assert!(!sent.says(say::staff().action_new_link()), "it would delete what the client sent");
    drop(sent);
    let later = BoardRow { secret_expires_at: Some(today + 31 * DAY), ..done };
    server.answers(BOARD, &board(vec![later]));
    assert!(!page(manager()).await.says("April 3, 2027"), "it isn't urgent yet");
}

#[wasm_bindgen_test]
async fn a_client_who_asks_for_help_leads_to_the_onboarding() {
    let server = Server::start();
    let started = row("b", Status::Started, Group::NeedsYou);
    server.answers(BOARD, &board(vec![BoardRow { need: Some(Need::AskedForHelp), ..started }]));
    let page = page(manager()).await;
    assert!(page.says(say::staff().need_asked_for_help()) && page.says(say::staff().action_see()));
    assert!(page.has("a.row-card__next[href='/staff/onboardings/b']"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_message_that_is_not_right_is_marked_even_if_something_else_comes_first() {
    let server = Server::start();
    let done = row("d", Status::Configured, Group::NeedsYou);
    let failing = BoardRow {
        need: Some(Need::FormerReader),
        leavers: vec!["Kim Lund".into()],
        mail: Some(Answer::No),
        proven_at: Some(NOW - DAY),
        ..done
    };
    server.answers(BOARD, &board(vec![failing]));
    let page = page(manager()).await;
    assert!(page.says(say::staff().email_fails()) && !page.says(say::staff().email_arrives()));
}

#[wasm_bindgen_test]
async fn technicians_see_their_own_actions() {
    let server = Server::start();
    server.answers(BOARD, &board(rows()));
    page(session(me(&[Role::Technician]))).await.matches(".groups", "staff/board-technician").await;
}

#[wasm_bindgen_test]
async fn an_empty_board_says_how_to_begin() {
    let server = Server::start();
    server.answers(BOARD, &board(Vec::new()));
    page(manager()).await.matches("main", "staff/board-empty").await;
    let page = page(session(me(&[Role::Technician]))).await;
    assert!(page.says(say::staff().board_empty_wait()));
}

#[wasm_bindgen_test]
async fn a_slow_board_says_that_it_is_loading() {
    let server = Server::start();
    server.is_silent_at(BOARD);
    page(manager()).await.matches("main", "staff/board-loading").await;
}

#[wasm_bindgen_test]
async fn a_failed_board_can_be_loaded_again() {
    let server = Server::start();
    server.refuses(BOARD, &problem(500, "broken"));
    let page = page(manager()).await;
    page.matches("main", "staff/board-failed").await;
    server.answers(BOARD, &board(rows()));
    page.press(say::staff().try_again()).await;
    assert!(page.says("Lindqvist Bakery"));
}

#[wasm_bindgen_test]
async fn the_last_answer_stays_and_is_marked_as_outdated() {
    let server = Server::start();
    server.answers(BOARD, &board(rows()));
    let page = page(manager()).await;
    server.loses(BOARD);
    let seen = Event::new("visibilitychange").expect("an event");
    gloo_utils::document().dispatch_event(&seen).expect("the event is dispatched");
    page.settle().await;
    page.matches(".notice", "staff/board-outdated").await;
    assert!(page.says("Lindqvist Bakery"));
}

#[wasm_bindgen_test]
async fn a_search_starts_after_a_pause_and_says_if_nothing_was_found() {
    let server = Server::start();
    server.answers(BOARD, &board(rows())).answers(&format!("{BOARD}cafe"), &board(Vec::new()));
    let page = page(manager()).await;
    page.type_into("#search", "caf").await;
    page.type_into("#search", "cafe").await;
    page.until(&say::staff().board_found_nothing(&"cafe")).await;
    page.matches(".empty", "staff/board-nothing-found").await;
    assert_eq!(server.was_asked(&format!("{BOARD}caf")), 0, "no search while the person is still typing");
}

#[wasm_bindgen_test]
async fn more_rows_load_on_request() {
    let server = Server::start();
    let first = Board { next: Some("next".into()), ..board(rows()) };
    server.answers(BOARD, &first);
    let page = page(manager()).await;
    page.matches(".more", "staff/board-more").await;
    server.answers(&format!("{BOARD}&after=next"), &board(vec![row("f", Status::Waiting, Group::Client)]));
    page.press(say::staff().board_more()).await;
    assert!(page.has("a[href='/staff/onboardings/f']") && !page.has(".more"));
}

#[wasm_bindgen_test]
async fn an_ended_session_is_noticed() {
    let server = Server::start();
    server.refuses(BOARD, &problem(401, "signed-out"));
    let ended = std::rc::Rc::new(std::cell::Cell::new(false));
    let note = ended.clone();
    let session = Session { ended: Callback::from(move |()| note.set(true)), ..manager() };
    page(session).await;
    assert!(ended.get());
}
