//! Dialogues, most of them with senders that want to harm us.

use proptest::prelude::*;

use super::*;

const KNOWN: &str = "x7@agency.test";
/// An address of which it can't be found out now whether it is known.
const UNCERTAIN: &str = "later@agency.test";
const MAIL: &str = "EHLO mx.host.test\r\nMAIL FROM:<ada@shop.test>\r\nRCPT TO:<x7@agency.test>\r\n";

/// What a sender gets to see, and what is delivered.
#[derive(Debug, Default, PartialEq)]
struct Heard {
    replies: Vec<String>,
    delivered: Vec<Received>,
    /// How many replies came before the message was delivered.
    replies_before: usize,
    is_closed: bool,
    /// The most bytes that were kept at any time.
    kept: usize,
}

impl Heard {
    /// Returns the replies' codes, and those of each line of the reply to EHLO as one.
    fn codes(&self) -> String {
        let codes: Vec<&str> = self.replies.iter().map(|reply| &reply[..3]).collect();
        codes.join(" ")
    }

    fn message(&self) -> &[u8] {
        &self.delivered[0].message
    }
}

/// Sends the pieces, one after another. What is left of a piece before a handshake is dropped.
fn play<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Heard {
    let mut session = Session::new("mx.agency.test".parse().unwrap(), "192.0.2.7".parse().unwrap());
    let (mut pieces, mut rest, mut heard) = (pieces.into_iter(), &[][..], Heard::default());
    loop {
        match session.want() {
            Want::Write(reply) => heard.replies.push(String::from_utf8(reply).unwrap()),
            Want::StartTls => {
                rest = &[];
                session.tls_done(TlsVersion::Tls13);
            }
            Want::Accepts(address) if address.as_str() == UNCERTAIN => session.answer(Accepts::Later),
            Want::Accepts(address) => session.answer((address.as_str() == KNOWN).into()),
            Want::Deliver(received) => {
                heard.replies_before = heard.replies.len();
                heard.delivered.push(*received);
            }
            Want::Read if rest.is_empty() => match pieces.next() {
                Some(piece) => rest = piece,
                None => return heard,
            },
            Want::Read => {
                rest = &rest[session.received(rest)..];
                heard.kept = heard.kept.max(session.kept());
            }
            Want::Done => {
                heard.is_closed = true;
                return heard;
            }
        }
    }
}

fn say(text: &str) -> Heard {
    play([text.as_bytes()])
}

#[test]
fn a_message_is_delivered_with_its_envelope() {
    let heard = say(&format!("{MAIL}DATA\r\nFrom: ada@shop.test\r\n\r\n..dot\r\n...\r\n.\r\nQUIT\r\n"));
    assert_eq!(heard.codes(), "220 250 250 250 354 250 221");
    assert_eq!(heard.replies_before, 5, "it is delivered before the reply that it was accepted");
    assert_eq!(heard.message(), b"From: ada@shop.test\r\n\r\n.dot\r\n..\r\n");
    let envelope = Envelope {
        helo: "mx.host.test".into(),
        mail_from: ReversePath::Address("ada@shop.test".into()),
        rcpt_to: KNOWN.parse().unwrap(),
        peer: "192.0.2.7".parse().unwrap(),
        tls: None,
    };
    assert_eq!(heard.delivered[0].envelope, envelope);
    assert!(!format!("{:?}", heard.delivered[0]).contains("dot"), "the text must not be printed");
}

#[test]
fn only_what_is_offered_is_announced() {
    let plain = say("EHLO a.test\r\n").replies.pop().unwrap();
    let tls = say("EHLO a.test\r\nSTARTTLS\r\n").replies.pop().unwrap();
    assert!(tls.starts_with("220 "), "{tls}");
    for line in ["250-mx.agency.test\r\n", "250-STARTTLS\r\n", "250-SIZE 262144\r\n", "250-8BITMIME\r\n"] {
        assert!(plain.contains(line), "{plain}");
    }
    for absent in ["SMTPUTF8", "AUTH", "VRFY", "PIPELINING", "CHUNKING", "DSN"] {
        assert!(!plain.contains(absent), "{plain}");
    }
    let hello: [&[u8]; 2] = [b"STARTTLS\r\n", b"EHLO a.test\r\n"];
    let encrypted = play(hello).replies.pop().unwrap();
    assert!(encrypted.contains("250-SIZE") && !encrypted.contains("STARTTLS"), "{encrypted}");
}

