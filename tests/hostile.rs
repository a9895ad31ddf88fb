//! Links and requests that somebody has cut, altered, forged, repeated or raced: each gets a clear sentence,
//! and nothing of it is kept.

use std::thread;

use shared::{
    open::Identities,
    recipients::{Pin, Recipient, RecipientSet},
    rules::Security,
    status::{Status, Step},
    wire::{
        AlarmRequest, BODY_MAX, BoardRow, InviteRequest, Progress, Receipt, ReissueRequest, Role,
        SealedSubmission, SignInRequest, SubmitRequest,
    },
};
use support::{
    agency::{Agency, MANAGER, parsed},
    client::{Client, answers, nonsense},
    http::{Answer, Stream},
    server::Server,
};

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

#[test]
fn a_wrong_token_is_as_unknown_as_a_wrong_link() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let other = agency.new_link().0;
    let client = agency.client(&made.link);

    let wrong_token = client.api.with_token(other.token().expose()).get(&client.path(""));
    let unknown_link = agency.client(&other).api.get(&agency.client(&other).path(""));
    assert_problem(&wrong_token, 404, "link-unknown");
    assert_eq!(wrong_token.body, unknown_link.body, "nobody can find out which links exist");

    let locator = client.link.locator().to_string();
    let other_start = if locator.starts_with('a') { "b" } else { "a" };
    let altered = client.path("").replace(&locator, &format!("{other_start}{}", &locator[1..]));
    assert_problem(&client.api.get(&altered), 404, "link-unknown");
    let cut = &client.path("")[..20];
    assert_problem(&client.api.get(cut), 404, "link-unknown");
    assert_eq!(client.view().status, Status::Waiting, "and the link itself still works");
}

#[test]
fn a_link_that_was_replaced_or_taken_back_lets_nobody_in() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let old = agency.client(&made.link);
    let reached = Progress {
        step: Some(Step::Provider),
        address: Some(parsed("ada@shop.test")),
        ..Progress::default()
    };
    old.progress(&reached).assert_empty();

    let (link, new) = agency.new_link();
    let path = format!("/api/onboardings/{}/reissue", made.id);
    let _: BoardRow = agency.manager.post(&path, &ReissueRequest { link: new, days: 7 }).json();
    let request = SubmitRequest { sealed: nonsense(), recipients: link.pin() };
    for answer in [old.api.get(&old.path("")), old.progress(&reached), old.submit(&request)] {
        assert_problem(&answer, 410, "link-revoked");
    }
    let client = agency.client(&link);
    assert_eq!(client.view().progress.address, reached.address, "what was told stays");

    let revoked: BoardRow =
        agency.manager.send("POST", &format!("/api/onboardings/{}/revoke", made.id), &[]).json();
    assert_eq!(revoked.status, Status::Revoked);
    assert_problem(&client.api.get(&client.path("")), 410, "link-revoked");
}

#[test]
fn sending_twice_keeps_the_first() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let (first, second) = (sealed_by(&client, SECRET), sealed_by(&client, "qrstuvwxyzabcdef"));

    let answer = client.submit(&first);
    assert_eq!(answer.status, 201, "{answer}");
    let receipt: Receipt = answer.json();
    let again = client.submit(&first);
    assert_eq!(
        (again.status, again.json::<Receipt>()),
        (200, receipt.clone()),
        "a lost answer can be asked for again"
    );
    assert_problem(&client.submit(&second), 409, "already-submitted");

    assert_eq!(client.view().receipt, Some(receipt));
    let path = format!("/api/onboardings/{}/sealed", made.id);
    assert_eq!(agency.technician.get(&path).json::<SealedSubmission>().sealed, first.sealed);
}

