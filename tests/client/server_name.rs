//! A copied server name with a protocol in front and a port behind. Both take effect.

use shared::rules::Security;
use support::{
    lab::{APP_PASSWORD, Lab},
    say, wait,
};

use crate::{HOST, PORT, begin, secret::own_server};

#[test]
fn smtps_before_the_server_name_decides_port_and_encryption() {
    let lab = Lab::start();
    let (_server, agency, made, client) = begin(&lab);
    own_server(&client);
    client.fill(say::LETTER.label_mailbox_password(), APP_PASSWORD);
    // Typing the port has switched to STARTTLS.
    client.fill(PORT, "587");
    assert_eq!(client.value(say::LETTER.label_encryption()), "starttls");
    client.fill(HOST, "SMTPS://smtp.gmail.com:465/");
    client.press(say::CLIENT.go_on());
    wait::until("a complaint about two ports", || match client.complaint_at(HOST) {
        Some(complaint) if complaint == say::LETTER.server_two_ports(&465) => Ok(()),
        other => Err(format!("{other:?}")),
    });
    assert_eq!(client.value(HOST), "SMTPS://smtp.gmail.com:465/", "nothing typed is lost");
    client.fill(PORT, "");
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(say::LETTER.check_passed());
    let tried = agency.seen(&made.id).check.expect("a check was run");
    assert_eq!(
        (tried.host.as_str(), tried.port.get(), tried.security),
        ("smtp.gmail.com", 465, Security::ImplicitTls)
    );
    client.assert_no_complaints();
}
