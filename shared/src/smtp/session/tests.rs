use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;

use super::*;
use crate::{
    details::SecretText,
    smtp::{DETAIL_MAX, Failure, Proof, STAGE_MAX, scram::Scram},
};

const SECRET: &str = "correct horse";
const USER: &str = "ada@shop.test";

fn session(security: Security, address: Option<&str>) -> Session {
    let login = Login {
        username: USER.parse().unwrap(),
        secret: SecretText::new(SECRET.into()).unwrap(),
        proof: Proof::Password,
        address: address.map(|address| address.parse().unwrap()),
    };
    Session::new(security, &"192.0.2.7".parse().unwrap(), login, Nonce::new([7; 18]))
}

/// The result of a simulated session.
#[derive(Debug, Default)]
struct Played {
    before_tls: Vec<u8>,
    after_tls: Vec<u8>,
    ended: Vec<Ended>,
}

impl Played {
    fn written(&self) -> String {
        String::from_utf8([&self.before_tls[..], &self.after_tls].concat()).unwrap()
    }

    fn last(&self) -> (Stage, StageOutcome, &str) {
        let last = self.ended.last().unwrap();
        (last.stage, last.outcome, last.failure.as_ref().map_or("", |failure| &failure.words))
    }

    fn password_sent(&self) -> bool {
        let blob = STANDARD.encode(format!("\0{USER}\0{SECRET}"));
        let written = self.written();
        [SECRET, &STANDARD.encode(SECRET), &blob].iter().any(|form| written.contains(*form))
    }
}

/// Simulates the server. Each time the session wants to read, it gets the next of `replies`. Then the connection closes.
fn play(mut session: Session, replies: &[&[u8]]) -> Played {
    let mut played = Played::default();
    let mut replies = replies.iter();
    let mut tls = false;
    loop {
        match session.want() {
            Want::Write(bytes) if tls => played.after_tls.extend_from_slice(&bytes),
            Want::Write(bytes) => played.before_tls.extend_from_slice(&bytes),
            Want::StartTls => {
                tls = true;
                session.tls_done("TLS 1.3");
            }
            Want::Read => match replies.next() {
                Some(bytes) => session.received(bytes),
                None => session.failed(word::CLOSED, "closed"),
            },
            Want::Done => break,
        }
        while let Some(ended) = session.ended() {
            played.ended.push(ended);
        }
    }
    played
}

fn implicit(replies: &[&str]) -> Played {
    let replies: Vec<&[u8]> = replies.iter().map(|reply| reply.as_bytes()).collect();
    play(session(Security::ImplicitTls, None), &replies)
}

fn starttls(replies: &[&str]) -> Played {
    let replies: Vec<&[u8]> = replies.iter().map(|reply| reply.as_bytes()).collect();
    play(session(Security::Starttls, Some(USER)), &replies)
}

const HELLO: &str = "250-mx.test\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n";
const PLAIN_HELLO: &str = "250-mx.test\r\n250 STARTTLS\r\n";

#[test]
fn implicit_tls_from_greeting_to_quit() {
    let played =
        implicit(&["220 mx.test\r\n", HELLO, "235 2.7.0 Authentication successful\r\n", "221 bye\r\n"]);
    assert_eq!(played.before_tls, b"");
    assert_eq!(
        played.written(),
        "EHLO [192.0.2.7]\r\nAUTH PLAIN AGFkYUBzaG9wLnRlc3QAY29ycmVjdCBob3JzZQ==\r\nQUIT\r\n"
    );
    let stages: Vec<_> = played.ended.iter().map(|ended| ended.stage).collect();
    assert_eq!(stages, [Stage::Tls, Stage::Greeting, Stage::Ehlo, Stage::Auth, Stage::Quit]);
    assert_eq!(played.ended[3].detail, "235 2.7.0 Authentication successful");
    assert!(played.ended.iter().all(|ended| ended.outcome == StageOutcome::Ok && ended.failure.is_none()));
}