#[test]
fn of_fifty_at_once_one_is_kept() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let requests: Vec<SubmitRequest> =
        (0..50).map(|i| sealed_by(&client, &format!("secret number {i}"))).collect();

    let answers: Vec<Answer> = thread::scope(|scope| {
        let sent: Vec<_> = requests.iter().map(|request| scope.spawn(|| client.submit(request))).collect();
        sent.into_iter().map(|answer| answer.join().expect("no panic")).collect()
    });
    let winners: Vec<usize> = (0..50).filter(|&i| answers[i].status == 201).collect();
    let [winner] = winners[..] else { panic!("{winners:?} were all kept") };
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_problem(answer, 409, "already-submitted");
    }
    let path = format!("/api/onboardings/{}/sealed", made.id);
    let kept: SealedSubmission = agency.technician.get(&path).json();
    assert_eq!(kept.sealed, requests[winner].sealed);
    let stored = agency.seen(&made.id).activity;
    assert_eq!(stored.iter().filter(|entry| entry.code == "submission.stored").count(), 1);
}

#[test]
fn what_is_no_sealed_file_is_refused_and_nothing_is_lost() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let right = sealed_by(&client, SECRET);

    let mut plain = right.clone();
    plain.sealed.file = b"{\"secret\":\"abcdefghijklmnop\"}".to_vec();
    assert_problem(&client.submit(&plain), 422, "not-sealed");
    let mut untagged = right.clone();
    untagged.sealed.tag.clear();
    assert_problem(&client.submit(&untagged), 422, "not-sealed");
    let mut others = right.clone();
    others.recipients = pin_of_strangers();
    assert_problem(&client.submit(&others), 409, "recipients-differ");
    assert_problem(&client.api.send("POST", &client.path("/submission"), b"{\"sealed\":"), 400, "not-json");

    assert_eq!(client.submit(&right).status, 201, "the right one is still welcome");
}

#[test]
fn bodies_have_an_edge() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let padded = |length: usize| {
        let mut body = b"{\"step\":\"provider\"}".to_vec();
        body.resize(length, b' ');
        client.api.send("POST", &client.path("/progress"), &body)
    };
    assert_problem(&padded(BODY_MAX + 1), 413, "too-large");
    assert_eq!(client.view().status, Status::Waiting);
    padded(BODY_MAX).assert_empty();
    assert_eq!(client.view().status, Status::Started);
}

#[test]
fn a_connection_outlives_what_was_refused_on_it() {
    let (server, _agency) = set_up();
    let body = b"{\"client\":\"Bakery\"}";
    let head = |length: usize| {
        format!(
            "POST /api/onboardings HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        )
    };
    let mut stream = Stream::connect(server.address());
    for _ in 0..50 {
        // Two writes, as many clients send it; the second may arrive long after the first.
        stream.say(head(body.len()).as_bytes());
        stream.say(body);
        let answer = stream.hear();
        assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("signed-out"), "{answer}");
        assert!(!answer.contains("connection: close"), "{answer}");
    }
    stream.say(head(BODY_MAX + 1).as_bytes());
    stream.say(&vec![b' '; BODY_MAX + 1]);
    let answer = stream.hear();
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("connection: close"), "{answer}");
    // Nobody waits for what was announced to be far too much.
    let mut stream = Stream::connect(server.address());
    stream.say(head(usize::MAX / 2).as_bytes());
    let answer = stream.hear();
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("connection: close"), "{answer}");
}

#[test]
fn reading_changes_nothing() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let before = agency.seen(&made.id);
    let verbs = ["", "/progress", "/discover", "/submission", "/withdraw", "/report", "/alarm"];
    let check = format!("/api/check/{}", made.link.locator());
    for path in verbs.map(|verb| client.path(verb)).iter().chain([&check]) {
        client.api.get(path);
        server.api().get(path);
        client.api.try_send("HEAD", path, &[]).expect("an answer");
    }
    for page in ["/o", "/staff", "/"] {
        server.api().get(page);
    }
    assert_eq!(agency.seen(&made.id), before, "a scanner that opens a link burns nothing");
}

