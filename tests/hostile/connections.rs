//! Bodies that are too large, and requests that arrive in pieces.

use shared::{status::Status, wire::BODY_MAX};
use support::http::Stream;

use crate::{assert_problem, set_up};

#[test]
fn bodies_have_a_size_limit() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let padded = |length: usize| {
        let mut body = b"{\"step\":\"provider\"}".to_vec();
        body.resize(length, b' ');
        client.api.send("POST", &client.path("/progress"), &body)
    };
    assert_problem(&padded(BODY_MAX + 1), 413, "too-large");
    assert_eq!(client.view().status, Status::Waiting);
    padded(BODY_MAX).assert_empty();
    assert_eq!(client.view().status, Status::Started);
}

#[test]
fn a_connection_stays_open_after_a_refused_request() {
    let (server, _agency) = set_up();
    let body = b"{\"client\":\"Bakery\"}";
    let head = |length: usize| {
        format!(
            "POST /api/onboardings HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        )
    };
    let mut stream = Stream::connect(server.address());
    for _ in 0..50 {
        // Two writes, as many clients send it. The second may arrive long after the first.
        stream.say(head(body.len()).as_bytes());
        stream.say(body);
        let answer = stream.receive();
        assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("signed-out"), "{answer}");
        assert!(!answer.contains("connection: close"), "{answer}");
    }
    stream.say(head(BODY_MAX + 1).as_bytes());
    stream.say(&vec![b' '; BODY_MAX + 1]);
    let answer = stream.receive();
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("connection: close"), "{answer}");
    // The server doesn't wait for a body whose announced length is far too large.
    let mut stream = Stream::connect(server.address());
    stream.say(head(usize::MAX / 2).as_bytes());
    let answer = stream.receive();
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("connection: close"), "{answer}");
}