#[test]
fn starttls_and_pipelined_sender_commands() {
    let played = starttls(&[
        "220 mx.test\r\n",
        PLAIN_HELLO,
        "220 go\r\n",
        HELLO,
        "235 ok\r\n",
        "250 ok\r\n250 ok\r\n221 bye\r\n",
    ]);
    assert_eq!(played.before_tls, b"EHLO [192.0.2.7]\r\nSTARTTLS\r\n");
    assert!(played.written().ends_with("MAIL FROM:<ada@shop.test>\r\nRSET\r\nQUIT\r\n"));
    let stages: Vec<_> = played.ended.iter().map(|ended| ended.stage.as_str()).collect();
    assert_eq!(stages, ["greeting", "ehlo", "starttls", "tls", "ehlo", "auth", "sender", "quit"]);
}

#[test]
fn without_pipelining_each_command_waits() {
    let hello = "250-mx.test\r\n250 AUTH LOGIN\r\n";
    let begin =
        ["220 x\r\n", PLAIN_HELLO, "220 go\r\n", hello, "334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n"];
    let taken = starttls(&[&begin[..], &["235 ok\r\n", "250 ok\r\n", "250 ok\r\n", "221 bye\r\n"]].concat());
    assert!(taken.written().ends_with("MAIL FROM:<ada@shop.test>\r\nRSET\r\nQUIT\r\n"));
    assert_eq!(taken.last(), (Stage::Quit, StageOutcome::Ok, ""));

    let denied = "553 5.7.1 Sender address rejected: not owned by user ada@shop.test";
    let line = format!("{denied}\r\n");
    let refused = starttls(&[&begin[..], &["235 ok\r\n", &line]].concat());
    assert_eq!(refused.last(), (Stage::Sender, StageOutcome::Fail, denied));
    assert!(refused.written().ends_with("MAIL FROM:<ada@shop.test>\r\nQUIT\r\n"));
}

#[test]
fn a_rejected_password_is_tried_only_once() {
    let played = implicit(&["220 x\r\n", HELLO, "535-5.7.8 Bad\r\n535 5.7.8 pair\r\n"]);
    assert_eq!(played.last(), (Stage::Auth, StageOutcome::Fail, "535 5.7.8 Bad pair"));
    assert!(played.ended.last().unwrap().failure.as_ref().unwrap().answered);
    assert_eq!(played.written().matches("AUTH").count(), 1);
}

/// Returns the server's first and last SCRAM message as 334 replies. This server knows the secret.
fn scram_server() -> (String, String) {
    let first = format!("r={}and-more,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=64", Nonce::new([7; 18]).as_str());
    let login = session(Security::ImplicitTls, None).login;
    let (_, signature) = Scram::new(&login, Nonce::new([7; 18])).last(&login, &first).unwrap();
    let challenge = |text: &str| format!("334 {}\r\n", STANDARD.encode(text));
    (challenge(&first), challenge(&signature.server_last()))
}

const SCRAM_HELLO: &str = "250-mx.test\r\n250 AUTH PLAIN SCRAM-SHA-256\r\n";

#[test]
fn scram_proves_both_sides_in_two_more_round_trips_than_plain() {
    let (first, last) = scram_server();
    let played = implicit(&["220 x\r\n", SCRAM_HELLO, &first, &last, "235 2.7.0 ok\r\n", "221 bye\r\n"]);
    assert!(played.ended.iter().all(|ended| ended.outcome == StageOutcome::Ok), "{played:?}");
    assert!(!played.password_sent());
    let written = played.written();
    let lines: Vec<_> = written.lines().collect();
    assert!(lines[1].starts_with("AUTH SCRAM-SHA-256 biwsbj1hZGFAc2hvcC50ZXN0LHI9"), "{written}");
    assert_eq!(lines[3..], ["", "QUIT"], "an empty line answers the signature");
    // A round trip is a line of ours and its reply. PLAIN needs one for the sign-in.
    let plain = implicit(&["220 x\r\n", HELLO, "235 ok\r\n", "221 bye\r\n"]);
    assert_eq!(written.lines().count(), plain.written().lines().count() + 2);
}