#[test]
fn a_changed_recipient_set_raises_the_alarm() {
    let (_server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let client = agency.client(&made.link);
    let request = AlarmRequest { seen: pin_of_strangers() };
    client.api.post(&client.path("/alarm"), &request).assert_empty();
    let activity = agency.seen(&made.id).activity;
    assert!(activity.iter().any(|entry| entry.code.contains("alarm")), "{activity:#?}");
}

#[test]
fn each_role_does_its_own_work_and_nobody_elses() {
    let (server, agency) = set_up();
    let made = agency.onboarding("Bakery", "shop.test");
    let id = &made.id;
    let nobody = server.api();
    let invite = serde_json::to_vec(&InviteRequest {
        name: "Eve".into(),
        email: parsed("eve@agency.test"),
        roles: vec![Role::Admin],
    })
    .expect("JSON");
    let staff = [
        ("GET", "/api/onboardings".to_owned(), vec![]),
        ("GET", format!("/api/onboardings/{id}"), vec![]),
        ("GET", "/api/recipients".to_owned(), vec![]),
        ("POST", format!("/api/onboardings/{id}/revoke"), vec![]),
        ("GET", format!("/api/onboardings/{id}/sealed"), vec![]),
        ("POST", format!("/api/onboardings/{id}/collected"), vec![]),
        ("GET", "/api/people".to_owned(), vec![]),
        ("POST", "/api/people".to_owned(), invite.clone()),
        ("GET", "/api/activity".to_owned(), vec![]),
        ("GET", "/api/session".to_owned(), vec![]),
    ];
    let client = agency.client(&made.link).api;
    for (method, path, body) in &staff {
        assert_problem(&nobody.send(method, path, body), 401, "signed-out");
        assert_problem(&client.send(method, path, body), 401, "signed-out");
    }
    for (caller, method, path) in [
        (&agency.technician, "POST", format!("/api/onboardings/{id}/revoke")),
        (&agency.technician, "GET", "/api/people".to_owned()),
        (&agency.manager, "GET", format!("/api/onboardings/{id}/sealed")),
        (&agency.manager, "POST", format!("/api/onboardings/{id}/collected")),
        (&agency.manager, "GET", "/api/activity".to_owned()),
    ] {
        assert_problem(&caller.send(method, &path, &[]), 403, "forbidden");
    }
    assert_problem(&agency.manager.send("POST", "/api/people", &invite), 403, "forbidden");
    assert_eq!(agency.seen(id).row.status, Status::Waiting);
}

#[test]
fn guessing_a_password_ends_at_the_limit_whatever_the_headers_say() {
    let (server, _agency) = set_up();
    let guess = |password: &str| {
        let request = SignInRequest {
            email: parsed(MANAGER),
            password: shared::wire::Password(password.into()),
            code: None,
            token: true,
        };
        server.api().with_header("x-forwarded-for", "203.0.113.7").post("/api/session", &request)
    };
    // The manager has signed in once already, when the agency was set up.
    for i in 1..10 {
        assert_problem(&guess(&format!("wrong password {i}")), 401, "wrong-login");
    }
    assert_problem(&guess("one more password"), 429, "too-often");
    assert_problem(&guess(support::agency::PASSWORD), 429, "too-often");
}

#[test]
fn a_link_is_not_a_session_and_a_setup_link_works_once() {
    let (server, agency) = set_up();
    let request = shared::wire::SetupRequest {
        token: server.setup_token(),
        name: "Eve".into(),
        email: parsed("eve@agency.test"),
        password: shared::wire::Password("another long password".into()),
        code: None,
        in_body: true,
    };
    assert_problem(&server.api().post("/api/setup", &request), 410, "setup-unknown");
    let link = agency.new_link().0;
    let api = server.api().with_token(link.token().expose());
    assert_problem(&api.get("/api/session"), 401, "signed-out");
}
