//! A client who is stuck tells the manager from the page they are on, and the page says who helped.

use shared::{
    rules::{HELP_NOTE_MAX, HelpNote},
    status::Step,
    wire::{ContactSettings, HelpRequest, Situation},
};
use support::{
    agency::{Agency, MANAGER, MANAGER_NAME, parsed},
    browser::{Browser, DESK},
    lab::{ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, Lab, SITE},
    leaks::Canary,
    pages::{assert_built, come_to_details, sign_in},
    say, wait,
};

const CLIENT: &str = "Bakery Winter";
const NOTE: &str = "I can't find the Start button.";
/// The manager's number, as people type it.
const PHONE: &str = "+1 415 555-0142";
const CLIENT_PHONE: &str = "030 1234567";

/// Returns the start of what the page says after the manager was told.
fn told() -> String {
    say::start(say::LETTER.help_sent_parts(), &[MANAGER_NAME])
}

#[test]
fn a_stuck_client_asks_for_a_call_and_sees_who_helped() {
    let lab = Lab::start();
    let server = lab.server_with_mail(&[]);
    assert_built(&server);
    let agency = Agency::set_up_by_mail(&server, &lab.mail);
    let made = agency.onboarding(CLIENT, SITE);
    let link = made.link.url(&server.url());
    let manager = Browser::sized(DESK);
    sign_in(&manager, &server, MANAGER);
    manager.open(&format!("{}/staff/account", server.url()));
    manager.fill(say::ACCOUNT.account_contact_phone(), PHONE);
    manager.press(say::ACCOUNT.account_contact_button());
    manager.wait_for(say::ACCOUNT.account_contact_saved());

    // The first page already has everything. The program that draws the rest is loaded for it.
    let client = Browser::phone();
    client.open(&link);
    client.press(&say::CLIENT.help_ask(&MANAGER_NAME));
    client.wait_for(&say::CLIENT.help_call(&MANAGER_NAME, &PHONE));
    client.wait_for(&say::CLIENT.help_email(&MANAGER));
    client.fill(say::LETTER.help_note(), NOTE);
    client.script("document.querySelectorAll('[name=help-call]')[1].click()", &[]);
    client.press(&say::LETTER.help_send_call(&MANAGER_NAME));
    client.wait_for(say::CLIENT.rule_empty());
    client.fill(say::LETTER.help_phone(), CLIENT_PHONE);
    assert!(!client.scrolls_sideways());
    client.press(&say::LETTER.help_send_call(&MANAGER_NAME));
    client.wait_for(&told());
    client.wait_for(CLIENT_PHONE);
    assert!(!client.scrolls_sideways());
    let message = lab.mail.wait_for_message(&format!("/staff/onboardings/{}", made.id));
    assert!(message.contains(&format!("Delivered-To: {MANAGER}")), "{message}");
    assert!(message.contains(NOTE) && message.contains(CLIENT_PHONE), "{message}");
    // Someone with a stolen session could show clients another number.
    lab.mail.wait_for_message(&say::MAIL.person_contact_changed_subject(&MANAGER_NAME));

    // The client goes on meanwhile, and both programs still show the message.
    client.press(say::CLIENT.welcome_start());
    client.wait_for(&told());
    come_to_details(&client, ADDRESS);
    client.wait_for(&told());
    assert!(!client.scrolls_sideways());

    manager.open(&format!("{}/staff", server.url()));
    manager.wait_for(say::STAFF.need_asked_for_help());
    manager.open(&format!("{}/staff/onboardings/{}", server.url(), made.id));
    manager.wait_for(NOTE);
    manager.wait_for(CLIENT_PHONE);
    manager.press(say::STAFF.help_settle());
    manager.wait_until_gone(say::STAFF.help_settle_what());
    manager.assert_no_complaints();

    client.open(&link);
    client.press(&say::CLIENT.help_ask(&MANAGER_NAME));
    client.wait_for(&say::start(say::LETTER.help_settled_parts(), &[MANAGER_NAME]));
    client.wait_for(say::LETTER.help_settled_next());
    client.assert_no_complaints();
}

#[test]
fn the_secret_and_a_long_message_are_not_sent() {
    let lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding(CLIENT, SITE);
    let client = Browser::phone();
    client.open(&made.link.url(&server.url()));
    client.press(say::CLIENT.welcome_start());
    come_to_details(&client, ADDRESS);
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    client.press(&say::CLIENT.help_ask(&MANAGER_NAME));
    let send = say::LETTER.help_send(&MANAGER_NAME);
    let too_long = "x".repeat(HELP_NOTE_MAX + 1);
    for (note, complaint) in [
        (format!("It shows {APP_PASSWORD_AS_COPIED} here."), say::LETTER.help_note_secret().to_owned()),
        (too_long, say::LETTER.help_note_long(&HELP_NOTE_MAX)),
    ] {
        client.fill(say::LETTER.help_note(), &note);
        client.press(&send);
        client.wait_for(&complaint);
        assert_eq!(client.complaint_at(say::LETTER.help_note()).as_deref(), Some(complaint.as_str()));
        assert!(!client.scrolls_sideways());
        assert!(agency.seen(&made.id).help.is_empty(), "nothing was sent");
    }
    client.fill(say::LETTER.help_note(), NOTE);
    client.press(&send);
    client.wait_for(&told());
    let help = wait::until("the message", || {
        let help = agency.seen(&made.id).help;
        if help.is_empty() { Err("there is none".into()) } else { Ok(help) }
    });
    assert_eq!((help.len(), help[0].step), (1, Step::Details), "{help:?}");
    assert_eq!(help[0].note.as_ref().map(HelpNote::as_str), Some(NOTE));
    assert_ne!(client.value(say::LETTER.label_app_password()), "", "the page is as it was");
    assert!(Canary::new(APP_PASSWORD).found_in(server.log().as_bytes()).is_none());
    client.assert_no_complaints();
}

#[test]
fn a_message_needs_its_own_link() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let contact = ContactSettings { phone: Some(parsed(PHONE)), shows_email: false };
    assert_eq!(agency.manager.put("/api/me/contact", &contact).status / 100, 2);
    let made = agency.onboarding(CLIENT, SITE);
    let (client, other) = (agency.client(&made.link), agency.client(&agency.onboarding("Garage", SITE).link));
    let page = client.page();
    assert_eq!((page.view.contact_name.as_str(), page.contact.email), (MANAGER_NAME, None));
    assert_eq!(page.contact.phone, contact.phone);

    let request = HelpRequest { step: Step::Welcome, situation: Situation::Nothing, note: None, call: None };
    let stranger = other.api.post(&client.path("/help"), &request);
    assert_eq!((stranger.status, stranger.problem().code.as_str()), (404, "link-unknown"));
    assert!(agency.seen(&made.id).help.is_empty());
    assert_eq!(client.api.post(&client.path("/help"), &request).status, 201);
    assert_eq!(client.api.post(&client.path("/help"), &request).status, 200, "it is open already");
    assert_eq!(agency.seen(&made.id).help.len(), 1);
}
