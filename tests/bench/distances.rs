//! Each form of the check, through a proxy that adds latency.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use shared::{
    check::{CheckReport, CheckVerdict, Stage, StageOutcome, StageReport},
    rules::Security,
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    blind,
    client::answers,
    command::Terminal,
    distance::Distance,
    hostile_mail::{Certificates, Do, HOST, HostileMail, Shown},
    server::Server,
};

use super::{crowd::settings, idle};

const ONE_WAY: Duration = Duration::from_millis(25);
/// An odd number, so that one round is the median.
const ROUNDS: usize = 9;
/// How many times as long as the floor a check may take.
const BUDGET: f64 = 1.05;
const USER: &str = "ada@shop.test";
const SECRET: &str = "abcdefghijklmnop";

const HELLO: Do = Do::Send(b"220 mx.test ESMTP\r\n");
const OFFERS: Do = Do::Send(b"250-mx.test\r\n250-PIPELINING\r\n250 AUTH PLAIN LOGIN\r\n");
const STARTTLS: [Do; 5] = [
    HELLO,
    Do::ReadLine,
    Do::Send(b"250-mx.test\r\n250 STARTTLS\r\n"),
    Do::ReadLine,
    Do::Send(b"220 go\r\n"),
];
const LOGIN: [Do; 6] =
    [Do::ReadLine, OFFERS, Do::ReadLine, Do::Send(b"235 2.7.0 ok\r\n"), Do::Note, Do::ReadLine];
const REST: [Do; 1] = [Do::Send(b"250 ok\r\n250 ok\r\n221 bye\r\n")];

/// A mail server behind a proxy that adds latency.
struct Far {
    security: Security,
    /// The number of round trips that the protocol needs.
    floor: f64,
    mail: HostileMail,
    way: Distance,
}

impl Far {
    fn start(security: Security, certificates: &Arc<Certificates>) -> Self {
        let tls = [Do::Tls(Shown::Good)];
        let (begin, floor): (Vec<Do>, f64) = match security {
            Security::ImplicitTls => ([&tls[..], &[HELLO]].concat(), 5.0),
            Security::Starttls => ([&STARTTLS[..], &tls].concat(), 6.5),
        };
        let mail = HostileMail::start(&[&begin[..], &LOGIN, &REST].concat(), certificates);
        let way = Distance::before(mail.address(), ONE_WAY);
        Self { security, floor, mail, way }
    }

    fn port(&self) -> u16 {
        self.way.address().port()
    }

    /// Returns the time from the connection to AUTH's answer, in the last check.
    fn took(&self) -> Duration {
        let taken = self.way.taken().pop().expect("the check connected");
        let received = self.mail.all_received().pop().expect("the mail server got a connection");
        let answered = *received.noted.first().expect("the check signed in");
        answered + ONE_WAY - taken
    }
}

/// A form of the check. The function runs it, and returns how long it took until the caller learned AUTH's answer.
type Form<'a> = (&'static str, Box<dyn Fn(&Far) -> Duration + 'a>);

