//! From an email address to a mail server, with a real DNS server, mail server and HTTPS server: each way in which a
//! domain can name its server, and the message if none works.

use std::{
    io::ErrorKind,
    net::{Ipv4Addr, TcpListener},
};

use shared::wire::{DiscoverRequest, Discovery, FoundBy, Sure};
use support::{
    agency::{Agency, parsed},
    browser::Browser,
    certificates::Authority,
    client::Client,
    command::Terminal,
    dns::{NameServer, Zone},
    lab::{ADDRESS, APP_PASSWORD, FILTERED, HOSTED, Lab, SENDING},
    loopback,
    mail::MailServer,
    pages::assert_built,
    say,
    server::Server,
    web,
};

/// The mail server of all these domains.
const HOST: &str = "mail.greets.test";

const AUTOCONFIG: &str = r#"<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="tells.test">
  <outgoingServer type="smtp"><hostname>mail.greets.test</hostname><port>587</port>
    <socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></outgoingServer>
</emailProvider></clientConfig>"#;

fn found(client: &Client, address: &str) -> Discovery {
    let request = DiscoverRequest { address: parsed(address) };
    let answer = client.api.post(&client.path("/discover"), &request);
    assert_eq!(answer.status, 200, "{answer}");
    answer.json()
}

fn server(discovery: &Discovery) -> String {
    let server = discovery.server.as_ref().unwrap_or_else(|| panic!("no server in {discovery:?}"));
    format!("{}:{} {} {}", server.host, server.port, server.security, server.username_form)
}

