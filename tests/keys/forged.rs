//! What a server makes up: a submission under its own link, and technicians that the link wasn't made for.

use std::fs;

use shared::{
    details::SecretKind,
    link::Link,
    open::Identities,
    rules::Security,
    seal::seal,
    secret::Secret,
    wire::{Role, SubmitRequest},
};
use support::{
    agency::{TECHNICIAN, give_key},
    browser::{Browser, DESK},
    client::answers,
    pages::{accept_recipients, assert_built, open_letter, sign_in},
    say,
};

use crate::{KIM, KIM_NAME, set_up, terminal};

#[test]
fn a_submission_forged_by_the_operator_is_called_forged() {
    let (server, agency) = set_up();
    assert_built(&server);
    let made = agency.onboarding("Bakery Winter", "shop.test");
    let client = agency.client(&made.link);
    // A dishonest server knows the token and the technicians' public keys, but not the link.
    let forged = Link::new(made.link.pin(), |secret| secret.fill(1));
    let details = answers("smtp.evil.test", 465, Security::ImplicitTls, "ada@shop.test");
    let secret = Secret::from_text(SecretKind::AppPassword, "not the client's".into()).expect("a secret");
    let sealed = seal(&forged, &client.view().recipients, &details, &secret, 0).expect("it can be sealed");
    let request = SubmitRequest { sealed, recipients: made.link.pin(), secret_expires_at: None };
    assert_eq!(client.submit(&request).status, 201, "a server can't tell");

    let adas = terminal(&server, TECHNICIAN, &[]);
    fs::write(adas.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &Identities::generate());
    for command in
        [&["open", &made.id, "-i", "key.txt", "--json"][..], &["reseal", &made.id, "-i", "key.txt"]]
    {
        let output = adas.run(command, "");
        assert!(output.status == Some(1) && output.err.contains(say::CLI.origin_elsewhere()), "{output:?}");
        assert!(!output.out.contains("evil"), "{output:?}");
    }
    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, TECHNICIAN);
    open_letter(&technician, &server, &made.id, &adas.file("key.txt"));
    technician.wait_for(say::TECHNICIAN.origin_forged());
    technician.press(say::TECHNICIAN.opened_show());
    technician.wait_for("smtp.evil.test");
    assert!(
        !technician.offers(say::TECHNICIAN.copy()) && !technician.offers(say::TECHNICIAN.secret_show()),
        "{}",
        technician.text()
    );
    technician.open(&format!("{}/staff/queue/{}/reseal", server.url(), made.id));
    technician.choose_file(say::TECHNICIAN.key_file_choose_button(), &adas.file("key.txt"));
    accept_recipients(&technician);
    technician.press(say::TECHNICIAN.reencrypt_button());
    technician.wait_for(say::TECHNICIAN.reencrypt_failed());
    assert_eq!(agency.seen(&made.id).receipt.expect("the receipt is kept").resealed, None);
}

#[test]
fn recipients_that_do_not_match_the_link_stop_the_client_and_are_reported() {
    let (server, agency) = set_up();
    assert_built(&server);
    // To the client, this looks like a server that has swapped the technicians: the link was made for others.
    let made =
        agency.onboarding_with("Bakery Winter", "shop.test", |pin| Link::new(pin, |secret| secret.fill(7)));
    give_key(&agency.person(KIM_NAME, KIM, Role::Technician), &Identities::generate());
    let swapped = Link::new(agency.new_link().0.pin(), |secret| secret.fill(7));
    assert_eq!(swapped.locator(), made.link.locator(), "only the pin differs");
    let client = Browser::phone();
    client.open(&swapped.url(&server.url()));
    client.wait_for(say::CLIENT.closed_strangers());
    assert!(!client.offers(say::CLIENT.welcome_start()), "the client can't continue");
    let activity = agency.seen(&made.id).activity;
    assert!(activity.iter().any(|entry| entry.code.contains("alarm")), "{activity:#?}");
}
