//! A server's name as it was copied: with a protocol in front and a port behind it, both of which count.

use shared::rules::Security;
use support::{
    agency::Agency,
    browser::Browser,
    lab::{APP_PASSWORD, Lab, SITE},
    pages::assert_built,
    wait,
};

use crate::{CLIENT, HOST, PORT, secret::own_server};

#[test]
fn smtps_in_front_of_a_servers_name_decides_port_and_encryption() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press("Start");
    own_server(&client);
    client.fill("Email password", APP_PASSWORD);
    // The field for the port has brought STARTTLS along.
    client.fill(PORT, "587");
    assert_eq!(client.value("Encryption"), "starttls");
    client.fill(HOST, "SMTPS://smtp.gmail.com:465/");
    client.press("Go on");
    wait::until("a complaint about two ports", || match client.complaint_at(HOST) {
        Some(said) if said.starts_with("The port behind the name is 465") => Ok(()),
        said => Err(format!("{said:?}")),
    });
    assert_eq!(client.value(HOST), "SMTPS://smtp.gmail.com:465/", "nothing typed is lost");
    client.fill(PORT, "");
    client.press("Go on");
    client.press("Try it now");
    client.wait_for("It works");
    let tried = agency.seen(&made.id).check.expect("it was tried");
    assert_eq!(
        (tried.host.as_str(), tried.port.get(), tried.security),
        ("smtp.gmail.com", 465, Security::ImplicitTls)
    );
    client.assert_no_complaints();
}
