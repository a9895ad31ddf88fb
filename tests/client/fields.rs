//! What a person types into the settings, correct and incorrect.

use support::{
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST},
    pages::{come_to_details, try_secret},
    say, wait,
};

use crate::{HOST, PORT, begin};

/// For each field, what a person may type by mistake, and the start of the field's message about it.
const WRONG: [(&str, &str, &str); 10] = [
    (say::LETTER.label_username(), "", say::CLIENT.rule_empty()),
    (say::LETTER.label_app_password(), "", say::CLIENT.rule_empty()),
    (HOST, "", say::CLIENT.rule_empty()),
    (HOST, "https://smtp.gmail.com/", say::CLIENT.rule_is_url()),
    (HOST, ADDRESS, say::CLIENT.rule_host_is_address()),
    (HOST, "mailserver", say::CLIENT.rule_not_a_name()),
    (HOST, "-smtp.shop.test", say::CLIENT.rule_hyphen()),
    (PORT, "", say::CLIENT.rule_not_a_port()),
    (PORT, "65536", say::CLIENT.rule_not_a_port()),
    (PORT, "smtp", say::CLIENT.rule_not_a_port()),
];

#[test]
fn mistakes_are_shown_at_their_field_and_kept() {
    let lab = Lab::start();
    let (_server, _agency, _made, client) = begin(&lab);
    client.fill(say::CLIENT.provider_address(), "ada at shop");
    client.press(say::CLIENT.provider_find());
    client.wait_for(say::CLIENT.rule_not_an_address());
    assert_eq!(client.value(say::CLIENT.provider_address()), "ada at shop");
    client.fill(say::CLIENT.provider_address(), "müller@shop.test");
    client.press(say::CLIENT.provider_find());
    client.wait_for(&say::CLIENT.rule_local_sign(&say::CLIENT.sign('ü')));
    assert_eq!(client.value(say::CLIENT.provider_address()), "müller@shop.test");
    client.fill(say::CLIENT.provider_address(), ADDRESS);
    client.press(say::CLIENT.provider_find());
    client.press(say::CLIENT.found_yes());
    client.press(say::LETTER.guide_app_password_done());

    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.fill(say::LETTER.label_app_password(), APP_PASSWORD);
    let fields = [
        (say::LETTER.label_username(), ADDRESS),
        (say::LETTER.label_app_password(), APP_PASSWORD),
        (HOST, PROVIDER_HOST),
        (PORT, "465"),
    ];
    for (label, wrong, sentence) in WRONG {
        client.fill(label, wrong);
        client.press(say::CLIENT.go_on());
        wait::until(&format!("a complaint about “{wrong}” as {label}"), || {
            let complaint = client.complaint_at(label).unwrap_or_default();
            if complaint.starts_with(sentence) { Ok(()) } else { Err(format!("it says “{complaint}”")) }
        });
        let focused = client.script("return document.activeElement.labels[0].innerText", &[]);
        assert_eq!(focused, label, "the field with the mistake has the focus");
        for (other, typed) in fields {
            let is_this = other == label;
            assert_eq!(client.value(other), if is_this { wrong } else { typed }, "{other} is kept");
            assert_eq!(client.complaint_at(other).is_some(), is_this, "{other}, while {label} is “{wrong}”");
        }
        let (_, right) = fields.into_iter().find(|(other, _)| *other == label).expect("one of the fields");
        client.fill(label, right);
    }
    client.fill(say::LETTER.label_app_password(), "short");
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.wait_for(say::LETTER.secret_unusual());
    client.press(say::CLIENT.go_on());
    client.wait_for(say::LETTER.check_before());
    client.assert_no_complaints();
}

#[test]
fn a_closed_port_is_replaced_by_an_open_one() {
    let lab = Lab::start();
    let (_server, agency, made, client) = begin(&lab);
    come_to_details(&client, ADDRESS);
    client.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
    client.fill(PORT, "2525");
    try_secret(&client, APP_PASSWORD);
    client.wait_for(&say::start(say::DIAGNOSIS.other_answers_parts(), &["2525"]));
    client.press(say::LETTER.outcome_support());
    client.wait_for("Failed at: connect");
    assert!(!client.text().contains(APP_PASSWORD), "the support desk gets no password");
    // Both ports are open. On a busy machine the preferred one may lose the race.
    let port = if client.text().contains(&say::LETTER.outcome_use_port(&465)) { "465" } else { "587" };
    client.press(&say::LETTER.outcome_use_port(&port));
    client.press(say::CLIENT.go_on());
    client.press(say::LETTER.check_start());
    client.wait_for(say::LETTER.check_passed());
    let seen = agency.seen(&made.id).check.expect("a check was run");
    assert_eq!(seen.port.get().to_string(), port);
    client.assert_no_complaints();
}
