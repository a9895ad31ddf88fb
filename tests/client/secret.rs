//! The format of the secret on the page. Characters that may be there by mistake are visibly removed, or the page
//! offers to remove them. Both can be undone. The mail server and the technician get exactly what is in the field in
//! the end.

use shared::{open::open, wire::SealedSubmission};
use support::{
    agency::Agency,
    browser::Browser,
    lab::{ADDRESS, Lab, PROVIDER_HOST},
    pages::come_to_details,
    say, wait,
};

use crate::begin;

const FIELD: &str = say::LETTER.label_app_password();
const PASTED: &str = "abcd efgh ijkl mnop";
const CLEANED: &str = "abcdefghijklmnop";
const OWN_FIELD: &str = say::LETTER.label_mailbox_password();
const QUOTED: &str = "'Lamp-5'";

/// Tests the sign-in with the field's content, until the page shows this verdict.
fn try_it(client: &Browser, verdict: &str) {
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(verdict);
}

/// Seals the settings, and returns the secret that a technician reads.
fn sealed(client: &Browser, agency: &Agency, id: &str) -> String {
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.seal_send());
    client.wait_for(say::LETTER.receipt_done());
    let kept: SealedSubmission = agency.technician.get(&format!("/api/onboardings/{id}/sealed")).json();
    let opened = open(&agency.identities, &kept.sealed.file).expect("it was sealed to this key");
    opened.secret.text().expose().to_owned()
}

/// Chooses a mailbox at an unknown provider, so that everything has to be typed.
pub(super) fn own_server(client: &Browser) {
    client.fill(say::CLIENT.provider_address(), ADDRESS);
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_no());
    client.press(say::CLIENT.pick_other());
    client.press(say::LETTER.guide_four_done());
    client.fill(say::LETTER.label_host(), PROVIDER_HOST);
    client.fill(say::LETTER.label_port(), "465");
}

fn assert_note(client: &Browser, note: &str) {
    wait::until(&format!("the note “{note}”"), || {
        let notes = client.script("return document.querySelector('.field__notes').innerText", &[]);
        let notes = notes.as_str().unwrap_or_default().trim().to_owned();
        if notes.contains(note) && notes.is_empty() == note.is_empty() { Ok(()) } else { Err(notes) }
    });
}

/// The provider's app passwords have no spaces, and this server rejects one with spaces.
#[test]
fn pasted_extras_are_removed_visibly_and_can_be_restored() {
    let lab = Lab::with_password(PASTED);
    let (_server, agency, made, client) = begin(&lab);
    come_to_details(&client, ADDRESS);

    client.paste(FIELD, PASTED);
    assert_note(&client, &say::LETTER.secret_removed_spaces(3));
    assert_eq!(client.value(FIELD), CLEANED);
    try_it(&client, say::LETTER.check_failed());
    client.press(say::LETTER.outcome_correct_password());
    assert_eq!(client.value(FIELD), CLEANED, "the field shows what was tested");

    client.paste(FIELD, PASTED);
    assert_note(&client, &say::LETTER.secret_removed_spaces(3));
    client.press(say::LETTER.secret_undo());
    assert_note(&client, "");
    assert_eq!(client.value(FIELD), PASTED, "as it was pasted");
    try_it(&client, say::LETTER.check_passed());
    assert_eq!(sealed(&client, &agency, &made.id), PASTED);
    client.assert_no_complaints();
}

/// Nothing is known about this mailbox's passwords. The page reports what looks odd, and keeps it unless the client
/// removes it.
#[test]
fn an_odd_format_is_reported_and_its_removal_can_be_undone() {
    let lab = Lab::with_password(QUOTED);
    let (_server, agency, made, client) = begin(&lab);
    own_server(&client);

    client.paste(OWN_FIELD, QUOTED);
    assert_note(&client, say::CLIENT.oddity_quotes());
    assert_eq!(client.value(OWN_FIELD), QUOTED, "the page only points it out");
    client.press(say::LETTER.secret_remove());
    assert_note(&client, say::LETTER.secret_removed_quotes());
    assert_eq!(client.value(OWN_FIELD), "Lamp-5");
    try_it(&client, say::LETTER.check_failed());

    client.press(say::LETTER.outcome_correct_password());
    client.paste(OWN_FIELD, QUOTED);
    client.press(say::LETTER.secret_remove());
    client.press(say::LETTER.secret_undo());
    assert_eq!(client.value(OWN_FIELD), QUOTED);
    try_it(&client, say::LETTER.check_passed());
    assert_eq!(sealed(&client, &agency, &made.id), QUOTED);
    client.assert_no_complaints();
}
