//! Two servers on one PostgreSQL database, behind a proxy that alternates between them.

use shared::{
    check::CheckVerdict,
    details::{Answers, SecretKind},
    rules::Security,
    seal::seal_check_to_any,
    secret::Secret,
    wire::{CheckKey, CheckMessage, Checked, SealedCheck, SignInRequest},
};
use support::{
    agency::{Agency, MANAGER, parsed},
    alternating::{Alternating, Door},
    client::{Client, answers},
    http::{Answer, Api},
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    server::Server,
};

/// The lab, two servers and their proxy.
struct Two {
    _lab: Option<Lab>,
    servers: [Server; 2],
    proxy: Alternating,
    agency: Agency,
}

impl Two {
    fn start(lab: Option<Lab>) -> Self {
        let door = Door::open();
        let url = door.url();
        let mut settings: Vec<_> = lab.iter().flat_map(Lab::settings).collect();
        settings.push(("SEALPOST_PUBLIC_URL", url));
        let settings: Vec<(&str, &str)> =
            settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let first = Server::start_on_postgres(&settings);
        let second = first.start_beside();
        let proxy = door.before(vec![first.address(), second.address()]);
        let agency = Agency::set_up_behind(&second, &proxy.url());
        Self { _lab: lab, servers: [first, second], proxy, agency }
    }

    /// A client that opens a new connection for each request.
    fn client(&self) -> Client {
        let made = self.agency.onboarding("Shop", SITE);
        let mut client = self.agency.client(&made.link);
        client.api = client.api.with_header("connection", "close");
        client
    }
}

fn login() -> Answers {
    answers(PROVIDER_HOST, 465, Security::ImplicitTls, ADDRESS)
}

/// Does what the page does if WebSockets are blocked: it requests keys, and sends a login that is encrypted to them.
fn check_plainly(client: &Client) -> Answer {
    let keys: CheckKey = client.api.get(&client.path("/check/key")).json();
    send(client, &keys)
}

fn send(client: &Client, keys: &CheckKey) -> Answer {
    let secret = Secret::from_text(SecretKind::AppPassword, APP_PASSWORD.into()).expect("a secret");
    let sealed = seal_check_to_any(keys.all(), &login(), &secret).expect("it can be sealed");
    client.api.post(&client.path("/check"), &SealedCheck { sealed })
}

#[test]
fn a_check_begins_on_one_server_and_ends_on_the_other() {
    let two = Two::start(Some(Lab::start()));
    let client = two.client();
    // The first server learns the second one's key from the database, no matter which started first.
    let [one, other] = [(); 2].map(|()| client.api.get(&client.path("/check/key")).json::<CheckKey>());
    assert_ne!(one.key, other.key, "each server has its own key");
    assert_eq!((&one.others, &other.others), (&vec![other.key.clone()], &vec![one.key.clone()]));

    let before = two.proxy.passed();
    for left in [4, 3] {
        let done: Checked = check_plainly(&client).json();
        assert_eq!(
            (done.report.verdict, done.checks_left),
            (CheckVerdict::Ok, left),
            "both servers share one count"
        );
    }
    let after = two.proxy.passed();
    assert_eq!([after[0] - before[0], after[1] - before[1]], [2, 2], "requests alternate");

    // On a WebSocket, one server runs the whole check. Both servers count it.
    let Some(CheckMessage::Done { report, checks_left, .. }) = client.check(&login(), APP_PASSWORD).pop()
    else {
        panic!("no report");
    };
    assert_eq!((report.verdict, checks_left), (CheckVerdict::Ok, 2));
}

#[test]
fn the_page_requests_new_keys_if_a_server_is_gone() {
    let mut two = Two::start(Some(Lab::start()));
    let client = two.client();
    // The login is encrypted to both servers. One is gone, and the other decrypts it.
    let both: CheckKey = client.api.get(&client.path("/check/key")).json();
    assert_eq!(both.others.len(), 1);
    two.servers[0].kill();
    let done: Checked = send(&client, &both).json();
    assert_eq!((done.report.verdict, done.checks_left), (CheckVerdict::Ok, 4));
    // Both servers are new, so neither can decrypt the login. That doesn't count as a check, and the page requests the
    // keys again.
    two.servers[1].kill();
    for server in &mut two.servers {
        server.restart();
    }
    let answer = send(&client, &both);
    assert_eq!((answer.status, answer.problem().code.as_str()), (409, "check-key-gone"));
    let done: Checked = check_plainly(&client).json();
    assert_eq!((done.report.verdict, done.checks_left), (CheckVerdict::Ok, 3));
}

#[test]
fn both_servers_share_sessions_and_count_guesses_together() {
    let two = Two::start(None);
    for _ in 0..4 {
        assert_eq!(two.agency.manager.get("/api/session").status, 200);
    }
    let api = Api::new(&two.proxy.url()).with_header("connection", "close");
    let request = SignInRequest {
        email: parsed(MANAGER),
        password: shared::wire::Password("not it, not it".into()),
        code: None,
        token: true,
    };
    let alone = Server::start(&[]);
    let agency = Agency::set_up(&alone);
    let tries = |api: &Api| (0..40).take_while(|_| api.post("/api/session", &request).status == 401).count();
    let of_one = tries(&Api::new(&agency.url));
    assert!((1..40).contains(&of_one), "{of_one}");
    assert_eq!(tries(&api), of_one, "as many as one server allows");
    // A session that is signed out on one server is signed out on the other.
    assert_eq!(two.agency.manager.send("DELETE", "/api/session", &[]).status, 204);
    for _ in 0..2 {
        assert_eq!(two.agency.manager.get("/api/session").status, 401);
    }
}
