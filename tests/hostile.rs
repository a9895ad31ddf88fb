//! Input that someone has cut, altered, forged, repeated, raced, guessed, or disguised as something else. Each gets a
//! clear message, and nothing of it is kept.
//!
//! Each lesson that other projects had to learn has a test here or next to the code concerned. [`LESSONS`] lists them.

#[path = "hostile/connections.rs"]
mod connections;
#[path = "hostile/crowds.rs"]
mod crowds;
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
#[path = "hostile/relays.rs"]
mod relays;
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

/// What went wrong in other projects, and the test that prevents it here: its file, and its name.
const LESSONS: &[(&str, &str, &str)] = &[
    ("a pin that failed open when the link was cut", "shared/src/link/tests.rs", "rejects_truncated_links"),
    ("the same, in the browser", "tests/client/over.rs", "a_link_that_does_not_work_says_so"),
    (
        "a short pin over only one key",
        "shared/src/recipients/tests.rs",
        "the_pin_covers_version_order_names_and_keys",
    ),
    (
        "revealed or fulfilled twice",
        "tests/hostile/submissions.rs",
        "one_of_fifty_parallel_submissions_is_kept",
    ),
    (
        "the same, for accounts",
        "tests/hostile/limits.rs",
        "a_setup_link_creates_one_person_even_if_used_in_parallel",
    ),
    ("link scanners burned links", "tests/hostile/links.rs", "reading_changes_nothing"),
    (
        "link scanners ran the POST",
        "tests/hostile/links.rs",
        "posting_without_the_links_secret_changes_nothing",
    ),
    (
        "X-Forwarded-For trusted from anyone",
        "tests/hostile/people.rs",
        "headers_cannot_evade_the_limit_on_password_guesses",
    ),
    (
        "the same, from a proxy's own client",
        "backend/web/src/routes/tests/hostile.rs",
        "guesses_of_passwords_are_limited",
    ),
    ("brute force", "tests/checks.rs", "an_hour_allows_five_checks"),
    ("secrets in logs", "tests/canary.rs", "the_secret_is_stored_nowhere"),
    ("secrets left in memory", "tests/canary.rs", "the_secret_is_in_memory_only_during_its_check"),
    ("requests into the private network", "tests/checks.rs", "only_the_public_internet_is_reached"),
    ("addresses in other notations", "backend/net/src/tests.rs", "an_address_is_refused_in_every_notation"),
    ("a name resolved twice", "backend/net/src/tests.rs", "only_the_vetted_address_is_connected_to"),
    (
        "a name that is public and private",
        "backend/net/src/tests.rs",
        "only_public_addresses_of_a_mixed_host_are_tried",
    ),
    ("redirects into the private network", "backend/net/src/https/tests.rs", "redirects_are_vetted_again"),
    ("endless answers", "backend/net/src/https/tests.rs", "invalid_answers_are_rejected"),
    ("banners shown to strangers", "tests/hostile/door.rs", "a_stranger_cannot_make_the_server_connect"),
    ("text rendered as HTML", "tests/hostile/markup.rs", "markup_in_names_and_notes_is_shown_as_text"),
    (
        "limits that failed under parallel requests",
        "tests/hostile/limits.rs",
        "parallel_requests_pass_exactly_up_to_the_limit",
    ),
    (
        "roles trusted without membership",
        "backend/web/src/routes/tests/allowed.rs",
        "a_deactivated_person_has_no_access",
    ),
    (
        "sessions that outlive a changed password",
        "tests/accounts.rs",
        "changing_the_password_ends_every_other_session",
    ),
    (
        "a second-factor limit that did nothing",
        "backend/web/src/routes/tests/accounts.rs",
        "guesses_of_codes_are_limited",
    ),
    (
        "a fallback to sealing on the server",
        "tests/hostile/submissions.rs",
        "a_file_that_is_not_sealed_is_refused_and_nothing_is_lost",
    ),
    ("unlimited work for one request", "tests/hostile/connections.rs", "bodies_have_a_size_limit"),
    (
        "requests that never end",
        "backend/web/src/serve/tests.rs",
        "a_head_that_arrives_too_slowly_ends_the_connection",
    ),
    (
        "memory that grows with a stranger's input",
        "tests/hostile/limits.rs",
        "strangers_leave_nothing_behind",
    ),
    (
        "recipients' keys swapped by the server",
        "shared/src/open/tests.rs",
        "a_swapped_recipient_set_is_rejected_before_encryption",
    ),
    ("the same, reported to the agency", "tests/hostile/links.rs", "a_changed_recipient_set_raises_an_alarm"),
    ("links broken by mail programs", "shared/src/link/tests.rs", "survives_changes_by_mail_programs"),
    ("spaces copied with a password", "shared/src/details/tests.rs", "pastes_are_cleaned"),
    (
        "TLS in the browser that trusts on first use",
        "tests/relay.rs",
        "the_browser_rejects_an_untrusted_certificate_before_it_sends_anything",
    ),
    ("a relay without limits", "tests/relay.rs", "the_relay_allows_no_other_host_port_or_protocol"),
    ("the same, in bytes", "tests/relay.rs", "a_message_is_too_large_for_the_relay"),
    ("the same, in time", "tests/relay.rs", "trickling_and_flooding_end_early"),
    (
        "a server that reads the traffic",
        "tests/canary.rs",
        "the_server_never_has_the_secret_in_a_blind_check",
    ),
    (
        "sockets that don't count after an upgrade",
        "backend/web/src/serve/tests.rs",
        "an_upgraded_socket_keeps_its_place_until_it_is_closed",
    ),
    (
        "an account that strangers can lock",
        "backend/web/src/routes/tests/lockouts.rs",
        "an_owner_always_has_a_way_in",
    ),
    (
        "limits per address that a network evades",
        "backend/core/tests/tries.rs",
        "a_whole_network_gets_few_more_attempts",
    ),
    (
        "a relay to a server that trusts us",
        "tests/hostile/relays.rs",
        "the_relay_has_no_room_for_a_message_sent_step_by_step",
    ),
    (
        "answers that grow many times in memory",
        "tests/hostile/crowds.rs",
        "reports_on_hostile_dns_servers_take_little_memory",
    ),
    ("AUTH lines in logs", "tests/architecture.rs", "nothing_secret_is_logged"),
];

