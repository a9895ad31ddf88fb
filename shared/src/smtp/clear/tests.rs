use super::*;
use crate::{check::StageOutcome, smtp::Failure};

fn play(replies: &[&str]) -> (Vec<u8>, Vec<Ended>, bool) {
    let mut clear = Clear::new(&"192.0.2.7".parse().unwrap());
    let (mut written, mut ended, mut replies) = (Vec::new(), Vec::new(), replies.iter());
    let handed_over = loop {
        match clear.want() {
            Want::Write(bytes) => written.extend_from_slice(&bytes),
            Want::StartTls => break true,
            Want::Read => match replies.next() {
                Some(bytes) => clear.received(bytes.as_bytes()),
                None => clear.failed(word::CLOSED, "closed"),
            },
            Want::Done => break false,
        }
    };
    ended.extend(std::iter::from_fn(|| clear.ended()));
    (written, ended, handed_over)
}

const HELLO: &str = "250-mx.test\r\n250 STARTTLS\r\n";

#[test]
fn stops_at_the_handshake() {
    let (written, ended, handed_over) = play(&["220 mx.test\r\n", HELLO, "220 go\r\n"]);
    assert!(handed_over);
    assert_eq!(written, b"EHLO [192.0.2.7]\r\nSTARTTLS\r\n");
    let stages: Vec<_> = ended.iter().map(|ended| (ended.stage, ended.outcome)).collect();
    assert_eq!(stages, [Stage::Greeting, Stage::Ehlo, Stage::Starttls].map(|s| (s, StageOutcome::Ok)));
}

#[test]
fn leftover_bytes_prevent_the_handover() {
    for replies in [
        &["220 x\r\n", HELLO, "220 go\r\n2"][..],
        &["220 x\r\n", HELLO, "220 go\r\n220 again\r\n"],
        &["220 x\r\n", HELLO, "220-go\r\n220 on\r\n\u{16}"],
    ] {
        let (_, ended, handed_over) = play(replies);
        assert!(!handed_over, "{replies:?}");
        let failure = Failure { words: word::STARTTLS_INJECTION.into(), answered: false };
        assert_eq!(ended.last().unwrap().failure, Some(failure), "{replies:?}");
    }
}

#[test]
fn a_rejection_is_answered_with_quit() {
    let (written, ended, handed_over) = play(&["220 x\r\n", HELLO, "454 4.7.0 not now\r\n"]);
    assert!(!handed_over && written.ends_with(b"STARTTLS\r\nQUIT\r\n"));
    assert_eq!(ended.last().unwrap().failure.as_ref().unwrap().words, "454 4.7.0 not now");
    let (written, _, handed_over) = play(&["220 x\r\n", "250 x\r\n"]);
    assert!(!handed_over && written == b"EHLO [192.0.2.7]\r\n");
}
