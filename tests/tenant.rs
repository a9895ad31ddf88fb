//! A website at Microsoft 365, from the manager's link to its first message that arrives: the client hands the app over
//! to an administrator, and a real WordPress sends with it.

use shared::{
    check::{Attested, CheckVerdict},
    delivery::Answer,
    grant::MICROSOFT,
    wire::{Board, DeliveryView, Judged},
};
use support::{
    agency::{Agency, MANAGER, TECHNICIAN, TECHNICIAN_NAME},
    browser::Browser,
    command::Terminal,
    leaks::Canary,
    mail::Onward,
    pages::{assert_built, choose_way_as, key_of_manager, link_in_message, make_link, sign_in},
    say,
    server::Server,
    tenant::{APPLICATION, CLIENT_SECRET, MAILBOX, OFFICE_HOST, SELECTOR, TENANT, TOKEN_MARK, Tenant},
    wait,
    wordpress::{Outside, Wordpress},
};
use words::Language;

const DELIVERY: words::Delivery = words::delivery(Language::En);
/// The client's name.
const CLIENT: &str = "Bakery Winter";
/// The Object ID under Enterprise apps.
const OBJECT: &str = "7e6d5c4b-0000-4111-8222-666677778888";
/// The WordPress user who has the one-time address.
const VISITOR: &str = "visitor";
/// The domain whose mail the agency's server receives.
const RECEIVING: &str = "mx.agency.test";

// A test has three addresses: one for DNS, one for Sealpost's pages, and the mail server's, which has all others.
const RECEIVER_PORT: u16 = 2525;
const SIGNER_PORT: u16 = 8891;
const SITE_PORT: u16 = 8080;

/// The organization at Microsoft 365, the agency's server, and the website, which can't send yet.
struct World {
    tenant: Tenant,
    server: Server,
    site: Wordpress,
}

impl World {
    fn start() -> Self {
        let onward = Onward { domain: RECEIVING, receiver: RECEIVER_PORT, signer: SIGNER_PORT };
        let tenant = Tenant::that_sends_on(&onward);
        let address = tenant.mail.address();
        let inbound = format!("{RECEIVING}@{address}:{RECEIVER_PORT}");
        let server = tenant.server_with(&[("SEALPOST_INBOUND", &inbound)]);
        let outside = Outside { hosts: &[OFFICE_HOST, MICROSOFT], address, authority: tenant.authority() };
        let site = Wordpress::start((address, SITE_PORT).into(), MAILBOX, &outside);
        Self { tenant, server, site }
    }

    /// Returns what all servers have logged.
    fn log(&self) -> String {
        [("WordPress", self.site.log()), ("Microsoft", self.tenant.log()), ("Sealpost", self.server.log())]
            .map(|(name, log)| format!("---- {name} ----\n{log}\n"))
            .concat()
    }
}

#[test]
fn an_app_that_an_administrator_set_up_sends_the_sites_mail() {
    let world = World::start();
    let World { server, site, .. } = &world;
    assert_built(server);
    let agency = Agency::set_up(server);

    let manager = Browser::phone();
    sign_in(&manager, server, MANAGER);
    let link = make_link(&manager, server, CLIENT, TENANT);
    assert!(!manager.scrolls_sideways());
    let (id, key) = (agency.only_onboarding(), key_of_manager(&manager, server));
    manager.assert_no_complaints();

    let client = Browser::phone();
    enter_values(&hand_over(&client, &link));
    seal(&client);
    let check = agency.seen(&id).check.expect("a check was run");
    assert_eq!((check.verdict, check.attested_by), (CheckVerdict::Ok, Attested::Browser), "{check:#?}");

    let computer = Terminal::of_technician(server, &agency, &[]);
    let open = ["open", &id, "-i", "key.txt", "--accept-manager", &key];
    let opened = computer.run(&[&open[..], &["--as", "wordpress-plain", "--configured"]].concat(), "");
    site.add_plugin("sealpost-mail.php", opened.well());

    let technician = Browser::phone();
    let address = wait_for_message(&technician, server, &id);
    site.add_user(VISITOR, &address);
    if let Err(page) = site.request_password_reset(VISITOR) {
        panic!("WordPress can't send: {page}\n{}", world.log());
    }
    let judged = wait::until("the site's message", || {
        let view: DeliveryView = agency.technician.get(&format!("/api/onboardings/{id}/delivery")).json();
        view.judged.clone().ok_or_else(|| format!("{view:?}\n{}", world.log()))
    });
    assert_proven(&judged, &world);
    technician.wait_for(say::STAFF.prove_yes());
    assert!(!technician.scrolls_sideways());
    technician.assert_no_complaints();

    let board: Board = agency.manager.get("/api/onboardings").json();
    assert_eq!(board.rows[0].proven_at, Some(judged.at), "{:?}", board.rows);
    client.open(&link);
    client.wait_for(say::LETTER.receipt_proven());
    client.assert_no_complaints();
    assert_no_secret_seen(&world);
}

