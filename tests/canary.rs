//! A client's secret goes through a check and a submission. Afterwards it is in no file of the server, in no
//! line of its log and in nothing that passed its socket.

use std::fs;

use shared::{
    check::{Attested, CheckVerdict},
    rules::Security,
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    blind,
    client::{Client, answers},
    lab::{ADDRESS, Lab, PROVIDER_HOST},
    leaks::Canary,
    proxy::Recorder,
};

/// The login's password.
const SECRET: &str = "canary-7b1f04e9c2d85a63-?>~";
/// One that is refused: it is as secret, most often the right one with a slip in it.
const REFUSED: &str = "canary-2e9a60b7f1c4385d-?>~";

#[test]
fn the_secret_is_nowhere() {
    let lab = Lab::with_password(SECRET);
    let settings = lab.settings();
    let mut settings = settings.each_ref().map(|(name, value)| (*name, value.as_str())).to_vec();
    settings.push(("SEALPOST_LOG", "trace"));
    let mut server = support::server::Server::start(&settings);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let recorder = Recorder::before(server.address());
    let client = Client::new(&recorder.url(), made.link.clone());

    for (port, security) in [(465, Security::ImplicitTls), (587, Security::Starttls)] {
        let answers = answers(PROVIDER_HOST, port, security, ADDRESS);
        for (secret, outcome) in [(REFUSED, CheckVerdict::Fail), (SECRET, CheckVerdict::Ok)] {
            let told = client.check(&answers, secret);
            let Some(CheckMessage::Done { report, .. }) = told.last() else { panic!("{told:?}") };
            assert_eq!(report.verdict, outcome, "it got as far as the provider: {report:#?}");
        }
    }
    assert!(lab.mail.log().contains("authentication failed"), "{}", lab.mail.log());
    let mut odd = answers("smtp.nowhere.test", 465, Security::ImplicitTls, ADDRESS);
    client.check(&odd, SECRET);
    odd.note = "the till uses it too".to_owned();
    assert_eq!(client.submit(&client.seal(&odd, SECRET)).status, 201);

    let passed = recorder.recorded();
    let canaries = [SECRET, REFUSED].map(Canary::new);
    for canary in &canaries {
        for bytes in &passed {
            assert_eq!(canary.found_in(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
    }
    assert_passed(&passed, made.link.locator().as_str(), "the recorder sees what is sent");
    assert_passed(&passed, "age-encryption.org/v1", "it sees into WebSocket frames");

    assert!(fs::read_dir(server.data()).expect("data").count() > 1, "the write-ahead log is still there");
    for canary in &canaries {
        assert!(canary.assert_not_under(&server.data()) > 1);
        assert_eq!(canary.found_in(server.log().as_bytes()), None, "the log");
    }
    assert!(server.stop(), "{}", server.log());
    for canary in &canaries {
        canary.assert_not_under(&server.data());
    }
}

/// In the blind form the server has nothing that could be in any file: it is not even asked to keep quiet.
#[test]
fn in_the_blind_form_the_server_never_has_it() {
    let lab = Lab::with_password(SECRET);
    let mut server = lab.server_with(&[("SEALPOST_LOG", "trace"), ("SEALPOST_SERVER_CHECK", "never")]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let recorder = Recorder::before(server.address());
    for (port, security) in [(465, Security::ImplicitTls), (587, Security::Starttls)] {
        let to = blind::relay_to(PROVIDER_HOST, port, security);
        for (secret, outcome) in [(REFUSED, CheckVerdict::Fail), (SECRET, CheckVerdict::Ok)] {
            let told = blind::check(
                &recorder.url(),
                &made.link,
                &to,
                blind::login(ADDRESS, secret),
                lab.authority(),
            );
            let Some(CheckMessage::Done { report, .. }) = told.last() else { panic!("{told:?}") };
            assert_eq!(report.verdict, outcome, "it got as far as the provider: {report:#?}");
            assert_eq!(report.attested_by, Attested::Browser);
        }
    }
    assert!(lab.mail.log().contains("authentication failed"), "{}", lab.mail.log());
    let client = Client::new(&recorder.url(), made.link.clone());
    let told = client.check(&answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS), SECRET);
    let [CheckMessage::Refused { problem }] = &told[..] else { panic!("{told:?}") };
    assert_eq!(problem.code, "server-check-off");

    let passed = recorder.recorded();
    assert_passed(&passed, "\u{16}\u{3}\u{1}", "the recorder sees the handshake inside WebSocket frames");
    // Nothing of the dialogue either.
    for canary in [SECRET, REFUSED, "AUTH SCRAM-SHA-256 "].map(Canary::new) {
        for bytes in &passed {
            assert_eq!(canary.found_in(bytes), None, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(canary.found_in(server.log().as_bytes()), None, "the log");
        assert!(canary.assert_not_under(&server.data()) > 1);
    }
    assert!(server.stop(), "{}", server.log());
    for canary in [SECRET, REFUSED].map(Canary::new) {
        canary.assert_not_under(&server.data());
    }
}

fn assert_passed(recorded: &[Vec<u8>], text: &str, why: &str) {
    let passed =
        recorded.iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()));
    assert!(passed, "{why}");
}