/// Domains that name their server in different ways, or not at all.
fn zones(mail: Ipv4Addr, page: Ipv4Addr) -> Vec<Zone> {
    let zone = |name: &str, records: &[String]| {
        Zone::new(name, &records.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let mx = "@ MX 10 mail.greets.test.".to_owned();
    vec![
        zone("greets.test", &[mx.clone(), format!("mail A {mail}")]),
        zone("records.test", &[mx.clone(), format!("_submissions._tcp SRV 0 1 465 {HOST}.")]),
        zone("stale.test", &[mx.clone(), "_submissions._tcp SRV 0 1 465 gone.greets.test.".into()]),
        zone(
            "gone.test",
            &["@ A 127.0.0.1".into(), "_submissions._tcp SRV 0 1 465 gone.greets.test.".into()],
        ),
        zone("shared.test", &["@ MX 10 mail".into(), format!("mail A {mail}")]),
        zone("tells.test", &[mx.clone(), format!("autoconfig A {page}")]),
        zone(
            "filtered.test",
            &[
                "@ MX 10 mxa-1.pphosted.com.".into(),
                "@ TXT \"v=spf1 include:spf.protection.outlook.com -all\"".into(),
            ],
        ),
        zone(
            "torn.test",
            &["@ MX 1 aspmx.l.google.com.".into(), "@ TXT \"v=spf1 include:zohomail.eu -all\"".into()],
        ),
        zone("nobody.test", &["@ A 127.0.0.1".into()]),
    ]
}

#[test]
fn a_domain_can_name_its_server_in_many_ways() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = Authority::default();
    let mail = MailServer::start(&authority, HOST, ADDRESS, APP_PASSWORD);
    let path = "/mail/config-v1.1.xml?emailaddress=ada%40tells.test";
    let page = mail.address();
    web::serve(&authority, page, ("autoconfig.tells.test", path), AUTOCONFIG, folder.path());
    let dns = NameServer::start(zones(mail.address(), page));
    let root = authority.save(folder.path());
    let settings = [
        ("SEALPOST_DNS", dns.address().to_string()),
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8".to_owned()),
        ("SEALPOST_EXTRA_ROOTS", root.display().to_string()),
    ];
    let borrowed: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let sealpost = Server::start(&borrowed);
    let agency = Agency::set_up(&sealpost);
    let client = agency.client(&agency.onboarding("Bakery", "greets.test").link);

    assert_sources(&client);

    let filtered = found(&client, "ada@filtered.test");
    assert_eq!((filtered.gateway.as_deref(), filtered.ask.len()), (Some("Proofpoint"), 1), "{filtered:?}");
    let torn = found(&client, "ada@torn.test");
    assert_eq!((torn.provider, torn.ask.len()), (None, 2));
    let nobody = found(&client, "ada@nobody.test");
    assert_eq!((nobody.provider, nobody.server, nobody.unknown), (None, None, None));

    let terminal = Terminal::new(&settings);
    let output = terminal.run(&["discover", "ada@tells.test"], "");
    assert!(
        output.well().contains("mail.greets.test, port 587") && output.out.contains("autoconfig"),
        "{output:#?}"
    );
    let output = terminal.run(&["discover", "ada@torn.test"], "");
    assert_eq!(output.status, Some(1), "{output:#?}");
    assert!(output.out.contains("Zoho") && output.out.contains("Google"), "{output:#?}");
}

/// Checks which source finds each domain's server, and how reliable that is.
fn assert_sources(client: &Client) {
    let greeted = found(client, "ada@greets.test");
    assert_eq!((greeted.found_by, greeted.sure), (Some(FoundBy::Greeting), Some(Sure::Guess)), "{greeted:?}");
    assert_eq!(server(&greeted), "mail.greets.test:465 implicit-tls full-email");
    let recorded = found(client, "ada@records.test");
    assert_eq!((recorded.found_by, recorded.sure), (Some(FoundBy::Srv), Some(Sure::Certain)), "{recorded:?}");
    assert_eq!(server(&recorded), "mail.greets.test:465 implicit-tls full-email");
    let stale = found(client, "ada@stale.test");
    assert_eq!((stale.found_by, stale.sure), (Some(FoundBy::Greeting), Some(Sure::Guess)), "{stale:?}");
    assert_eq!(server(&stale), "mail.greets.test:465 implicit-tls full-email");
    let gone = found(client, "ada@gone.test");
    assert_eq!((gone.found_by, gone.sure), (Some(FoundBy::Srv), Some(Sure::Likely)), "{gone:?}");
    assert_eq!(server(&gone), "gone.greets.test:465 implicit-tls full-email");
    let shared = found(client, "ada@shared.test");
    assert_eq!(
        (shared.found_by, shared.sure),
        (Some(FoundBy::Certificate), Some(Sure::Likely)),
        "mail.shared.test is the same machine, but its certificate has another name: {shared:?}"
    );
    assert_eq!(server(&shared), "mail.greets.test:465 implicit-tls full-email");
    let result = found(client, "ada@tells.test");
    assert_eq!(
        (result.found_by, result.sure),
        (Some(FoundBy::Autoconfig), Some(Sure::Certain)),
        "{result:?}"
    );
    assert_eq!(server(&result), "mail.greets.test:587 starttls local-part");
}

/// Looks up a domain whose autoconfig page redirects to `elsewhere`. Returns true if anyone connected there.
fn is_followed_to(elsewhere: &str) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = Authority::default();
    let at = loopback::own_address();
    // Both names lead to the DNS server's own address.
    let (autoconfig, www) = (format!("autoconfig A {at}"), "www CNAME ns1.dns-host.test.");
    let dns = NameServer::start(vec![
        Zone::new("leaves.test", &[&autoconfig, www]),
        Zone::new("stranger.test", &[www]),
    ]);
    let there = dns.address().ip();
    let listener = TcpListener::bind((there, 443)).expect("the address is ours");
    listener.set_nonblocking(true).expect("a listener");
    let page = ("autoconfig.leaves.test", "/mail/config-v1.1.xml?emailaddress=ada%40leaves.test");
    web::redirect(&authority, at, page, &format!("https://{elsewhere}/mail/config-v1.1.xml"), folder.path());
    let root = authority.save(folder.path());
    let sealpost = Server::start(&[
        ("SEALPOST_DNS", &dns.address().to_string()),
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"),
        ("SEALPOST_EXTRA_ROOTS", &root.display().to_string()),
    ]);
    let agency = Agency::set_up(&sealpost);
    let client = agency.client(&agency.onboarding("Bakery", "leaves.test").link);
    let found = found(&client, "ada@leaves.test");
    assert_eq!((found.provider, found.server), (None, None), "there is no server there");
    match listener.accept() {
        Ok(_) => true,
        Err(error) if error.kind() == ErrorKind::WouldBlock => false,
        Err(error) => panic!("{error}"),
    }
}

/// A domain must not make us send requests to anyone else.
#[test]
fn an_autoconfig_redirect_to_another_site_is_not_followed() {
    assert!(!is_followed_to("www.stranger.test"), "a stranger was asked");
}

