//! A client's secret goes through a check and a submission. Afterwards it is in no file of the server, in no
//! line of its log and in nothing that passed its socket.

use std::fs;

use shared::rules::Security;
use support::{
    agency::Agency,
    client::{Client, answers},
    lab::{ADDRESS, Lab, PROVIDER_HOST},
    leaks::Canary,
    proxy::Recorder,
};

const SECRET: &str = "canary-7b1f04e9c2d85a63-?>~";

#[test]
fn the_secret_is_nowhere() {
    let lab = Lab::start();
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
        // It is not the login's password: a refused one is as secret, and takes the longer way.
        let messages = client.check(&answers, SECRET);
        assert!(
            lab.mail.log().contains("authentication failed"),
            "it got as far as the provider: {messages:?}"
        );
    }
    let mut odd = answers("smtp.nowhere.test", 465, Security::ImplicitTls, ADDRESS);
    client.check(&odd, SECRET);
    odd.note = "the till uses it too".to_owned();
    assert_eq!(client.submit(&client.seal(&odd, SECRET)).status, 201);

    let canary = Canary::new(SECRET);
    let passed = recorder.recorded();
    for bytes in &passed {
        assert_eq!(canary.found_in(bytes), None, "{}", String::from_utf8_lossy(bytes));
    }
    assert_passed(&passed, made.link.locator().as_str(), "the recorder sees what is sent");
    assert_passed(&passed, "age-encryption.org/v1", "it sees into WebSocket frames");

    assert!(fs::read_dir(server.data()).expect("data").count() > 1, "the write-ahead log is still there");
    assert!(canary.assert_not_under(&server.data()) > 1);
    assert_eq!(canary.found_in(server.log().as_bytes()), None, "the log");
    assert!(server.stop(), "{}", server.log());
    canary.assert_not_under(&server.data());
}

fn assert_passed(recorded: &[Vec<u8>], text: &str, why: &str) {
    let passed =
        recorded.iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()));
    assert!(passed, "{why}");
}