/// Prints a table. Returns true if the budgets hold.
pub(crate) fn measure() -> bool {
    let certificates = Arc::<Certificates>::default();
    let fars = [Security::ImplicitTls, Security::Starttls].map(|kind| Far::start(kind, &certificates));
    let folder = tempfile::tempdir().expect("a folder");
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, certificates.roots()).expect("writable");
    let ports = fars.each_ref().map(|far| far.port().to_string());
    let settings = settings(&ports, &roots);
    let server = Server::start(&settings.each_ref().map(|(name, value)| (*name, value.as_str())));
    let agency = Agency::set_up(&server);
    let is_small = idle::is_held(&server);
    let terminal = Terminal::new(&[("SEALPOST_EXTRA_ROOTS", roots.display().to_string())]);
    let forms: [Form; 3] = [
        ("server", Box::new(|far| by_server(&agency, far))),
        ("command line", Box::new(|far| by_command(&terminal, far))),
        ("blind", Box::new(|far| blindly(&agency, &roots, far))),
    ];

    let round_trip = round_trip();
    println!("a round trip takes {:.1} ms\n", round_trip.as_secs_f64() * 1000.0);
    println!("form          encryption      floor   round trips   ratio   until the answer");
    let mut worst: f64 = 0.0;
    for (name, check) in &forms {
        for far in &fars {
            let mut took = Vec::new();
            let mut until_reply = Vec::new();
            for _ in 0..ROUNDS {
                until_reply.push(check(far).as_secs_f64());
                took.push(far.took().as_secs_f64());
            }
            let trips = median(&mut took) / round_trip.as_secs_f64();
            let ratio = trips / far.floor;
            worst = worst.max(ratio);
            let kind = far.security.to_string();
            let until_reply = median(&mut until_reply) * 1000.0;
            println!(
                "{name:<13} {kind:<13} {:>7} {trips:>13.2} {ratio:>7.3} {until_reply:>15.1} ms",
                far.floor
            );
        }
    }
    let verdict = if worst <= BUDGET { "within" } else { "over" };
    println!("at most {worst:.3} times the floor, {verdict} the budget of {BUDGET}\n");
    worst <= BUDGET && is_small
}

fn by_server(agency: &Agency, far: &Far) -> Duration {
    let client = agency.client(&agency.onboarding("Bakery", "shop.test").link);
    let mut until_reply = None;
    let begun = Instant::now();
    let messages =
        client.check_with(&answers(HOST, far.port(), far.security, USER), SECRET, &mut |message| {
            if let CheckMessage::Stage { stage: StageReport { stage: Stage::Auth, .. } } = message {
                until_reply = Some(begun.elapsed());
            }
        });
    assert!(
        matches!(messages.last(), Some(CheckMessage::Done { report, .. }) if report.verdict == CheckVerdict::Ok),
        "{messages:#?}"
    );
    until_reply.expect("every stage is reported")
}

fn by_command(terminal: &Terminal, far: &Far) -> Duration {
    let server = format!("{HOST}:{}", far.port());
    let security = far.security.to_string();
    let arguments = ["check", &server, "--security", &security, "--user", USER, "--password-stdin", "--json"];
    let output = terminal.run(&arguments, &format!("{SECRET}\n"));
    until_auth(&serde_json::from_str(output.well()).expect("a report"))
}

fn blindly(agency: &Agency, roots: &Path, far: &Far) -> Duration {
    let link = agency.onboarding("Bakery", "shop.test").link;
    let to = blind::relay_to(HOST, far.port(), far.security);
    let messages = blind::check(&agency.url, &link, &to, blind::login(USER, SECRET), roots);
    match messages.last() {
        Some(CheckMessage::Done { report, .. }) => until_auth(report),
        other => panic!("the check ended with {other:?}"),
    }
}

/// Returns the time until the end of the sign-in, according to the report.
fn until_auth(report: &CheckReport) -> Duration {
    let stages =
        report.stages.iter().take_while(|stage| stage.stage != Stage::Sender && stage.stage != Stage::Quit);
    assert!(stages.clone().all(|stage| stage.outcome == StageOutcome::Ok), "{report:#?}");
    Duration::from_millis(stages.map(|stage| stage.millis).sum())
}

/// Measures the time that one byte takes there and back.
fn round_trip() -> Duration {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback");
    let address: SocketAddr = listener.local_addr().expect("it is bound");
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("the proxy connects");
        let mut byte = [0];
        while stream.read_exact(&mut byte).and_then(|()| stream.write_all(&byte)).is_ok() {}
    });
    let way = Distance::before(address, ONE_WAY);
    let mut stream = TcpStream::connect(way.address()).expect("the proxy listens");
    stream.set_nodelay(true).expect("a socket");
    let mut once = || {
        let begun = Instant::now();
        stream.write_all(b"?").and_then(|()| stream.read_exact(&mut [0])).expect("an echo");
        begun.elapsed().as_secs_f64()
    };
    // The first round trip also includes the connection.
    once();
    let mut times: Vec<f64> = (0..ROUNDS).map(|_| once()).collect();
    Duration::from_secs_f64(median(&mut times))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
