//! What somebody has cut, altered, forged, repeated, raced, guessed or written to be taken for something else: each
//! gets a clear sentence, and nothing of it is kept.
//!
//! Each lesson that other projects had to learn has a test here or next to the code that it is about; [`LESSONS`] says
//! which.

#[path = "hostile/connections.rs"]
mod connections;
#[path = "hostile/door.rs"]
mod door;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/links.rs"]
mod links;
#[path = "hostile/markup.rs"]
mod markup;
#[path = "hostile/people.rs"]
mod people;
#[path = "hostile/submissions.rs"]
mod submissions;

use std::{fs, path::Path, thread};

use shared::{
    open::Identities,
    recipients::{Pin, Recipient, RecipientSet},
    rules::Security,
    wire::SubmitRequest,
};
use support::{
    agency::Agency,
    client::{Client, answers},
    http::Answer,
    server::Server,
};

/// What went wrong elsewhere, and the test that holds it here: its file, and its name.
const LESSONS: &[(&str, &str, &str)] = &[
    ("a pin that failed open when the link was cut", "shared/src/link.rs", "fails_closed_when_cut_anywhere"),
    ("the same, in the browser", "tests/client.rs", "a_link_that_does_not_hold_says_so"),
    (
        "a pin over one key, and short",
        "shared/src/recipients.rs",
        "the_pin_covers_version_order_names_and_keys",
    ),
    ("revealed or fulfilled twice", "tests/hostile/submissions.rs", "of_fifty_at_once_one_is_kept"),
    (
        "the same, for accounts",
        "tests/hostile/limits.rs",
        "a_set_up_link_makes_one_person_however_many_use_it",
    ),
    ("link scanners burned links", "tests/hostile/links.rs", "reading_changes_nothing"),
    (
        "link scanners ran the POST",
        "tests/hostile/links.rs",
        "posting_without_the_links_secret_changes_nothing",
    ),
    (
        "X-Forwarded-For believed of anybody",
        "tests/hostile/people.rs",
        "guessing_a_password_ends_at_the_limit_whatever_the_headers_say",
    ),
    (
        "the same, of a proxy's own client",
        "backend/src/routes/tests/hostile.rs",
        "passwords_cannot_be_guessed_at_will",
    ),
    ("brute force", "tests/checks.rs", "five_checks_in_an_hour_and_not_one_more"),
    ("secrets in logs", "tests/canary.rs", "the_secret_is_nowhere"),
    ("secrets left in memory", "tests/canary.rs", "the_secret_is_in_memory_for_its_check_and_no_longer"),
    ("requests into the private network", "tests/checks.rs", "nothing_but_the_public_internet_is_reached"),
    (
        "addresses in other notations",
        "backend/src/egress/tests.rs",
        "an_address_is_refused_in_every_notation",
    ),
    ("a name resolved twice", "backend/src/egress/tests.rs", "what_was_vetted_is_what_is_connected_to"),
    (
        "a name that is public and private",
        "backend/src/egress/tests.rs",
        "of_mixed_addresses_only_the_public_ones_are_tried",
    ),
    ("redirects into the private network", "backend/src/egress/https/tests.rs", "redirects_are_vetted_anew"),
    ("answers without end", "backend/src/egress/https/tests.rs", "what_is_no_answer"),
    ("banners shown to strangers", "tests/hostile/door.rs", "a_stranger_makes_us_connect_to_nobody"),
    ("text rendered as HTML", "tests/hostile/markup.rs", "what_people_write_is_shown_as_they_wrote_it"),
    (
        "limits that did nothing under a crowd",
        "tests/hostile/limits.rs",
        "of_a_crowd_exactly_as_many_as_the_limit_says_are_let_through",
    ),
    (
        "roles believed without the membership",
        "backend/src/routes/tests/allowed.rs",
        "who_was_deactivated_is_nobody",
    ),
    (
        "sessions that outlive a changed password",
        "tests/accounts.rs",
        "a_changed_password_is_the_end_of_every_other_session",
    ),
    (
        "a limit for the second factor that did nothing",
        "backend/src/routes/tests/accounts.rs",
        "codes_cannot_be_guessed_at_will",
    ),
    (
        "a fall-back to sealing on the server",
        "tests/hostile/submissions.rs",
        "what_is_no_sealed_file_is_refused_and_nothing_is_lost",
    ),
    ("work without bound for one request", "tests/hostile/connections.rs", "bodies_have_an_edge"),
    ("requests that never end", "backend/src/serve/tests.rs", "a_head_that_does_not_end_is_not_waited_for"),
    (
        "memory that grows with a stranger's input",
        "tests/hostile/limits.rs",
        "strangers_leave_nothing_behind",
    ),
    (
        "recipients' keys swapped by the server",
        "shared/src/open.rs",
        "a_swapped_recipient_set_is_refused_before_anything_is_sealed",
    ),
    ("the same, told to the agency", "tests/hostile/links.rs", "a_changed_recipient_set_raises_the_alarm"),
    ("links broken by mail programs", "shared/src/link.rs", "survives_what_mail_programs_do"),
    ("spaces copied with a password", "shared/src/details.rs", "pastes_are_cleaned"),
    (
        "TLS in the browser that trusts on first use",
        "tests/relay.rs",
        "a_certificate_of_nobody_is_found_by_the_browser_before_anything_is_said",
    ),
    ("a relay without bounds", "tests/relay.rs", "no_other_host_port_or_protocol"),
    ("the same, in bytes", "tests/relay.rs", "a_message_is_too_much_to_pass"),
    ("the same, in time", "tests/relay.rs", "a_drip_and_a_flood_end_early"),
    ("a server that reads along", "tests/canary.rs", "in_the_blind_form_the_server_never_has_it"),
    ("AUTH lines in logs", "tests/architecture.rs", "nothing_secret_is_logged"),
];

#[test]
fn every_lesson_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace");
    for (lesson, file, test) in LESSONS {
        let code = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(code.contains(&format!("fn {test}()")), "{lesson}: there is no {test} in {file}");
    }
}

const SECRET: &str = "abcdefghijklmnop";

fn set_up() -> (Server, Agency) {
    let server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    (server, agency)
}

fn sealed_by(client: &Client, secret: &str) -> SubmitRequest {
    client.seal(&answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test"), secret)
}

fn pin_of_strangers() -> Pin {
    let eve = Recipient::new("Eve", &Identities::generate().public_keys()[0]).expect("a right key");
    RecipientSet::new(1, vec![eve]).expect("a set of one").pin()
}

fn assert_problem(answer: &Answer, status: u16, code: &str) {
    let problem = answer.problem();
    assert_eq!((problem.status, problem.code.as_str()), (status, code), "{answer}");
}

/// The same by so many at once.
fn at_once<T: Send>(times: usize, act: impl Fn(usize) -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let begun: Vec<_> = (0..times)
            .map(|i| {
                scope.spawn({
                    let act = &act;
                    move || act(i)
                })
            })
            .collect();
        begun.into_iter().map(|acting| acting.join().expect("no panic")).collect()
    })
}
