//! A client's secret goes through a check and a submission. Afterwards it is in no file of the server, in no line of
//! its log, in no bytes that passed its socket, and nowhere in its memory.

use std::{net::TcpListener, thread};

use shared::{
    check::{Attested, CheckVerdict},
    rules::Security,
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    blind,
    client::{Client, answers},
    http::Stream,
    lab::{ADDRESS, Lab, PROVIDER_HOST},
    leaks::Canary,
    loopback,
    memory::Dump,
    proxy::Recorder,
    server::Server,
    wait,
};

/// The login's password.
const SECRET: &str = "canary-7b1f04e9c2d85a63-?>~";
/// A login whose provider stores only a SHA-256 hash, here that of [`SECRET`].
const HASHED: &str = "hashed@shop.test";
const HASH: &str = "kWmuyzwcsXSdPlMSyskZrqSSWDdKhZQN1VmFpEdrB60=";
/// Text that the server always holds. A search that misses this text can't be trusted.
const AGENCY: &str = "Studio Canary-Positive";
/// A wrong password. It is as secret as the right one, because most are the right one with a typo.
const REFUSED: &str = "canary-2e9a60b7f1c4385d-?>~";

#[test]
fn the_secret_is_stored_nowhere() {
    let lab = Lab::with_password(SECRET);
    let mut server = lab.server_with_mail(&[("SEALPOST_LOG", "trace"), ("SEALPOST_AGENCY", AGENCY)]);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let made = agency.onboarding("Bakery", "shop.test");
    let recorder = Recorder::before(server.address());
    let client = Client::new(&recorder.url(), made.link.clone());

    for (port, security) in [(465, Security::ImplicitTls), (587, Security::Starttls)] {
        let answers = answers(PROVIDER_HOST, port, security, ADDRESS);
        for (secret, outcome) in [(REFUSED, CheckVerdict::Fail), (SECRET, CheckVerdict::Ok)] {
            let messages = client.check(&answers, secret);
            let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
            assert_eq!(report.verdict, outcome, "it got as far as the provider: {report:#?}");
            assert_not_in_memory(&server, secret, &format!("after a check over {security:?} ({outcome:?})"));
        }
    }
    assert!(lab.mail.log().contains("authentication failed"), "{}", lab.mail.log());
    let mut odd = answers("smtp.nowhere.test", 465, Security::ImplicitTls, ADDRESS);
    client.check(&odd, SECRET);
    odd.note = "the till uses it too".to_owned();
    assert_eq!(client.submit(&client.seal(&odd, SECRET)).status, 201);
    for secret in [SECRET, REFUSED] {
        assert_not_in_memory(&server, secret, "after the submission");
    }

    let passed = recorder.recorded();
    let canaries = [SECRET, REFUSED].map(Canary::new);
    for canary in &canaries {
        for bytes in &passed {
            assert_eq!(canary.found_in(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }
    assert_passed(&passed, made.link.locator().as_str(), "the recorder sees what is sent");
    assert_passed(&passed, "age-encryption.org/v1", "the recorder unmasks WebSocket frames");

    for canary in &canaries {
        assert_not_kept(canary, &server);
        assert_eq!(canary.found_in(server.log().as_bytes()), None, "the log");
    }
    assert!(server.stop(), "{}", server.log());
    for canary in &canaries {
        assert_not_kept(canary, &server);
    }
}

/// Most providers support no proof of the password: they get the password itself, through every buffer on the way.
#[test]
fn a_password_sent_to_the_provider_leaves_the_memory() {
    let lab = Lab::with_password(REFUSED);
    lab.mail.add_hashed_login(HASHED, HASH);
    let server = lab.server_with(&[("SEALPOST_AGENCY", AGENCY)]);
    let agency = Agency::set_up(&server);
    let client = agency.client(&agency.onboarding("Bakery", "shop.test").link);
    for (port, security) in [(465, Security::ImplicitTls), (587, Security::Starttls)] {
        let messages = client.check(&answers(PROVIDER_HOST, port, security, HASHED), SECRET);
        let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
        assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}");
        let is_said =
            report.stages.iter().any(|stage| stage.detail.contains("SCRAM-SHA-256 came first: 535"));
        assert!(is_said, "the password itself was sent, not just a proof: {report:#?}");
        assert_not_in_memory(&server, SECRET, &format!("after a check over {security:?}"));
    }
}

/// We can't wipe the HTTP library's buffers. The allocator does it as soon as the connection ends.
#[test]
fn a_staff_password_leaves_the_memory_with_its_connection() {
    let server = Server::start(&[("SEALPOST_AGENCY", AGENCY)]);
    Agency::set_up(&server);
    let canary = Canary::new(REFUSED);
    let mut stream = Stream::connect(server.address());
    for _ in 0..3 {
        let body = format!("{{\"email\":\"ada@agency.test\",\"password\":\"{REFUSED}\"}}");
        let length = body.len();
        let head = "POST /api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n";
        stream.say(format!("{head}content-length: {length}\r\n\r\n{body}").as_bytes());
        let answer = stream.receive();
        assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    }
    drop(stream);
    wait::until("the password to be gone", || {
        Dump::of(server.id())
            .find(&canary)
            .map_or(Ok(()), |found| Err(format!("it's still there as {found}")))
    });
    assert_not_in_memory(&server, REFUSED, "after its connection");
}

/// While a check waits for its mail server, the secret must be in memory. The test sees it there, and sees that it is
/// gone when the check ends, even if the mail server never replies.
#[test]
fn the_secret_is_in_memory_only_during_its_check() {
    let silent = TcpListener::bind((loopback::own_address(), 465)).expect("the address is ours");
    let server = Server::start(&[("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"), ("SEALPOST_AGENCY", AGENCY)]);
    let agency = Agency::set_up(&server);
    let client = agency.client(&agency.onboarding("Bakery", "shop.test").link);
    let host = silent.local_addr().expect("it is bound").ip().to_string();
    let answers = answers(&host, 465, Security::ImplicitTls, ADDRESS);
    let canary = Canary::new(SECRET);

    thread::scope(|scope| {
        let check = scope.spawn(|| client.check(&answers, SECRET));
        let (stream, _) = silent.accept().expect("the check connects");
        wait::until("the secret in the server's memory", || {
            Dump::of(server.id()).find(&canary).ok_or_else(|| "it isn't there".to_owned())
        });
        drop(stream);
        let messages = check.join().expect("no panic");
        let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
        assert_eq!(report.verdict, CheckVerdict::Unreachable, "{report:#?}");
    });
    assert_not_in_memory(&server, SECRET, "after a check without a reply");
}

/// Searches the server's memory again and again while `act` runs, and once after it.
fn while_memory_is_watched<T: Send>(server: &Server, secret: &str, act: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let acting = scope.spawn(act);
        while !acting.is_finished() {
            assert_not_in_memory(server, secret, "during a blind check");
        }
        assert_not_in_memory(server, secret, "after a blind check");
        acting.join().expect("no panic")
    })
}