/// A dialogue's name and text, the codes of its replies after the greeting, and whether the connection is closed.
type Dialogue = (&'static str, String, &'static str, bool);

fn assert_replies(dialogues: impl IntoIterator<Item = Dialogue>) {
    for (name, text, codes, is_closed) in dialogues {
        let heard = say(&text);
        assert_eq!((heard.codes(), heard.is_closed), (format!("220 {codes}"), is_closed), "{name}");
    }
}

#[test]
fn senders_and_recipients_get_the_right_replies() {
    let ehlo = "EHLO a.test\r\n";
    let from = "EHLO a.test\r\nMAIL FROM:<>\r\n";
    let many = "RCPT TO:<x7@agency.test>\r\n".repeat(2);
    assert_replies([
        ("quits at once", "QUIT\r\n".to_owned(), "221", true),
        ("older hello", "HELO a.test\r\nNOOP\r\nRSET\r\n".into(), "250 250 250", false),
        (
            "lowercase",
            "ehlo a.test\r\nmail from:<ada@shop.test> body=8bitmime size=10\r\n".into(),
            "250 250",
            false,
        ),
        ("no hello", "MAIL FROM:<ada@shop.test>\r\n".into(), "503", false),
        ("hello without a name", "EHLO\r\nHELO a b\r\n".into(), "501 501", false),
        ("wrong order", format!("{ehlo}RCPT TO:<x7@agency.test>\r\nDATA\r\n"), "250 503 503", false),
        ("two senders", format!("{from}MAIL FROM:<>\r\n"), "250 250 503", false),
        ("no recipient", format!("{from}DATA\r\n"), "250 250 554", false),
        (
            "unknown recipient",
            format!("{from}RCPT TO:<y8@agency.test>\r\nDATA\r\n"),
            "250 250 550 554",
            false,
        ),
        ("relay", format!("{from}RCPT TO:<ada@other.test>\r\n"), "250 250 550", false),
        ("percent relay", format!("{from}RCPT TO:<x7%other.test@agency.test>\r\n"), "250 250 550", false),
        ("routed recipient", format!("{from}RCPT TO:<@other.test:x7@agency.test>\r\n"), "250 250 250", false),
        ("same recipient twice", format!("{from}{many}"), "250 250 250 250", false),
        ("two recipients", format!("{MAIL}RCPT TO:<y8@agency.test>\r\n"), "250 250 250 452", false),
        (
            "many unknown recipients",
            format!("{from}{}", "RCPT TO:<y8@agency.test>\r\n".repeat(6)),
            "250 250 550 550 550 550 550 452",
            false,
        ),
        ("reset forgets", format!("{MAIL}RSET\r\nDATA\r\n"), "250 250 250 250 503", false),
        ("too large", format!("{ehlo}MAIL FROM:<> SIZE=262145\r\n"), "250 552", false),
        ("absurdly large", format!("{ehlo}MAIL FROM:<> SIZE=99999999999999999999\r\n"), "250 552", false),
        ("size isn't a number", format!("{ehlo}MAIL FROM:<> SIZE=x\r\n"), "250 501", false),
        ("not offered", format!("{ehlo}MAIL FROM:<a@b.test> SMTPUTF8\r\n"), "250 555", false),
        (
            "recipient with a parameter",
            format!("{from}RCPT TO:<x7@agency.test> NOTIFY=NEVER\r\n"),
            "250 250 555",
            false,
        ),
        (
            "bad senders",
            format!("{ehlo}MAIL FROM:<a b@c.test>\r\nMAIL FROM:<a>\r\nMAIL FROM:a@b.test\r\n"),
            "250 501 501 501",
            false,
        ),
        ("quoted sender", format!("{ehlo}MAIL FROM:<\"a > b\"@c.test>\r\n"), "250 250", false),
    ]);
}

