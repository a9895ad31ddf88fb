//! Tests of a client who asks to be called.

use js_sys::Date;
use shared::{
    utc_offset::UtcOffset,
    wire::{Call, ClientPage, Contact, HelpRequest, HelpSent},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    help::{focused, panel, sent, server, settled, with},
    route,
};
use crate::{
    say,
    tests::{DAY, NOW, Server, client},
    time,
};

/// Returns a request for a call at this time.
fn called(from: i64, until: i64) -> HelpSent {
    let phone = "030 1234567".parse().expect("a phone number");
    HelpSent { call: Some(Call { phone, from, until, offset: UtcOffset::UTC }), ..sent() }
}

#[wasm_bindgen_test]
async fn a_call_takes_a_number_and_one_of_two_times() {
    let say = say::letter();
    let server = server(None);
    let page = panel().await;
    assert!(!page.has("#help-phone"));
    page.choose(".choice:nth-of-type(2) input").await;
    page.press(&say.help_send_call(&"Mia Berg")).await;
    assert!(page.has("#help-phone-error") && page.says(say::client().rule_empty()), "{}", page.text());
    assert_eq!(focused().id(), "help-phone");
    page.type_into("#help-phone", "call me").await;
    page.press(&say.help_send_call(&"Mia Berg")).await;
    assert!(page.says(say::client().rule_not_a_phone()), "{}", page.text());
    assert_eq!(server.was_asked(&route("POST", "/help")), 0);

    server.answers(&route("POST", "/help"), &called(NOW + 3600, NOW + 3 * 3600));
    page.type_into("#help-phone", "030 1234567").await;
    page.press(&say.help_send_call(&"Mia Berg")).await;
    assert_eq!(server.was_asked(&route("POST", "/help")), 1);
    assert!(page.says("030 1234567") && !page.has("#help-phone"), "{}", page.text());
}

#[wasm_bindgen_test]
async fn a_call_is_sent_as_two_hours_of_the_clients_clock() {
    let server = server(None);
    for choice in [2, 3] {
        server.answers(&route("POST", "/help"), &settled());
        let page = panel().await;
        page.choose(&format!(".choice:nth-of-type({choice}) input")).await;
        page.type_into("#help-phone", "030 1234567").await;
        page.press(&say::letter().help_send_call(&"Mia Berg")).await;
        let request: HelpRequest = Server::body(&route("POST", "/help")).await;
        let call = request.call.expect("a call");
        let from = Date::new_0();
        #[expect(clippy::cast_precision_loss, reason = "exact up to the year 285,000")]
        from.set_time(call.from as f64 * 1000.0);
        assert!([9, 14].contains(&from.get_hours()) && from.get_minutes() == 0, "{call:?}");
        assert_eq!((call.until - call.from, call.offset), (2 * 3600, time::utc_offset(call.from)));
        assert!(call.from > NOW && call.from < NOW + 5 * DAY, "{call:?}");
    }
}

#[wasm_bindgen_test]
async fn a_time_that_has_passed_is_chosen_again() {
    let say = say::letter();
    let server = server(None);
    server.answers(&route("POST", "/help"), &sent());
    let page = panel().await;
    page.choose(".choice:nth-of-type(2) input").await;
    page.type_into("#help-phone", "030 1234567").await;
    Server::clock_shows(NOW + 8 * DAY);
    page.press(&say.help_send_call(&"Mia Berg")).await;
    assert!(page.says(say.help_time_passed()) && focused().id() == "help-time", "{}", page.text());
    assert_eq!(server.was_asked(&route("POST", "/help")), 0);
    page.choose(".choice:nth-of-type(2) input").await;
    assert_eq!(page.value("#help-phone"), "030 1234567", "only the time is chosen again");
    page.press(&say.help_send_call(&"Mia Berg")).await;
    let request: HelpRequest = Server::body(&route("POST", "/help")).await;
    assert!(request.call.is_some_and(|call| call.from > NOW + 8 * DAY), "it is one of the new times");
}

#[wasm_bindgen_test]
async fn a_call_says_when_it_was_asked_for_and_what_to_do_afterward() {
    let say = say::letter();
    Server::clock_shows(NOW);
    let tomorrow = time::hour_in(1, 9);
    let clock = |at: i64| (time::clock(at), time::clock(at + 7200));
    let on_date = |at: i64| {
        let (from, until) = clock(at);
        say.help_time_date(&time::date(at), &from, &until)
    };
    let (from, until) = clock(tomorrow);
    for (at, words, is_over) in [
        (tomorrow, say.help_time_tomorrow(&from, &until), false),
        (NOW + 4 * DAY, on_date(NOW + 4 * DAY), false),
        (NOW - 2 * DAY, on_date(NOW - 2 * DAY), true),
    ] {
        let server = server(Some(called(at, at + 7200)));
        let page = panel().await;
        let asked = say.help_sent_call(&"Mia Berg", &"030 1234567", &words);
        assert!(page.says(&asked), "{asked}: {}", page.text());
        assert_eq!(page.says(&say.help_sent_call_over(&"Mia Berg")), is_over, "{words}: {}", page.text());
        drop(page);
        let contact = Contact { phone: None, ..client::contact() };
        server.answers(&route("GET", ""), &ClientPage { contact, ..with(Some(called(at, at + 7200))) });
        let page = panel().await;
        assert_eq!(page.says(say.help_sent_call_over_no_phone()), is_over, "{words}: {}", page.text());
    }
    let _server = server(Some(called(NOW - 7200, NOW)));
    assert!(panel().await.says(&say.help_sent_call_over(&"Mia Berg")), "the time has just ended");
}
