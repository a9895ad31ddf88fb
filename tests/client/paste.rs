//! Records pasted from a provider's page, and compared with the domain.

use support::{
    agency::Agency,
    browser::Browser,
    lab::{Lab, SENDING, SENDING_PAGE, SENDING_ZONE},
    pages::{assert_built, at_receipt_of_sender},
    say, wait,
};

const PASTE: &str = say::LETTER.paste_label();

#[test]
fn pasted_records_are_compared_with_the_domain() {
    let mut lab = Lab::start();
    let server = lab.server();
    assert_built(&server);
    let agency = Agency::set_up(&server);
    let client = Browser::phone();
    at_receipt_of_sender(&agency, &server, &client);
    // The field is open, because the report asks for these records.
    client.press(say::LETTER.receipt_domain_check());
    for (pasted, sentence) in
        [("", say::LETTER.paste_empty()), ("Add these to your DNS", say::REPORT.domain_pasted_nothing())]
    {
        client.fill(PASTE, pasted);
        client.press(say::LETTER.paste_button());
        wait::until(&format!("a complaint about “{pasted}”"), || {
            let complaint = client.complaint_at(PASTE).unwrap_or_default();
            if complaint.starts_with(sentence) { Ok(()) } else { Err(format!("it says “{complaint}”")) }
        });
        assert_eq!(client.value(PASTE), pasted, "nothing typed is lost");
    }
    client.fill(PASTE, SENDING_PAGE);
    client.press(say::LETTER.paste_button());
    client.wait_for(say::LETTER.paste_compared());
    client.wait_for(say::LETTER.finding_wrong());
    assert_eq!(client.complaint_at(PASTE), None);

    let [key, bounces] = [
        "20261125pm._domainkey TXT \"k=ed25519;p=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"",
        "pm-bounces CNAME pm.mtasv.net.",
    ];
    lab.dns.set(SENDING, &[&SENDING_ZONE[..], &[key, bounces]].concat());
    client.press(say::LETTER.report_check_again());
    client.wait_for(say::REPORT.domain_pasted_there());
    assert_eq!(client.value(PASTE), SENDING_PAGE, "it's sent again and kept");
    client.press(say::LETTER.report_back());
    client.press(say::LETTER.receipt_domain_show());
    assert_eq!(client.value(PASTE), SENDING_PAGE, "looking at another step loses nothing");
    client.assert_no_complaints();
}