#[test]
fn other_lines_get_the_right_replies() {
    let ehlo = "EHLO a.test\r\n";
    assert_replies([
        ("no information", "VRFY x7\r\nEXPN x7\r\nHELP\r\n".into(), "252 502 502", false),
        ("no sign-in", format!("{ehlo}AUTH PLAIN AGEAYg==\r\n"), "250 502", false),
        ("unknown command", "XYZZY\r\n\r\n".into(), "500 500", false),
        ("UTF-8", format!("{ehlo}MAIL FROM:<ä@b.test>\r\n"), "250 500", false),
        ("a browser", "POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO a.test\r\n".into(), "421", true),
        ("TLS from the start", "\u{16}\u{3}\u{1}\0\u{1}\r\n".into(), "500", false),
        ("encrypted twice", "STARTTLS\r\n".into(), "220", false),
        ("command with too much", "STARTTLS now\r\nDATA now\r\nQUIT now\r\n".into(), "501 501 501", false),
        ("long command", format!("NOOP {}\r\n", "x".repeat(506)), "500", true),
        ("longest command", format!("NOOP {}\r\n", "x".repeat(505)), "250", false),
        ("endless command", "x".repeat(100_000), "500", true),
        ("LF only", "EHLO a.test\nQUIT\n".into(), "521", true),
        ("CR only", "EHLO a.test\rQUIT\r\n".into(), "521", true),
        ("eleven errors", "X\r\n".repeat(11), "500 500 500 500 500 500 500 500 500 500 421", true),
        ("no QUIT", format!("{MAIL}DATA\r\nHi\r\n.\r\n"), "250 250 250 354 250", false),
        (
            "a second message",
            format!("{MAIL}DATA\r\nHi\r\n.\r\nMAIL FROM:<>\r\n"),
            "250 250 250 354 250 421",
            true,
        ),
    ]);
}

#[test]
fn a_connection_has_only_so_many_commands() {
    let heard = say(&"NOOP\r\n".repeat(41));
    assert_eq!((heard.replies.len(), heard.is_closed), (42, true));
    assert!(heard.replies.last().unwrap().starts_with("421"));
}

/// RFC 3207, section 4.2: nothing that was sent or said before the handshake counts after it.
#[test]
fn what_comes_before_the_handshake_is_forgotten() {
    let injected = format!("{MAIL}STARTTLS\r\nRSET\r\nMAIL FROM:<eve@evil.test>\r\n");
    let after: &[u8] = b"DATA\r\nMAIL FROM:<ada@shop.test>\r\n";
    let heard = play([injected.as_bytes(), after]);
    assert_eq!(heard.codes(), "220 250 250 250 220 503 503");
    let mail = format!("{MAIL}DATA\r\nHi\r\n.\r\n");
    let heard = play([b"STARTTLS\r\n", mail.as_bytes()]);
    assert_eq!(heard.delivered[0].envelope.tls, Some(TlsVersion::Tls13));
}

/// SMTP smuggling: other servers end a message at one of these, and read the rest as a second message.
#[test]
fn only_one_sequence_ends_a_message() {
    let ends = [
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r\n.\r",
        "\r.\r\n",
        "\r.\r",
        "\r\n.\r.\r\n",
        "\r\r\n.\r\n",
        "\r\n\0.\r\n",
    ];
    for end in ends {
        let text = format!("{MAIL}DATA\r\nHi{end}MAIL FROM:<eve@evil.test>\r\n");
        let heard = say(&text);
        assert!(heard.delivered.is_empty(), "{end:?}");
        let is_refused = heard.codes() == "220 250 250 250 354 521" && heard.is_closed;
        assert!(is_refused || end.contains('\0'), "{end:?}: {heard:?}");
    }
}

#[test]
fn messages_that_do_not_fit_are_rejected_at_their_end() {
    let line = format!("{}\r\n", "x".repeat(998));
    let dotted = format!("..{}\r\n", "x".repeat(997));
    let full = MESSAGE_MAX / 1000;
    for (name, text, code, delivers) in [
        ("the longest line", line.clone(), "250", true),
        ("the longest line with a dot", dotted, "250", true),
        ("a longer line", format!("x{line}"), "554", false),
        ("a much longer line", "x".repeat(500_000) + "\r\n", "554", false),
        ("a full message", line.repeat(full), "250", true),
        ("a fuller message", line.repeat(full + 1), "552", false),
    ] {
        let heard = say(&format!("{MAIL}DATA\r\n{text}.\r\nNOOP\r\n"));
        assert_eq!(heard.codes(), format!("220 250 250 250 354 {code} 250"), "{name}");
        assert_eq!(heard.delivered.len(), usize::from(delivers), "{name}");
        assert!(heard.kept <= MESSAGE_MAX + TEXT_LINE_MAX, "{name}: {}", heard.kept);
    }
}

