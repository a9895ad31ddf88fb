//! A configured website loses a DNS record after a message proved that its email arrives. A week later, the manager
//! gets one email about it.

use std::net::SocketAddr;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    transport::smtp::client::{Tls, TlsParameters},
};
use shared::{
    delivery::Answer,
    rules::{Address, Security},
    wire::{BoardRow, DeliveryView, Progress},
};
use support::{
    agency::{Agency, MANAGER, Made, parsed},
    certificates::Authority,
    client::answers,
    dns::{NameServer, Zone},
    mail::MailServer,
    say,
    server::Server,
    wait,
};

/// The port for mail between servers.
const PORT: u16 = 25;
const HOST: &str = "mx.agency.test";

/// The signed message of RFC 8463, appendix A, and the domain's records.
const SIGNED: &str = include_str!("../backend/inbound/src/verdict/dkim/tests/rfc8463.eml");
const SITE: &str = "football.example.com";
const SENDER: &str = "joe@football.example.com";
const KEY: &str =
    r#"brisbane._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=""#;
const SPF: &str = r#"@ TXT "v=spf1 ip4:192.0.2.9 -all""#;
const DMARC: &str = r#"_dmarc TXT "v=DMARC1; p=reject""#;

const WEEK: i64 = 7 * 24 * 3600;

/// Creates an onboarding whose site is configured, and sends a message from it.
fn proven(agency: &Agency, at: SocketAddr) -> Made {
    let made = agency.onboarding("Football club", SITE);
    let client = agency.client(&made.link);
    client.progress(&Progress { address: Some(parsed(SENDER)), ..Progress::default() }).assert_empty();
    let settings = answers("smtp.gmail.com", 465, Security::ImplicitTls, SENDER);
    let sent = client.submit(&client.seal(&settings, "hunter2"));
    assert_eq!(sent.status, 201, "{sent}");
    let path = format!("/api/onboardings/{}", made.id);
    for verb in ["collected", "configured"] {
        let _: BoardRow = agency.technician.post(&format!("{path}/{verb}"), &()).json();
    }
    let delivery = format!("{path}/delivery");
    let view: DeliveryView = agency.technician.post(&delivery, &()).json();
    send(at, &view.waiting.expect("it waits").address);
    wait::until("the proof", || {
        let view: DeliveryView = agency.technician.get(&delivery).json();
        match view.judged {
            Some(judged) if judged.answer == Answer::Yes => Ok(()),
            judged => Err(format!("{judged:?}")),
        }
    });
    made
}

/// Sends the signed message over TLS.
fn send(at: SocketAddr, to: &Address) {
    let tls = TlsParameters::builder(HOST.into()).dangerous_accept_invalid_certs(true);
    let transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(at.ip().to_string())
        .port(at.port())
        .tls(Tls::Required(tls.build_rustls().expect("parameters")))
        .build();
    let [from, to] = [SENDER, to.as_str()].map(|address| address.parse().expect("an address"));
    let envelope = Envelope::new(Some(from), vec![to]).expect("a recipient");
    let message = SIGNED.replace("\r\n", "\n").replace('\n', "\r\n");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(transport.send_raw(&envelope, message.as_bytes())).expect("it is accepted");
}

/// Returns when the site's records are looked at next, once the look after `last` is over. Each site has its own moment
/// of the week.
fn looked(server: &Server, last: Option<i64>) -> i64 {
    wait::until("a look at the records", || {
        let found = server.behind_its_back("SELECT look_at FROM watch WHERE known LIKE '%spf%'");
        let next: i64 = found.trim().parse().map_err(|_| server.log())?;
        let is_over = last.is_none_or(|last| next > last && (next - last) % WEEK == 0);
        if is_over { Ok(next) } else { Err(found) }
    })
}

#[test]
fn a_lost_record_is_told_once_within_a_week() {
    let (folder, authority) = (tempfile::tempdir().expect("a folder"), Authority::default());
    let inbox = MailServer::start(&authority, "mail.agency.test", "sealpost@agency.test", "hunter2");
    let mut dns = NameServer::start(vec![Zone::new(SITE, &[KEY, SPF, DMARC])]);
    let at = SocketAddr::new(dns.address().ip(), PORT);
    let mut server = Server::start(&[
        ("SEALPOST_DNS", &dns.address().to_string()),
        ("SEALPOST_INBOUND", &format!("{HOST}@{at}")),
        ("SEALPOST_SMTP_URL", &inbox.smtp_url()),
        ("SEALPOST_MAIL_FROM", "sealpost@agency.test"),
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"),
        ("SEALPOST_EXTRA_ROOTS", &authority.save(folder.path()).display().to_string()),
    ]);
    let agency = Agency::set_up_by_mail(&server, &inbox);
    let made = proven(&agency, at);

    // A server looks for new work when it starts, and then every minute.
    server.stop();
    server.restart();
    let first = looked(&server, None);
    dns.set(SITE, &[KEY, DMARC]);

    server.restart_in_days(8);
    let mail = inbox.wait_for_message(say::MAIL.drifted_details());
    assert!(mail.contains(&format!("Delivered-To: {MANAGER}")), "{mail}");
    assert!(mail.contains(&format!("/staff/onboardings/{}", made.id)), "{mail}");
    assert!(mail.contains(&say::MAIL.drifted_subject(&SITE)), "{mail}");
    assert!(mail.contains(&say::MAIL.drifted_acts_at(&SITE, &"dns-host.test")), "{mail}");
    let second = looked(&server, Some(first));

    server.restart_in_days(16);
    looked(&server, Some(second));
    let about = inbox.messages().into_iter().filter(|mail| mail.contains(say::MAIL.drifted_details()));
    assert_eq!(about.count(), 1, "a second week brings none");
    let logged = server.behind_its_back("SELECT count(*) FROM activity WHERE code = 'records.drifted'");
    assert_eq!(logged.trim(), "1");
}
