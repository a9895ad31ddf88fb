//! Tests of parsing the server's messages during a check.

use serde_json::json;
use shared::{
    check::{Stage, StageOutcome},
    wire::{CheckMessage, Checked},
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::message::{Message, checked};
use crate::tests::client::{passed, problem, stage};

wasm_bindgen_test_configure!(run_in_browser);

fn read(message: &CheckMessage) -> Option<Message> {
    Message::read(&serde_json::to_string(message).expect("JSON"))
}

#[wasm_bindgen_test]
fn reads_each_kind_of_message() {
    let key = CheckMessage::Key { key: "age1…".into() };
    assert!(matches!(read(&key), Some(Message::Key(key)) if key == "age1…"));
    let ended = stage(Stage::Tls, StageOutcome::Fail, "CertExpired");
    let message = CheckMessage::Stage { stage: ended.clone() };
    assert!(matches!(read(&message), Some(Message::Stage(stage)) if stage == ended));
    let relay = CheckMessage::Relay { helo: "mail.studio.test".parse().expect("a host") };
    assert!(matches!(read(&relay), Some(Message::Relay(helo)) if helo.to_string() == "mail.studio.test"));
    let closed = CheckMessage::Closed { word: "connection closed".into(), detail: "by them".into() };
    assert!(matches!(read(&closed), Some(Message::Closed { word, .. }) if word == "connection closed"));
    let refused = CheckMessage::Refused { problem: problem(429, "checks-used-up") };
    assert!(matches!(read(&refused), Some(Message::Refused(problem)) if problem.code == "checks-used-up"));
}

#[wasm_bindgen_test]
fn the_last_message_has_the_report_and_the_remaining_checks() {
    let done = CheckMessage::Done { report: Box::new(passed()), checks_left: 3, check_wait: 60 };
    let Some(Message::Done((report, left))) = read(&done) else { panic!("expected the last message") };
    assert_eq!((report, left.checks, left.wait), (passed(), 3, 60));
    let (report, left) = checked(Checked { report: passed(), checks_left: 2, check_wait: 0 });
    assert_eq!((report, left.checks, left.wait), (passed(), 2, 0));
}

#[wasm_bindgen_test]
fn unknown_messages_are_rejected() {
    for message in [
        json!({}),
        json!({ "type": "greeting" }),
        json!({ "type": "key" }),
        json!({ "type": "closed", "word": "reset" }),
        json!({ "type": "done", "report": {}, "checks_left": 1 }),
        json!([]),
    ] {
        assert!(Message::read(&message.to_string()).is_none(), "{message}");
    }
    assert!(Message::read("").is_none());
}
