//! Tests of dates and times, in this browser's own English and the tests' time zone, UTC.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::{
    say,
    tests::{DAY, NOW, Server},
    time,
};

/// Replaces the narrow space that browsers put before AM and PM.
fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

#[wasm_bindgen_test]
fn times_are_formatted_for_the_readers_locale() {
    let _server = Server::start();
    assert_eq!(time::now(), NOW);
    assert_eq!(time::date(NOW), "March 3, 2027");
    assert_eq!(plain(&time::clock(NOW)), "2:02 PM");
    assert_eq!(plain(&time::date_and_clock(NOW)), "March 3, 2027 at 2:02 PM");
    assert_eq!(time::machine(NOW), "2027-03-03T14:02:00.000Z");
}

#[wasm_bindgen_test]
fn a_recent_time_includes_the_day_of_the_week() {
    let _server = Server::start();
    let say = say::staff();
    let clock = time::clock(NOW);
    assert_eq!(time::moment(NOW, NOW), say.time_moment(&"Wednesday", &clock));
    assert_eq!(time::moment(NOW, NOW - 5 * DAY), say.time_moment(&"Friday", &clock));
    assert_eq!(time::moment(NOW, NOW - 6 * DAY), say.time_moment(&"February 25, 2027", &clock));
    // A device clock that is behind the server's.
    assert_eq!(time::moment(NOW, NOW + DAY), say.time_moment(&"March 4, 2027", &clock));
}