#[test]
fn every_lesson_has_its_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ is in the workspace");
    for (lesson, file, test) in LESSONS {
        let code = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        if let Err(wrong) = has_test(&code, test) {
            panic!("{lesson}: {test} in {file} {wrong}");
        }
    }
}

/// Returns true if the code has a test with this name that runs and asserts something.
fn has_test(code: &str, name: &str) -> Result<(), &'static str> {
    let lines: Vec<&str> = code.lines().map(str::trim).collect();
    let is_head = |line: &&str| {
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("fn ").is_some_and(|rest| rest.starts_with(&format!("{name}(")))
    };
    // A test that is commented out begins with a slash.
    let at = lines.iter().position(is_head).ok_or("doesn't exist")?;
    let attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
    let attributes: Vec<&str> = attributes.copied().collect();
    // Inside `proptest!`, each function with an argument is a test.
    let is_test =
        attributes.iter().any(|line| line.starts_with("#[test") || line.starts_with("#[tokio::test"));
    if !is_test {
        return Err("isn't a test");
    }
    if attributes.iter().any(|line| line.starts_with("#[ignore") || line.starts_with("#[cfg_attr")) {
        return Err("isn't run");
    }
    let asserts = |at: usize| body_at(code, at).any(is_asserting);
    // Some tests assert in a helper function.
    let calls = |word: &str| body_at(code, at).any(|line| line.contains(&format!("{word}(")));
    let beside = lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.strip_prefix("fn ")?)));
    let mut beside = beside.filter(|(_, rest)| rest.split(['(', '<']).next().is_some_and(calls));
    if asserts(at) || beside.any(|(at, _)| asserts(at)) { Ok(()) } else { Err("asserts nothing") }
}

/// Returns the lines of the function that starts at this line, up to its closing brace.
fn body_at(code: &str, at: usize) -> impl Iterator<Item = &str> {
    let indent = code.lines().nth(at).map_or(0, |line| line.len() - line.trim_start().len());
    let end = format!("{}}}", " ".repeat(indent));
    code.lines().skip(at + 1).take_while(move |line| **line != end)
}

fn is_asserting(line: &str) -> bool {
    let asserts = ["assert", "panic!", ".problem(", "expect_err", ".play(", "hold("];
    !line.trim().starts_with("//") && asserts.iter().any(|word| line.contains(word))
}

#[test]
fn a_test_that_is_ignored_or_asserts_nothing_does_not_count() {
    let code = |attribute: &str, head: &str, body: &str| format!("{attribute}\n{head} {{\n    {body}\n}}\n");
    let good = "assert!(true);";
    assert_eq!(has_test(&code("#[test]", "fn a()", good), "a"), Ok(()));
    assert_eq!(has_test(&code("#[tokio::test]", "async fn a()", good), "a"), Ok(()));
    for (attribute, head, body, wrong) in [
        ("#[test]", "fn ab()", good, "doesn't exist"),
        ("#[test]", "// fn a()", good, "doesn't exist"),
        ("", "fn a()", good, "isn't a test"),
        ("#[test]\n#[ignore]", "fn a()", good, "isn't run"),
        ("#[ignore = \"later\"]\n#[test]", "fn a()", good, "isn't run"),
        ("#[test]", "fn a()", "let nothing = 1;", "asserts nothing"),
        ("#[test]", "fn a()", "// assert!(true);", "asserts nothing"),
    ] {
        assert_eq!(has_test(&code(attribute, head, body), "a"), Err(wrong), "{attribute} {head} {body}");
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
    let eve = Recipient::new("Eve", &Identities::generate().public_keys()[0]).expect("a valid key");
    RecipientSet::new(1, vec![eve]).expect("a set of one").pin()
}

fn assert_problem(answer: &Answer, status: u16, code: &str) {
    let problem = answer.problem();
    assert_eq!((problem.status, problem.code.as_str()), (status, code), "{answer}");
}

/// Calls `act` on this many threads at once.
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
