//! Strangers who try to make the server connect somewhere.

use std::{io::ErrorKind, net::TcpListener};

use shared::{
    rules::Security,
    wire::{CheckMessage, DiscoverRequest, ReportRequest},
};
use support::{
    agency::{Agency, parsed},
    client::{Check, Client, answers},
    loopback,
    server::Server,
};
use tungstenite::Message;

use crate::assert_problem;

/// Without a link's secret, no one can make the server connect anywhere, so a stranger learns nothing about mail
/// servers.
#[test]
fn a_stranger_cannot_make_the_server_connect() {
    let mail = TcpListener::bind((loopback::own_address(), 465)).expect("the address is ours");
    let host = mail.local_addr().expect("it is bound").ip().to_string();
    let server = Server::start(&[("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8")]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", "shop.test");
    let login = answers(&host, 465, Security::ImplicitTls, "ada@shop.test");

    let other = agency.new_link().0;
    let of_other = Client::new(&server.url(), other.clone());
    let mut stranger = Check::connect(&server.url(), made.link.locator().as_str());
    stranger.say(Message::text(serde_json::json!({ "token": other.token().expose() }).to_string()));
    let received: Vec<CheckMessage> = std::iter::from_fn(|| stranger.receive()).collect();
    let [CheckMessage::Refused { problem }] = &received[..] else { panic!("{received:?}") };
    assert_eq!(problem.code, "link-unknown");
    let ask = |path: &str| format!("/api/o/{}{path}", made.link.locator());
    let discover = DiscoverRequest { address: parsed("ada@shop.test") };
    for api in [&of_other.api, &server.api(), &agency.manager] {
        assert_problem(&api.post(&ask("/discover"), &discover), 404, "link-unknown");
        assert_problem(&api.post(&ask("/report"), &ReportRequest::default()), 404, "link-unknown");
    }
    mail.set_nonblocking(true).expect("a socket");
    let nobody = mail.accept().expect_err("no connection was made");
    assert_eq!(nobody.kind(), ErrorKind::WouldBlock);

    mail.set_nonblocking(false).expect("a socket");
    std::thread::scope(|scope| {
        let client = agency.client(&made.link);
        scope.spawn(move || client.check(&login, "abcdefghijklmnop"));
        // The server connects for someone who holds the link. So the earlier requests were received, and refused.
        drop(mail.accept().expect("a connection"));
    });
}