/// What can't be delivered anymore isn't kept until its end.
#[test]
fn a_message_is_dropped_as_soon_as_it_is_rejected() {
    let mut session = Session::new("mx.agency.test".parse().unwrap(), "192.0.2.7".parse().unwrap());
    let text = format!("{MAIL}DATA\r\nHi\r\n{}\r\nHi\r\n", "x".repeat(1000));
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        match session.want() {
            Want::Accepts(_) => session.answer(Accepts::Yes),
            Want::Read => rest = &rest[session.received(rest)..],
            _ => {}
        }
    }
    assert_eq!(session.kept(), 0);
}

/// A sender that can't be told yet tries again later, instead of giving up.
#[test]
fn an_address_that_cannot_be_looked_up_is_deferred() {
    let start = "EHLO mx.host.test\r\nMAIL FROM:<ada@shop.test>\r\n";
    let heard =
        say(&format!("{start}RCPT TO:<{UNCERTAIN}>\r\nDATA\r\nRCPT TO:<{KNOWN}>\r\nDATA\r\nHi\r\n.\r\n"));
    assert_eq!(heard.codes(), "220 250 250 451 554 250 354 250");
    assert_eq!(heard.message(), b"Hi\r\n");
}

/// A message that never ends isn't read forever.
#[test]
fn a_flood_ends_the_connection() {
    for piece in ["x".repeat(998) + "\r\n", "x".repeat(1000)] {
        let flood = piece.repeat((MESSAGE_MAX + EXCESS_MAX) / 1000 + 3);
        let heard = say(&format!("{MAIL}DATA\r\n{flood}"));
        assert_eq!((heard.codes().as_str(), heard.is_closed), ("220 250 250 250 354 552", true));
    }
}

#[test]
fn a_slow_sender_is_told_once() {
    let mut session = Session::new("mx.agency.test".parse().unwrap(), "192.0.2.7".parse().unwrap());
    assert!(matches!(session.want(), Want::Write(_)));
    session.received(b"EHL");
    session.timed_out();
    session.timed_out();
    assert_eq!(session.want(), Want::Write(b"421 4.4.2 Timed out\r\n".to_vec()));
    assert_eq!(session.want(), Want::Done);
    assert_eq!((session.received(b"O a.test\r\n"), session.kept()), (0, 0));
}

/// Returns the pieces between these places.
fn pieces<'a>(bytes: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.sort_unstable();
    let starts = [0].into_iter().chain(cuts.iter().copied());
    starts.zip(cuts.iter().copied().chain([bytes.len()])).map(|(start, end)| &bytes[start..end]).collect()
}

/// Lines that a sender may send, right or wrong.
fn lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        4 => Just(MAIL.as_bytes().to_vec()),
        2 => Just(b"DATA\r\n".to_vec()),
        2 => Just(b".\r\n".to_vec()),
        1 => Just(b"..\r\n".to_vec()),
        1 => Just(b"RSET\r\n".to_vec()),
        1 => Just(b"\n".to_vec()),
        1 => Just(b"\r".to_vec()),
        1 => Just(b"QUIT\r\n".to_vec()),
        2 => proptest::collection::vec(any::<u8>(), 0..40),
        1 => (500usize..1100).prop_map(|length| vec![b'x'; length]),
    ];
    proptest::collection::vec(line, 0..12).prop_map(|lines| lines.concat())
}

proptest! {
    /// How the network cuts the bytes makes no difference.
    #[test]
    fn any_split_gives_the_same_replies(
        bytes in lines(),
        cuts in proptest::collection::vec(any::<usize>(), 0..20),
    ) {
        let whole = play([&bytes[..]]);
        let split = play(pieces(&bytes, &cuts));
        prop_assert_eq!(&whole.replies, &split.replies);
        prop_assert_eq!(&whole.delivered, &split.delivered);
        prop_assert_eq!(whole.is_closed, split.is_closed);
    }

    #[test]
    fn no_more_than_the_limits_is_kept(bytes in lines(), times in 1usize..40) {
        let heard = play(std::iter::repeat_n(&bytes[..], times));
        prop_assert!(heard.kept <= MESSAGE_MAX + TEXT_LINE_MAX, "{}", heard.kept);
        prop_assert!(heard.replies.len() <= usize::try_from(COMMANDS_MAX).unwrap() + 14);
        prop_assert!(heard.delivered.len() <= 1);
        for received in &heard.delivered {
            let text = &received.message;
            let is_bare = |at: usize| text[at] == b'\n' && (at == 0 || text[at - 1] != b'\r');
            prop_assert!(!(0..text.len()).any(is_bare), "a bare LF in {:?}", text);
        }
    }
}
