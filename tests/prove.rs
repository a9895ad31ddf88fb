//! Proof that a configured website's own mail arrives: the server makes an address, receives a message with STARTTLS,
//! and judges it with real DNS.

use std::net::{SocketAddr, TcpStream};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    transport::smtp::client::{Tls, TlsParameters},
};
use shared::{
    board::Need,
    delivery::{Answer, Doubt},
    rules::{Address, Security},
    wire::{Board, BoardRow, DeliveryView, Judged, MessageSource, Progress},
};
use support::{
    agency::{Agency, Made, parsed},
    client::answers,
    dns::{NameServer, Zone},
    loopback,
    server::Server,
    wait,
};
use words::Language;

const DELIVERY: words::Delivery = words::delivery(Language::En);

/// The port for mail between servers.
const PORT: u16 = 25;
const HOST: &str = "mx.agency.test";

/// The signed message of RFC 8463, appendix A, and one of its keys.
const SIGNED: &str = include_str!("../backend/inbound/src/verdict/dkim/tests/rfc8463.eml");
const SITE: &str = "football.example.com";
const SENDER: &str = "joe@football.example.com";
const KEY: &str =
    r#"brisbane._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=""#;

/// A server to which a domain's mail goes, and the DNS that it asks.
struct World {
    server: Server,
    agency: Agency,
    at: SocketAddr,
    _dns: NameServer,
}

