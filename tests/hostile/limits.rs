//! Many requests at a limit, and strangers who try to fill up the server.

use std::{collections::BTreeMap, fs};

use shared::{
    link::Link,
    wire::{DiscoverRequest, InviteRequest, Invited, Password, Role, SetupRequest, SignInRequest},
};
use support::{
    agency::{MANAGER, parsed},
    client::Check,
    http::Answer,
    server::{Server, setup_token},
};
use tungstenite::Message;

use crate::{assert_problem, at_once, set_up};

fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

#[test]
fn parallel_requests_pass_exactly_up_to_the_limit() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let request = DiscoverRequest { address: parsed("ada@shop.test") };
    let discovered = at_once(50, |_| client.api.post(&client.path("/discover"), &request));
    assert_eq!((count(&discovered, 200), count(&discovered, 429)), (20, 30));

    let guess = |i: usize| {
        let password = Password(format!("wrong password {i}"));
        let request = SignInRequest { email: parsed(MANAGER), password, code: None, token: true };
        server.api().post("/api/session", &request)
    };
    let guessed = at_once(30, guess);
    // The manager has already signed in once, during setup.
    assert_eq!((count(&guessed, 401), count(&guessed, 429)), (9, 21));
    for answer in guessed.iter().chain(&discovered).filter(|answer| answer.status == 429) {
        assert_problem(answer, 429, "too-often");
    }
}

#[test]
fn a_setup_link_creates_one_person_even_if_used_in_parallel() {
    let (server, agency) = set_up();
    let invite =
        InviteRequest { name: "Eve".into(), email: parsed("eve@agency.test"), roles: vec![Role::Manager] };
    let invited: Invited = agency.admin.post("/api/people", &invite).json();
    let token = setup_token(&invited.setup_url.expect("a setup URL, because mail isn't configured"))
        .expect("a setup link");
    let joined = at_once(20, |i| {
        let request = SetupRequest {
            token: token.clone(),
            name: "Eve".into(),
            email: parsed("eve@agency.test"),
            password: Password(format!("the password of number {i}")),
            code: None,
            in_body: true,
        };
        server.api().post("/api/setup", &request)
    });
    assert_eq!(count(&joined, 200), 1);
    let winner = joined.iter().position(|answer| answer.status == 200).expect("one request succeeds");
    for answer in joined.iter().filter(|answer| answer.status != 200) {
        assert_problem(answer, 410, "setup-unknown");
    }
    let sign_in = |i: usize| {
        let password = Password(format!("the password of number {i}"));
        let request = SignInRequest { email: parsed("eve@agency.test"), password, code: None, token: true };
        server.api().post("/api/session", &request)
    };
    assert_eq!(sign_in(winner).status, 200, "the password is the first request's");
    assert_problem(&sign_in((winner + 1) % 20), 401, "wrong-login");
}

/// How much memory hundreds of strangers may leave behind, in KiB. The allocator keeps some for later use.
const LEFT_MAX: u64 = 2 * 1024;

#[test]
fn strangers_leave_nothing_behind() {
    let (server, agency) = set_up();
    let links: Vec<_> = (0..150).map(|_| agency.new_link().0).collect();
    let guess = |i: usize| {
        let (email, password) = (parsed(&format!("p{i}@agency.test")), Password("a wrong password".into()));
        server.api().post("/api/session", &SignInRequest { email, password, code: None, token: true }).status
    };
    // Sign-in attempts are counted per network, so made-up accounts don't add entries. Three people signed in during
    // setup.
    assert_eq!((0..50).filter(|&i| guess(i) == 401).count(), 47);
    let visit = |link: &Link| {
        let client = agency.client(link);
        assert_problem(&client.api.get(&client.path("")), 404, "link-unknown");
        for verb in
            ["/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm", "/help", "/check"]
        {
            assert!(client.api.send("POST", &client.path(verb), b"{}").status >= 400);
        }
        let mut check = Check::connect(&server.url(), link.locator().as_str());
        check.say(Message::text(serde_json::json!({ "token": link.token().expose() }).to_string()));
        while check.receive().is_some() {}
    };
    // The first visits bring the server to its normal memory use.
    links.iter().take(50).for_each(visit);
    let (kept, resident) = (kept(&server), server.resident_of_its_own());
    links.iter().skip(50).for_each(visit);
    assert_eq!((50..100).filter(|&i| guess(i) == 429).count(), 50);
    let now = server.resident_of_its_own();
    assert!(now <= resident + LEFT_MAX, "{resident} KiB before, {now} after");
    assert_same(&kept, &self::kept(&server));
}

/// Returns every byte of every file in the data folder and, on PostgreSQL, all tables. Leaves out the index of
/// SQLite's log, which SQLite rebuilds at each start.
fn kept(server: &Server) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(server.data()).expect("readable").map(|file| file.expect("readable").path());
    let kept = files.filter(|path| !path.to_string_lossy().ends_with("-shm"));
    let kept = kept.map(|path| (path.display().to_string(), fs::read(&path).expect("readable")));
    kept.chain(server.contents().map(|tables| ("tables".into(), tables.into_bytes()))).collect()
}

fn assert_same(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(before), names(after));
    for (name, bytes) in before {
        assert!(*bytes == after[name], "something was written to {name}");
    }
}