/// Goes from the link to the way with an app, and hands its steps over. Returns the administrator's link.
fn hand_over(client: &Browser, link: &str) -> String {
    client.open(link);
    client.press(say::CLIENT.welcome_start());
    client.fill(say::CLIENT.provider_address(), MAILBOX);
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    let (someone_else, no_plugin) =
        (say::LETTER.ways_administrator_other(), say::LETTER.ways_wordpress_other());
    choose_way_as(client, someone_else, no_plugin, say::WAYS.way_app_scoped());
    client.press(say::LETTER.hand_over_make());
    client.wait_for(say::LETTER.hand_over_waiting());
    assert!(!client.scrolls_sideways());
    link_in_message(client)
}

/// Enters the app's values in the administrator's browser.
fn enter_values(step: &str) {
    let admin = Browser::phone();
    admin.open(step);
    admin.wait_for(&say::HELPER.what(&CLIENT, &TENANT, &MAILBOX));
    for (label, value) in [
        (say::LETTER.label_application(), APPLICATION),
        (say::LETTER.label_tenant(), TENANT),
        (say::HELPER.label_object(), OBJECT),
        (say::HELPER.label_proof(), CLIENT_SECRET),
    ] {
        admin.fill(label, value);
    }
    assert!(!admin.scrolls_sideways());
    admin.press(&say::HELPER.send(&CLIENT));
    admin.wait_for(say::HELPER.done());
    admin.assert_no_complaints();
}

/// Waits until the values have arrived on the client's page, tests them there, and sends them.
fn seal(client: &Browser) {
    client.wait_for(say::LETTER.check_before());
    client.press(say::LETTER.check_start());
    client.wait_for(&say::LETTER.outcome_passed_app(&TECHNICIAN_NAME));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    assert!(!client.scrolls_sideways());
    client.assert_no_complaints();
}

/// Presses the button on the staff page. Returns the address that the page shows.
fn wait_for_message(technician: &Browser, server: &Server, id: &str) -> String {
    sign_in(technician, server, TECHNICIAN);
    technician.open(&format!("{}/staff/onboardings/{id}", server.url()));
    technician.press(say::STAFF.prove_begin());
    technician.wait_for(say::STAFF.prove_waiting());
    assert!(!technician.scrolls_sideways());
    technician.beside(&format!("Copy {}", say::STAFF.prove_address()))
}

/// Checks that the message is authentic in every way.
fn assert_proven(judged: &Judged, world: &World) {
    let log = world.log();
    assert_eq!(judged.answer, Answer::Yes, "{judged:#?}\n{log}");
    let told = [&judged.arrival[..], &judged.spf[..], &judged.dkim[..]].concat().join("\n");
    for sentence in [
        DELIVERY.delivery_from(&MAILBOX),
        DELIVERY.delivery_spf_pass(&TENANT),
        DELIVERY.delivery_dkim_pass(&TENANT, &SELECTOR),
    ] {
        assert!(told.contains(&sentence), "{sentence}: {judged:#?}\n{log}");
    }
    assert_eq!(judged.dmarc, DELIVERY.delivery_dmarc_pass(&"reject", &TENANT));
}

/// Checks that only the client's browser and the website got a token, and that the server has neither the secret nor a
/// token.
fn assert_no_secret_seen(World { tenant, server, .. }: &World) {
    let [_, from_site] = &tenant.requests.all()[..] else { panic!("not one for each of the two") };
    assert!(from_site.contains("User-Agent: WordPress/"), "{from_site}");
    for secret in [CLIENT_SECRET, TOKEN_MARK] {
        assert!(Canary::new(secret).found_in(server.log().as_bytes()).is_none(), "a secret is in the log");
        for folder in server.folders() {
            Canary::new(secret).assert_not_under(&folder);
        }
    }
}