impl World {
    fn start() -> Self {
        let dns = NameServer::start(vec![Zone::new(
            SITE,
            &[KEY, r#"@ TXT "v=spf1 ip4:192.0.2.9 -all""#, r#"_dmarc TXT "v=DMARC1; p=reject""#],
        )]);
        let at = SocketAddr::from((loopback::own_address(), PORT));
        let (resolver, inbound) = (dns.address().to_string(), format!("{HOST}@{at}"));
        let server = Server::start(&[("SEALPOST_DNS", &resolver), ("SEALPOST_INBOUND", &inbound)]);
        let agency = Agency::set_up(&server);
        Self { server, agency, at, _dns: dns }
    }

    /// Creates an onboarding whose site is configured.
    fn configured(&self) -> Made {
        let made = self.agency.onboarding("Football club", SITE);
        let client = self.agency.client(&made.link);
        let address = Some(parsed(SENDER));
        client.progress(&Progress { address, ..Progress::default() }).assert_empty();
        let settings = answers("smtp.gmail.com", 465, Security::ImplicitTls, SENDER);
        let sent = client.submit(&client.seal(&settings, "hunter2"));
        assert_eq!(sent.status, 201, "{sent}");
        for verb in ["collected", "configured"] {
            let path = format!("/api/onboardings/{}/{verb}", made.id);
            let _: BoardRow = self.agency.technician.post(&path, &()).json();
        }
        made
    }

    /// Returns a new address that waits for a message.
    fn begin(&self, id: &str) -> Address {
        let view: DeliveryView = self.agency.technician.post(&path(id), &()).json();
        view.waiting.expect("it waits").address
    }

    fn view(&self, id: &str) -> DeliveryView {
        self.agency.manager.get(&path(id)).json()
    }

    /// Waits until the message at the only address is judged.
    fn judged(&self, id: &str) -> Judged {
        wait::until("the verdict", || {
            let view = self.view(id);
            match view.judged {
                Some(judged) if view.waiting.is_none() => Ok(judged),
                judged => Err(format!("{judged:?}")),
            }
        })
    }

    /// Returns the onboarding's row on the board.
    fn row(&self, id: &str) -> BoardRow {
        let board: Board = self.agency.manager.get("/api/onboardings").json();
        board.rows.into_iter().find(|row| row.id == id).expect("its row")
    }

    /// Sends a message over TLS. Returns the receiver's reply if it is rejected.
    fn send(&self, to: &Address, message: &str) -> Result<(), String> {
        let tls = TlsParameters::builder(HOST.into()).dangerous_accept_invalid_certs(true);
        let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(self.at.ip().to_string())
            .port(self.at.port())
            .tls(Tls::Required(tls.build_rustls().expect("parameters")))
            .build();
        let [from, to] = [SENDER, to.as_str()].map(|address| address.parse().expect("an address"));
        let envelope = Envelope::new(Some(from), vec![to]).expect("a recipient");
        let message = message.replace("\r\n", "\n").replace('\n', "\r\n");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let sent = runtime.block_on(transport.send_raw(&envelope, message.as_bytes()));
        sent.map(drop).map_err(|error| error.to_string())
    }
}

fn path(id: &str) -> String {
    format!("/api/onboardings/{id}/delivery")
}

#[test]
fn a_signed_message_is_proof() {
    let mut world = World::start();
    let made = world.configured();
    assert_eq!(world.row(&made.id).proven_at, None);
    let address = world.begin(&made.id);
    assert_eq!(address.domain().as_str(), HOST);
    world.send(&address, SIGNED).expect("it is accepted");

    let judged = world.judged(&made.id);
    assert_eq!(judged.answer, Answer::Yes, "{judged:?}");
    for (sentences, sentence) in [
        (&judged.arrival, DELIVERY.delivery_from(&SENDER)),
        (&judged.arrival, DELIVERY.delivery_tls(&"TLS 1.3")),
        (&judged.dkim, DELIVERY.delivery_dkim_pass(&SITE, &"brisbane")),
        (&judged.spf, DELIVERY.delivery_spf_fail(&SITE)),
    ] {
        assert!(sentences.contains(&sentence), "{sentence}: {judged:?}");
    }
    assert!(judged.evidence.iter().any(|header| header.name == "DKIM-Signature"), "{judged:?}");
    assert_eq!(world.row(&made.id).proven_at, Some(judged.at));
    let proven = world.agency.client(&made.link).page().proven.expect("the client sees it");
    assert_eq!((proven.at, proven.from.as_str(), proven.encrypted), (judged.at, SENDER, true));
    assert_eq!(world.agency.seen(&made.id).activity[0].code, "proof.given");

    let stored = world.server.behind_its_back("SELECT delivery FROM proof");
    assert!(stored.contains("brisbane") && !stored.contains("lost the game"), "only headers: {stored}");
    assert!(!world.server.log().contains("lost the game") && !world.server.log().contains(address.as_str()));
    assert!(world.server.stop(), "{}", world.server.log());
    assert!(TcpStream::connect(world.at).is_err(), "the receiver ends with the server");
}

#[test]
fn a_message_from_another_sender_needs_someone() {
    let world = World::start();
    let made = world.configured();
    let address = world.begin(&made.id);
    let upper: Address = parsed(&address.as_str().to_uppercase());
    world.send(&upper, "From: Web host <www@host.test>\n\nHi\n").expect("some senders change the case");
    let judged = world.judged(&made.id);
    assert_eq!(judged.answer, Answer::No, "{judged:?}");
    assert_eq!(judged.advice[0].fix, DELIVERY.delivery_wrong_from_fix(&SENDER));
    let row = world.row(&made.id);
    assert_eq!((row.need, row.proven_at), (Some(Need::MailFails), None));

    let address = world.begin(&made.id);
    world.send(&address, SIGNED).expect("it is accepted");
    wait::until("the proof", || {
        let row = world.row(&made.id);
        if row.proven_at.is_some() && row.need.is_none() { Ok(()) } else { Err(format!("{row:?}")) }
    });
}

#[test]
fn an_address_takes_one_message_while_it_waits() {
    let world = World::start();
    let made = world.configured();
    let is_unknown = |address: &Address| {
        let reply = world.send(address, SIGNED).expect_err("it is rejected");
        assert!(reply.contains("5.1.1"), "{address}: {reply}");
    };
    for unknown in [format!("proof-0000000000@{HOST}"), format!("postmaster@{HOST}"), SENDER.to_owned()] {
        is_unknown(&parsed(&unknown));
    }
    let replaced = world.begin(&made.id);
    let used = world.begin(&made.id);
    is_unknown(&replaced);
    world.send(&used, SIGNED).expect("it is accepted");
    world.judged(&made.id);
    is_unknown(&used);

    let expired = world.begin(&made.id);
    world.server.behind_its_back("UPDATE proof SET until = since");
    is_unknown(&expired);
    assert_eq!(world.view(&made.id).waiting, None);

    let revoked = world.begin(&made.id);
    let revoke = format!("/api/onboardings/{}/revoke", made.id);
    let _: BoardRow = world.agency.manager.post(&revoke, &()).json();
    is_unknown(&revoked);
}

/// A message that another server received can be pasted. It isn't proof without that server's results, or from before
/// the setup.
#[test]
fn a_pasted_message_needs_its_receivers_results() {
    let world = World::start();
    let made = world.configured();
    let paste = |trace: &str| {
        let source = MessageSource { source: format!("{trace}{SIGNED}").into() };
        let view: DeliveryView =
            world.agency.technician.post(&format!("{}/message", path(&made.id)), &source).json();
        let judged = view.judged.expect("it is judged");
        (judged.answer, judged.doubt)
    };
    let trace = "Received: from mx.football.example.com ([192.0.2.9]) by mx.here.test with ESMTPS; \
                 Thu, 1 Jan 2026 07:00:00 +0000\n";
    let results = format!("{trace}Authentication-Results: mx.here.test; dkim=pass header.d={SITE}\n");
    assert_eq!(paste(""), (Answer::Unknown, Some(Doubt::NoDate)));
    assert_eq!(paste(&results), (Answer::Unknown, Some(Doubt::BeforeSetup)));
    world.server.behind_its_back("UPDATE onboarding SET configured_at = 1767225600");
    assert_eq!(paste(trace), (Answer::Unknown, Some(Doubt::NoResults)));
    assert_eq!(paste(&results), (Answer::Yes, None));
    assert_eq!(world.row(&made.id).proven_at, Some(1_767_250_800), "when the message arrived");
}
