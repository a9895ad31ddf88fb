//! Holds a thousand checks open at slow mail servers, and measures how the server's other users are affected.

use std::{
    collections::HashMap,
    fs,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use rustls::{ClientConfig, ClientConnection};
use shared::{
    details::{Answers, SecretKind},
    link::Link,
    rules::Security,
    seal::seal_check,
    secret::Secret,
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    blind::{self, Line},
    client::{Check, Client, answers},
    hostile_mail::{Certificates, Do, HOST, HostileMail, Shown},
    http::Api,
    server::Server,
    wait,
};

const CHECKS: usize = 1000;
/// Seconds between the replies of a stalling mail server. Less than a stage's time limit, so that the check goes on.
const STALL: u64 = 6;
/// Threads that open checks.
const OPENERS: usize = 8;
/// Requests of each kind from other users.
const REQUESTS: usize = 400;
/// Limit for the resident memory of each check, in KiB.
const MEMORY_MAX: f64 = 64.0;
/// How many times as long the slowest request in a hundred may take while the checks are open.
const SLOWER_MAX: f64 = 2.0;

/// Starts a server with these settings.
type Start = fn(&[(&str, &str)]) -> Server;

/// Measures a server on SQLite. Prints a table; returns true if the budgets hold.
pub(crate) fn on_sqlite() -> bool {
    on_database("SQLite", Server::start)
}

/// Measures a server on PostgreSQL. Prints a table; returns true if the budgets hold.
pub(crate) fn on_postgres() -> bool {
    on_database("PostgreSQL", Server::start_on_postgres)
}

fn on_database(name: &str, start: Start) -> bool {
    println!("{name}\n{CHECKS} checks held    KiB each    p99 before    p99 during   ratio");
    // One mail server stalls inside TLS at the greeting, at EHLO, and then for good. The other stalls at once.
    let stalls = [
        Do::Tls(Shown::Good),
        Do::Note,
        Do::Wait(STALL),
        Do::Send(b"220 mx.test\r\n"),
        Do::ReadLine,
        Do::Wait(STALL),
        Do::Send(b"250-mx.test\r\n250 AUTH PLAIN\r\n"),
        Do::ReadLine,
        Do::Hold,
    ];
    let kinds: [(&str, &[Do], Begin); 2] =
        [("server, inside TLS", &stalls, sealed), ("blind, in handshake", &[Do::Note, Do::Hold], relayed)];
    let (mut most, mut slowest) = (0.0_f64, 0.0_f64);
    for (name, script, begin) in kinds {
        let crowd = Crowd::gather(script, start);
        let before = crowd.calm();
        let during = match crowd.rush(begin) {
            Ok(felt) => felt,
            Err(ended) => {
                println!(
                    "{name:<20} not measured: {ended} checks ended too early, because the machine is slow or busy"
                );
                slowest = f64::INFINITY;
                continue;
            }
        };
        let each =
            (during.resident - before.resident) / f64::from(u32::try_from(CHECKS).expect("a small number"));
        let ratio = during.slow / before.slow;
        (most, slowest) = (most.max(each), slowest.max(ratio));
        let [calm, rush] = [before.slow, during.slow].map(|seconds| seconds * 1000.0);
        println!("{name:<20} {each:>8.1} {calm:>10.2} ms {rush:>10.2} ms {ratio:>7.2}");
    }
    let held = most <= MEMORY_MAX && slowest <= SLOWER_MAX;
    let verdict = if held { "within" } else { "over" };
    println!(
        "at most {most:.1} KiB and {slowest:.2} times, {verdict} the budgets of {MEMORY_MAX} KiB and {SLOWER_MAX} times"
    );
    held
}

/// Returns the settings with which a server may connect to these ports of this machine.
pub(crate) fn settings(ports: &[String], roots: &Path) -> [(&'static str, String); 4] {
    [
        ("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8".to_owned()),
        ("SEALPOST_CHECK_PORTS", ports.join(",")),
        // All requests come from one machine, so the limits per network must not apply to it.
        ("SEALPOST_TRUSTED_PROXIES", "127.0.0.0/8".to_owned()),
        ("SEALPOST_EXTRA_ROOTS", roots.display().to_string()),
    ]
}

/// A server, its people, a mail server that stalls, and a link for each check.
struct Crowd {
    server: Server,
    agency: Agency,
    mail: HostileMail,
    links: Vec<Link>,
    answers: Answers,
    tls: Arc<ClientConfig>,
    /// The encrypted login for each of the server's keys.
    sealed: Mutex<HashMap<String, Vec<u8>>>,
    _folder: tempfile::TempDir,
}

/// One measurement.
struct Felt {
    /// Resident memory, in KiB.
    resident: f64,
    /// How long the slowest request in a hundred took, in seconds.
    slow: f64,
}

impl Crowd {
    fn gather(script: &[Do], start: Start) -> Self {
        let certificates = Arc::<Certificates>::default();
        let mail = HostileMail::start(script, &certificates);
        let folder = tempfile::tempdir().expect("a folder");
        let roots = folder.path().join("roots.pem");
        fs::write(&roots, certificates.roots()).expect("writable");
        let settings = settings(&[mail.address().port().to_string()], &roots);
        let server = start(&settings.each_ref().map(|(name, value)| (*name, value.as_str())));
        let agency = Agency::set_up(&server);
        let links = together(|| agency.onboarding("Bakery", "shop.test").link);
        let answers = answers(HOST, mail.address().port(), Security::ImplicitTls, "ada@shop.test");
        let tls = blind::trusting(&roots);
        Self { server, agency, mail, links, answers, tls, sealed: Mutex::default(), _folder: folder }
    }

    /// Measures while no check is open.
    fn calm(&self) -> Felt {
        // Warms up, so that one-time costs don't count.
        self.others();
        self.felt()
    }

    /// Measures while all checks are open. Returns the number of checks that ended too early, if any did.
    fn rush(&self, begin: Begin) -> Result<Felt, usize> {
        let next = AtomicUsize::new(0);
        let held = together(|| {
            let link = &self.links[next.fetch_add(1, Ordering::Relaxed)];
            begin(self, link)
        });
        wait::until("all checks to be open", || {
            let standing = self.mail.received().iter().filter(|received| !received.noted.is_empty()).count();
            if standing >= CHECKS { Ok(()) } else { Err(format!("{standing} are")) }
        });
        let felt = self.felt();
        let over = self.mail.received().iter().filter(|received| received.is_over).count();
        drop(held);
        if over == 0 { Ok(felt) } else { Err(over) }
    }

    /// Encrypts the login once for each key. In real life a thousand browsers share that work.
    fn login(&self, key: String) -> Vec<u8> {
        let mut sealed = self.sealed.lock().expect("no thread panicked");
        let secret =
            || Secret::from_text(SecretKind::AppPassword, "abcdefghijklmnop".into()).expect("a secret");
        let seal = |key: &str| seal_check(key, &self.answers, &secret()).expect("it can be sealed");
        sealed.entry(key).or_insert_with_key(|key| seal(key)).clone()
    }

    fn felt(&self) -> Felt {
        let mut times = self.others();
        times.sort_by(f64::total_cmp);
        let resident = f64::from(u32::try_from(self.server.resident()).expect("a small number"));
        Felt { resident, slow: times[times.len() * 99 / 100] }
    }

    /// Returns how long each request took, in seconds: by anyone, by a client, and by a manager.
    fn others(&self) -> Vec<f64> {
        let client: Client = self.agency.client(&self.links[0]);
        let (anybody, view) = (self.server.api(), client.path(""));
        let kinds: [(&Api, &str); 3] =
            [(&anybody, "/api/config"), (&client.api, &view), (&self.agency.manager, "/api/onboardings")];
        let once = |(api, path): &(&Api, &str)| {
            let begun = Instant::now();
            assert_eq!(api.get(path).status, 200);
            begun.elapsed().as_secs_f64()
        };
        (0..REQUESTS).flat_map(|_| kinds.iter().map(once)).collect()
    }
}

/// Begins a check that stays open until the returned value is dropped.
type Begin = fn(&Crowd, &Link) -> Box<dyn Send>;

fn sealed(crowd: &Crowd, link: &Link) -> Box<dyn Send> {
    let mut check = Check::open(&crowd.agency.url, link);
    let Some(CheckMessage::Key { key }) = check.receive() else {
        panic!("the check didn't begin with its key")
    };
    check.say(tungstenite::Message::binary(crowd.login(key)));
    Box::new(check)
}

fn relayed(crowd: &Crowd, link: &Link) -> Box<dyn Send> {
    let Answers { host, port, security, .. } = &crowd.answers;
    let to = blind::relay_to(host.as_str(), port.get(), *security);
    let Ok(mut way) = Line::open(&crowd.agency.url, link, &to) else {
        panic!("the mail server wasn't reached")
    };
    let mut tls = ClientConnection::new(crowd.tls.clone(), blind::name(host)).expect("a valid configuration");
    let mut hello = Vec::new();
    tls.write_tls(&mut hello).expect("a vector accepts any write");
    way.send(&hello);
    Box::new(way)
}

/// Calls `once` [`CHECKS`] times, on several threads.
fn together<T: Send>(once: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let some = || (0..CHECKS / OPENERS).map(|_| once()).collect::<Vec<T>>();
        let all: Vec<_> = (0..OPENERS).map(|_| scope.spawn(some)).collect();
        all.into_iter().flat_map(|some| some.join().expect("no panic")).collect()
    })
}