#[test]
fn an_autoconfig_redirect_within_the_domain_is_followed() {
    assert!(is_followed_to("www.leaves.test"));
}

#[test]
fn the_wizard_asks_for_what_it_cannot_find_and_keeps_the_rest() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let link = agency.onboarding("Bakery", HOSTED).link.url(&server.url());
    let client = Browser::phone();
    client.open(&link);
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), "ada@hotmail.com");
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    client.wait_for(say::LETTER.guide_closed_why());
    assert!(!client.offers(say::LETTER.guide_mailbox_password_done()));
    client.press(say::LETTER.guide_closed_next());

    client.fill(say::CLIENT.provider_address(), &format!("info@{FILTERED}"));
    client.press(say::CLIENT.provider_find());
    client.wait_for("Mimecast");
    client.press("Microsoft 365 (Exchange Online)");
    client.wait_for(say::LETTER.ways_software());
    client.press("Back");

    client.fill(say::CLIENT.provider_address(), &format!("info@{HOSTED}"));
    client.press(say::CLIENT.provider_find());
    client.wait_for(&say::CLIENT.found_by_srv(&"hosted.test"));
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_mailbox_password_done());
    client.press(&say::LETTER.server_summary(&"mail.hosted.test", &465));
    assert_eq!(client.value(say::LETTER.label_host()), "mail.hosted.test");
    assert_eq!(client.value(say::LETTER.label_username()), format!("info@{HOSTED}"));
    // Another device shows it too.
    let other = Browser::phone();
    other.open(&link);
    other.press(&say::LETTER.server_summary(&"mail.hosted.test", &465));
    assert_eq!(other.value(say::LETTER.label_username()), format!("info@{HOSTED}"));
    for browser in [client, other] {
        browser.assert_no_complaints();
    }
}

/// Hosting panels usually name the server `mail.` plus the domain. That is a guess, and guesses are never filled in.
#[test]
fn a_hosts_server_is_filled_in_only_if_found() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let client = Browser::phone();
    client.open(&agency.onboarding("Bakery", SENDING).link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), &format!("info@{SENDING}"));
    client.press(say::CLIENT.provider_find());
    client.wait_for(say::CLIENT.pick());
    client.press("cPanel hosting");
    client.press(say::LETTER.guide_mailbox_password_done());
    assert_eq!(client.value(say::LETTER.label_host()), "", "nothing was found");
    client.wait_for(say::LETTER.server_where());
    assert!(
        !client.text().contains(&format!("mail.{SENDING}")) && !client.text().contains("mail.<"),
        "a guess"
    );

    client.open(&agency.onboarding("Bakery", HOSTED).link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), &format!("info@{HOSTED}"));
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_no());
    client.press("cPanel hosting");
    client.press(say::LETTER.guide_mailbox_password_done());
    client.press(&say::LETTER.server_summary(&"mail.hosted.test", &465));
    assert_eq!(client.value(say::LETTER.label_host()), "mail.hosted.test", "as its records say");
    client.assert_no_complaints();
}

#[test]
fn a_domain_that_does_not_exist_leaves_one_next_step() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let client = Browser::phone();
    client.open(&agency.onboarding("Bakery", HOSTED).link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), "info@hosted.google.com");
    client.press(say::CLIENT.provider_find());
    client.wait_for(&say::CLIENT.found_no_domain(&"hosted.google.com"));
    let actions = client.script(
        "return [...document.querySelectorAll('main button:not(.button--quiet), main summary, main input')]
            .filter((one) => one.checkVisibility()).map((one) => one.innerText || one.id).join()",
        &[],
    );
    assert_eq!(actions, format!("address,{}", say::CLIENT.found_no_domain_correct()));
    client.press(say::CLIENT.found_no_domain_correct());
    let selected = client.script(
        "const field = document.activeElement; return [field.id, field.value.length, field.selectionStart ?? 0].join()",
        &[],
    );
    assert_eq!(selected, "address,22,0");
    client.fill(say::CLIENT.provider_address(), &format!("info@{HOSTED}"));
    client.press(say::CLIENT.provider_find());
    client.wait_for(&say::CLIENT.found_by_srv(&"hosted.test"));
    client.assert_no_complaints();
}