#[test]
fn a_server_that_does_not_know_the_secret_is_not_trusted() {
    let (first, last) = scram_server();
    let liar = format!("334 {}\r\n", STANDARD.encode("v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    for replies in [&[&*first, &liar][..], &[&first, "235 ok\r\n"], &["235 ok\r\n"]] {
        let played = implicit(&[&["220 x\r\n", SCRAM_HELLO], replies].concat());
        assert_eq!(played.last(), (Stage::Auth, StageOutcome::Fail, word::SERVER_NOT_PROVED), "{replies:?}");
        assert!(!played.password_sent());
    }
    let refused = implicit(&["220 x\r\n", SCRAM_HELLO, &first, "535 5.7.8 no\r\n"]);
    assert_eq!(refused.last(), (Stage::Auth, StageOutcome::Fail, "535 5.7.8 no"));
    let again = implicit(&["220 x\r\n", SCRAM_HELLO, &first, &last, &last]);
    assert_eq!(again.last(), (Stage::Auth, StageOutcome::Fail, word::OUT_OF_STEP));
    for played in [refused, again] {
        assert!(!played.password_sent(), "nothing else is tried after the proof was sent");
    }
}

#[test]
fn plain_follows_if_scram_is_impossible_for_this_account() {
    let refused = ["220 x\r\n", SCRAM_HELLO, "535 5.7.8 no\r\n"];
    let passed = implicit(&[&refused[..], &["235 ok\r\n", "221 bye\r\n"]].concat());
    assert!(passed.written().contains("\r\nAUTH PLAIN "));
    let auth = passed.ended.iter().find(|ended| ended.stage == Stage::Auth).unwrap();
    assert_eq!(
        (auth.outcome, &*auth.detail),
        (StageOutcome::Ok, "235 ok (SCRAM-SHA-256 came first: 535 5.7.8 no)")
    );
    let twice = implicit(&[&refused[..], &["535 5.7.8 no\r\n", "235 ok\r\n"]].concat());
    assert_eq!(twice.last(), (Stage::Auth, StageOutcome::Fail, "535 5.7.8 no"));
    let given_up = implicit(&["220 x\r\n", SCRAM_HELLO, "334 ?\r\n", "501 5.7.0 canceled\r\n", "235 ok\r\n"]);
    assert!(given_up.written().contains("\r\n*\r\nAUTH PLAIN "), "{}", given_up.written());
    let gone = implicit(&["220 x\r\n", SCRAM_HELLO, "454 4.7.0 later\r\n"]);
    assert_eq!(gone.last(), (Stage::Auth, StageOutcome::Fail, "454 4.7.0 later"));
    assert!(!gone.password_sent());
}

#[test]
fn a_rejected_token_is_not_called_a_wrong_password() {
    let hello = "250-mx.test\r\n250 AUTH PLAIN XOAUTH2\r\n";
    let mut session = session(Security::ImplicitTls, None);
    session.login.proof = Proof::Token;
    let why = format!("334 {}\r\n", STANDARD.encode(r#"{"status":"400"}"#));
    let played = play(session, &[b"220 x\r\n", hello.as_bytes(), why.as_bytes(), b"535 5.7.8 no\r\n"]);
    assert_eq!(played.last(), (Stage::Auth, StageOutcome::Fail, word::TOKEN_REFUSED));
    assert_eq!(played.ended.last().unwrap().detail, r#"535 5.7.8 no ({"status":"400"})"#);
    assert!(played.written().ends_with("\r\n\r\nQUIT\r\n"));
}

#[test]
fn only_235_counts_as_a_login() {
    for reply in ["250 ok", "220 ok", "234 ok", "354 go", "334 again\r\n334 again", "530 no", "454 later"] {
        let played = implicit(&["220 x\r\n", HELLO, &format!("{reply}\r\n")]);
        assert_eq!(played.last().0, Stage::Auth, "{reply}");
        assert_eq!(played.last().1, StageOutcome::Fail, "{reply}");
    }
    let asked_on = implicit(&["220 x\r\n", HELLO, "334 \r\n", "334 \r\n"]);
    assert_eq!(asked_on.last(), (Stage::Auth, StageOutcome::Fail, word::OUT_OF_STEP));
}

#[test]
fn no_password_is_sent_after_an_earlier_failure() {
    let auth = "250-x\r\n250 AUTH PLAIN\r\n";
    let cases: [(Played, Stage, &str); 14] = [
        (starttls(&["220 x\r\n", auth]), Stage::Starttls, word::STARTTLS_NOT_OFFERED),
        (
            starttls(&["220 x\r\n", "250-x\r\n250-XXXXXXXA\r\n250 AUTH PLAIN\r\n"]),
            Stage::Starttls,
            word::STARTTLS_HIDDEN,
        ),
        (starttls(&["220 ***********2*\r\n", auth]), Stage::Starttls, word::STARTTLS_HIDDEN),
        (
            starttls(&["220 x\r\n", PLAIN_HELLO, "220 go\r\n250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n"]),
            Stage::Starttls,
            word::STARTTLS_INJECTION,
        ),
        (starttls(&["220 x\r\n", PLAIN_HELLO, "220 go\r\n2"]), Stage::Starttls, word::STARTTLS_INJECTION),
        (
            starttls(&[
                "220 x\r\n",
                "250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n",
                "220 go\r\n",
                "250 x\r\n",
            ]),
            Stage::Auth,
            word::AUTH_NOT_OFFERED,
        ),
        (
            starttls(&["220 x\r\n", PLAIN_HELLO, "454 4.7.0 TLS not available\r\n"]),
            Stage::Starttls,
            "454 4.7.0 TLS not available",
        ),
        (starttls(&["HTTP/1.1 400 Bad Request\r\n"]), Stage::Greeting, "HTTP/1.1 400 Bad Request"),
        (starttls(&["\u{1}\u{2}\u{3}\n"]), Stage::Greeting, word::NOT_SMTP),
        (starttls(&["\u{15}\u{3}\u{1}"]), Stage::Greeting, word::TLS_EXPECTED),
        (starttls(&["220 x\r\n250 x\r\n"]), Stage::Ehlo, word::OUT_OF_STEP),
        (implicit(&["220 x\r\n", "250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n"]), Stage::Auth, word::OUT_OF_STEP),
        (implicit(&["554 5.7.1 go away\r\n"]), Stage::Greeting, "554 5.7.1 go away"),
        (implicit(&["220 x\r\n", "250-x\r\n250 AUTH XOAUTH2\r\n"]), Stage::Auth, word::AUTH_OAUTH_ONLY),
    ];
    for (played, stage, words) in cases {
        assert_eq!(played.last(), (stage, StageOutcome::Fail, words), "{played:?}");
        assert!(!played.password_sent(), "{played:?}");
    }
}

#[test]
fn a_flood_ends_the_check() {
    let flood = "220-welcome\r\n".repeat(STAGE_MAX / 13 + 1);
    for chunk in [1, 7, 4096, flood.len()] {
        let replies: Vec<&[u8]> = flood.as_bytes().chunks(chunk).collect();
        let played = play(session(Security::Starttls, None), &replies);
        assert_eq!(played.last(), (Stage::Greeting, StageOutcome::Fail, word::TOO_MUCH));
    }
}

#[test]
fn silence_is_not_a_rejection() {
    let mut plain = session(Security::Starttls, None);
    plain.timed_out();
    let ended = plain.ended().unwrap();
    assert_eq!((ended.stage, ended.outcome), (Stage::Greeting, StageOutcome::TimedOut));
    assert_eq!(ended.failure.unwrap(), Failure { words: word::GREETING_TIMED_OUT.into(), answered: false });
    assert_eq!(plain.want(), Want::Done);

    let mut relayed = session(Security::ImplicitTls, None);
    relayed.failed(word::WENT_SILENT, "nothing passed for too long");
    let ended = relayed.ended().unwrap();
    assert_eq!((ended.stage, ended.outcome), (Stage::Tls, StageOutcome::TimedOut));

    let mut tls = session(Security::ImplicitTls, None);
    tls.tls_done("");
    tls.timed_out();
    tls.timed_out();
    let words: Vec<_> = std::iter::from_fn(|| tls.ended()).filter_map(|ended| ended.failure).collect();
    assert_eq!(words, [Failure { words: word::WENT_SILENT.into(), answered: false }]);
}

#[test]
fn closing_the_connection_after_quit_is_not_a_failure() {
    let played = implicit(&["220 x\r\n", HELLO, "235 ok\r\n"]);
    assert_eq!(played.last(), (Stage::Quit, StageOutcome::Ok, ""));
}

#[test]
fn an_echo_of_the_secret_is_not_kept() {
    let blob = STANDARD.encode(format!("\0{USER}\0{SECRET}"));
    let reply = format!("500 unknown: AUTH PLAIN {blob} or {SECRET}\r\n");
    let played = implicit(&["220 x\r\n", HELLO, &reply]);
    let last = played.ended.last().unwrap();
    let words = &last.failure.as_ref().unwrap().words;
    for text in [&last.detail, words] {
        assert!(text.starts_with("500 unknown: AUTH PLAIN ") && text.ends_with("[redacted]"), "{text}");
        assert!(!text.contains(SECRET) && !text.contains(&blob[22..]), "{text}");
    }
}

/// Returns lines that advance a session, and lines that don't.
fn line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => proptest::sample::select(vec![
            "220 x\r\n", HELLO, PLAIN_HELLO, "235 ok\r\n", "250 ok\r\n", "334 \r\n", "535 no\r\n", "220-x\r\n", "221 x\n",
            "correct horse\r\n", "250-AUTH PLAIN\r\n", SCRAM_HELLO, "334 cj0=\r\n", "501 no\r\n",
        ]).prop_map(|line| line.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..80),
    ]
}

proptest! {
    #[test]
    fn no_server_reply_breaks_the_rules(
        replies in proptest::collection::vec(line(), 0..14),
        cut in 1..64_usize,
        implicit in any::<bool>(),
        sender in any::<bool>(),
    ) {
        let security = if implicit { Security::ImplicitTls } else { Security::Starttls };
        let chunks: Vec<&[u8]> = replies.iter().flat_map(|line| line.chunks(cut)).collect();
        let played = play(session(security, sender.then_some(USER)), &chunks);
        let before = String::from_utf8(played.before_tls.clone()).unwrap();
        prop_assert!(!before.contains("AUTH") && !before.contains("MAIL"));
        // PLAIN is tried at most once, and a second AUTH only follows if SCRAM failed before it revealed anything.
        prop_assert!(played.written().matches("AUTH PLAIN").count() <= 1);
        prop_assert!(played.written().matches("AUTH ").count() <= 2);
        let logged_in = played.ended.iter().any(|e| e.stage == Stage::Auth && e.outcome == StageOutcome::Ok);
        prop_assert!(!logged_in || replies.iter().any(|line| line.starts_with(b"235")));
        for ended in &played.ended {
            prop_assert!(ended.detail.chars().count() <= DETAIL_MAX);
            prop_assert!(!ended.detail.contains(SECRET));
            prop_assert_eq!(ended.outcome == StageOutcome::Ok, ended.failure.is_none());
        }
    }
}

#[test]
fn a_session_from_tls_sends_nothing_before_the_handshake() {
    for security in [Security::ImplicitTls, Security::Starttls] {
        let Session { login, .. } = session(security, None);
        let helo = "192.0.2.7".parse().unwrap();
        let mut session = Session::from_tls(security, &helo, login, Nonce::new([7; 18]));
        session.received(b"220 x\r\n250-x\r\n250 AUTH PLAIN\r\n");
        assert_eq!((session.want(), session.stage()), (Want::StartTls, Stage::Tls));
        let rest = [&["220 x\r\n"][..usize::from(security == Security::ImplicitTls)], &[HELLO, "235 ok\r\n"]];
        let replies: Vec<&[u8]> = rest.concat().into_iter().map(str::as_bytes).collect();
        let played = play(session, &replies);
        assert_eq!(played.before_tls, b"");
        assert_eq!(played.last(), (Stage::Quit, StageOutcome::Ok, ""));
        assert!(played.written().starts_with("EHLO [192.0.2.7]\r\nAUTH PLAIN "), "{}", played.written());
    }
}