fn assert_not_in_memory(server: &Server, secret: &str, when: &str) {
    let dump = Dump::of(server.id());
    assert!(
        dump.find(&Canary::new(AGENCY)).is_some(),
        "{} bytes were read, but known text wasn't found",
        dump.len()
    );
    assert_eq!(dump.find(&Canary::new(secret)), None, "{when}");
}

/// In the blind form the server never has the secret, so no file can contain it, not even with a verbose log. The test
/// watches the server's memory the whole time.
#[test]
fn the_server_never_has_the_secret_in_a_blind_check() {
    let lab = Lab::with_password(SECRET);
    let mut server = lab.server_with(&[
        ("SEALPOST_LOG", "trace"),
        ("SEALPOST_SERVER_CHECK", "never"),
        ("SEALPOST_AGENCY", AGENCY),
    ]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let recorder = Recorder::before(server.address());
    for (port, security) in [(465, Security::ImplicitTls), (587, Security::Starttls)] {
        let to = blind::relay_to(PROVIDER_HOST, port, security);
        for (secret, outcome) in [(REFUSED, CheckVerdict::Fail), (SECRET, CheckVerdict::Ok)] {
            let login = blind::login(ADDRESS, secret);
            let check = || blind::check(&recorder.url(), &made.link, &to, login, lab.authority());
            let messages = while_memory_is_watched(&server, secret, check);
            let Some(CheckMessage::Done { report, .. }) = messages.last() else { panic!("{messages:?}") };
            assert_eq!(report.verdict, outcome, "it got as far as the provider: {report:#?}");
            assert_eq!(report.attested_by, Attested::Browser);
        }
    }
    assert!(lab.mail.log().contains("authentication failed"), "{}", lab.mail.log());
    let client = Client::new(&recorder.url(), made.link.clone());
    let messages = client.check(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), SECRET);
    let [CheckMessage::Refused { problem }] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!(problem.code, "server-check-off");

    let passed = recorder.recorded();
    assert_passed(&passed, "\u{16}\u{3}\u{1}", "the recorder sees the handshake inside WebSocket frames");
    // The server doesn't see the SMTP dialogue either.
    for canary in [SECRET, REFUSED, "AUTH SCRAM-SHA-256 "].map(Canary::new) {
        for bytes in &passed {
            assert_eq!(canary.found_in(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(canary.found_in(server.log().as_bytes()), None, "the log");
        assert_not_kept(&canary, &server);
    }
    assert!(server.stop(), "{}", server.log());
    for canary in [SECRET, REFUSED].map(Canary::new) {
        assert_not_kept(&canary, &server);
    }
}

/// Fails if the secret is in a database file, including its log, or in any other file that the server keeps.
fn assert_not_kept(canary: &Canary, server: &Server) {
    let files: usize = server.folders().iter().map(|folder| canary.assert_not_under(folder)).sum();
    assert!(files > 1, "the database and the file with the keys are there");
}

fn assert_passed(recorded: &[Vec<u8>], text: &str, why: &str) {
    let passed =
        recorded.iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()));
    assert!(passed, "{why}");
}
