//! The blind check, in a real browser against a real mail server. Taps record the traffic between our server and the
//! mail server, and between the browser and our server. After the handshake has begun, both carry only TLS, and our
//! server relays every byte unchanged.

use std::fs;

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage, StageOutcome},
    diagnosis::word,
    status::Step,
    wire::Progress,
};
use support::{
    agency::{Agency, Made, parsed},
    browser::Browser,
    certificates::Authority,
    lab::{ADDRESS, HOSTED, Lab, PROVIDER_HOST, SITE},
    leaks::Canary,
    pages::{assert_built, try_secret},
    proxy::{Exchange, Recorder},
    say,
    server::Server,
};

/// The login's password: sixteen letters, like Google's app passwords.
const SECRET: &str = "qzjxkvbwpygfmdch";
/// A wrong password, which is just as secret.
const REFUSED: &str = "hcdmfgypwbvkxjzq";
/// The port of the tap in front of our server, where the browser finds the pages.
const WEB: u16 = 8081;
/// The mail server's ports: implicit TLS and STARTTLS with a valid certificate, then both with an expired one.
const PORTS: [u16; 4] = [465, 587, 2465, 2587];

/// The lab, a server, and a tap in front of each.
struct World {
    lab: Lab,
    server: Server,
    agency: Agency,
    /// The tap in front of our server.
    web: Recorder,
    /// The taps in front of the mail server, one for each of [`PORTS`].
    mail: Vec<Recorder>,
    browser: Browser,
}

impl World {
    fn new(more: &[(&str, &str)]) -> Self {
        let mut lab = Lab::with_password(SECRET);
        let web = (lab.mail.address(), WEB).into();
        let url = format!("http://{web}");
        let server = lab.server_with(&[&[("SEALPOST_PUBLIC_URL", url.as_str())], more].concat());
        assert_built(&server);
        let tap = server.address().ip();
        let mail = PORTS.map(|port| Recorder::between((tap, port).into(), (lab.mail.address(), port).into()));
        lab.dns.set("gmail.com", &[&format!("smtp A {tap}")]);
        lab.dns.set(HOSTED, &[&format!("mail A {tap}")]);
        let web = Recorder::between(web, server.address());
        let agency = Agency::set_up(&server);
        Self { lab, server, agency, web, mail: mail.into(), browser: Browser::phone() }
    }

    /// Opens a new onboarding in the client's browser, up to the details.
    fn at_details(&self, host: &str, port: u16) -> Made {
        let made = self.agency.onboarding("Bakery Winter", SITE);
        let progress = Progress {
            step: Some(Step::Details),
            address: Some(parsed(ADDRESS)),
            provider: Some("google-workspace".into()),
            server: None,
        };
        assert_eq!(self.agency.client(&made.link).progress(&progress).status, 204);
        self.browser.open(&made.link.url(&self.web.url()));
        self.browser.press(&say::LETTER.server_summary(&"smtp.gmail.com", &465));
        self.browser.fill(say::LETTER.label_host(), host);
        self.browser.fill(say::LETTER.label_port(), &port.to_string());
        made
    }

    /// Runs a check in the client's browser until the page shows `words`, and returns the report that the manager
    /// sees.
    fn check(&self, host: &str, port: u16, secret: &str, words: &str) -> CheckReport {
        let made = self.at_details(host, port);
        try_secret(&self.browser, secret);
        self.browser.wait_for(words);
        self.browser.assert_no_complaints();
        let report = self.agency.seen(&made.id).check.expect("a check was run");
        assert_eq!(report.attested_by, Attested::Browser, "{report:#?}\n{}", self.server.log());
        report
    }

    /// Asserts that the newest connection to the mail server carried the same bytes as the browser's newest WebSocket.
    fn assert_blind(&self, port: u16) {
        let tap = &self.mail[PORTS.iter().position(|known| *known == port).expect("one of ours")];
        let carried = tap.exchanges().pop().expect("the browser connected");
        let sent = after_clear(&carried.sent, port, b"STARTTLS\r\n");
        let received = after_clear(&carried.received, port, b"220 2.0.0 Ready to start TLS\r\n");
        assert_tls(sent);
        assert_tls(received);

        let sockets = self.web.exchanges();
        let socket =
            sockets.iter().rfind(|exchange| !binary(&exchange.sent).is_empty()).expect("a WebSocket");
        let (up, down) = (binary(&socket.sent), binary(&socket.received));
        // Either side's closing alert may come too late to be relayed.
        assert!(up.starts_with(sent), "up: only what the browser sent\n{up:?}\n{sent:?}");
        assert!(received.starts_with(&down), "down: only what the mail server sent\n{received:?}\n{down:?}");
        assert!(up.len() - sent.len() < 64 && received.len() - down.len() < 64);
    }
}

/// Returns the payloads of all binary messages of one side of a WebSocket, joined.
fn binary(side: &[u8]) -> Vec<u8> {
    const BINARY: u8 = 2;
    Exchange::frames(side)
        .into_iter()
        .filter(|(kind, _)| *kind == BINARY)
        .flat_map(|(_, bytes)| bytes)
        .collect()
}

/// Returns the bytes after the unencrypted part, which ends with `end` on a STARTTLS port.
fn after_clear<'a>(bytes: &'a [u8], port: u16, end: &[u8]) -> &'a [u8] {
    if [465, 2465].contains(&port) {
        return bytes;
    }
    let at = bytes.windows(end.len()).position(|window| window == end).expect("STARTTLS was agreed on");
    &bytes[at + end.len()..]
}

/// Asserts that the bytes are TLS records (RFC 8446, section 5.1) that begin with a handshake, and contain no SMTP.
fn assert_tls(bytes: &[u8]) {
    const HANDSHAKE: u8 = 22;
    const APPLICATION_DATA: u8 = 23;
    let mut rest = bytes;
    let mut kinds = Vec::new();
    while let [kind, 3, _, high, low, after @ ..] = rest {
        kinds.push(*kind);
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = after.get(length..).unwrap_or_else(|| panic!("a record of {length} bytes is cut off"));
    }
    assert!(rest.is_empty(), "not TLS: {}", String::from_utf8_lossy(rest));
    assert_eq!(kinds.first(), Some(&HANDSHAKE), "{kinds:?}");
    assert!(kinds.contains(&APPLICATION_DATA), "{kinds:?}");
    for words in ["EHLO", "AUTH", "MAIL FROM", "235 ", "535 ", "220 "] {
        let found = bytes.windows(words.len()).any(|window| window == words.as_bytes());
        assert!(!found, "“{words}” in plain text");
    }
}

fn last(report: &CheckReport) -> (Stage, StageOutcome) {
    let failed = report.stages.iter().find(|stage| stage.outcome != StageOutcome::Ok);
    let stage = failed.or(report.stages.last()).expect("a stage was reached");
    (stage.stage, stage.outcome)
}

#[test]
fn only_tls_passes_through_the_server() {
    let world = World::new(&[("SEALPOST_LOG", "trace")]);
    for port in [465, 587] {
        let report = world.check(PROVIDER_HOST, port, REFUSED, say::LETTER.check_failed());
        assert_eq!((report.verdict, last(&report)), (CheckVerdict::Fail, (Stage::Auth, StageOutcome::Fail)));
        assert!(report.diagnosis.expect("a failure is explained").secret_refused);
        world.assert_blind(port);

        let report = world.check(PROVIDER_HOST, port, SECRET, say::LETTER.check_passed());
        assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}\n{}", world.lab.mail.log());
        for stage in [Stage::Resolve, Stage::Connect, Stage::Tls, Stage::Auth, Stage::Sender] {
            assert!(report.stages.iter().any(|ended| ended.stage == stage), "{stage:?} in {report:#?}");
        }
        assert!(report.tls.is_some_and(|tls| tls.version == "1.3"));
        world.assert_blind(port);
    }
    assert_eq!(world.lab.mail.log().matches("authentication failed").count(), 2, "{}", world.lab.mail.log());
    assert!(world.lab.mail.messages().is_empty(), "no mail was sent");
    for canary in [SECRET, REFUSED].map(Canary::new) {
        let passed = world.web.recorded().into_iter().chain(world.mail.iter().flat_map(Recorder::recorded));
        for bytes in passed.chain([world.server.log().into_bytes()]) {
            assert_eq!(canary.found_in(&bytes), None, "{}", String::from_utf8_lossy(&bytes));
        }
        let folders = world.server.folders();
        assert!(folders.iter().map(|folder| canary.assert_not_under(folder)).sum::<usize>() > 0);
    }
}

#[test]
fn the_browser_names_what_is_wrong_with_a_certificate() {
    let world = World::new(&[]);
    for (host, port, is_wrong) in [
        (PROVIDER_HOST, 2465, word::TLS_EXPIRED),
        (PROVIDER_HOST, 2587, word::TLS_EXPIRED),
        ("mail.hosted.test", 465, word::TLS_NAME),
        ("mail.hosted.test", 587, word::TLS_NAME),
    ] {
        let report = world.check(host, port, SECRET, say::LETTER.check_failed());
        assert_refused(&report, is_wrong);
        let shown = report.tls.and_then(|tls| tls.certificate).expect("the report has the certificate");
        assert!(shown.names.iter().any(|name| name == PROVIDER_HOST), "{shown:?}");
        world.browser.press(say::LETTER.outcome_certificate());
        world.browser.wait_for("Sealpost test authority");
    }
    assert!(!world.lab.mail.log().contains("authentication failed"), "no secret was sent");
}

#[test]
fn the_browser_rejects_unknown_authorities() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = Authority::default().save(folder.path());
    let world = World::new(&[("SEALPOST_EXTRA_ROOTS", other.to_str().expect("UTF-8"))]);
    for port in [465, 587] {
        let report = world.check(PROVIDER_HOST, port, SECRET, say::LETTER.check_failed());
        // If a published host's certificate comes from an unknown authority, someone is intercepting the connection.
        assert_eq!(last(&report), (Stage::Tls, StageOutcome::Fail), "{report:#?}");
        assert_eq!(
            (report.verdict, &*report.cause),
            (CheckVerdict::Unreachable, "tls-intercepted"),
            "{report:#?}"
        );
    }
    assert!(!world.lab.mail.log().contains("sasl_method"), "no secret was sent");
}

/// Asserts that the check stopped at the certificate, with the cause for this word.
fn assert_refused(report: &CheckReport, word: &str) {
    assert_eq!(last(report), (Stage::Tls, StageOutcome::Fail), "{report:#?}");
    let expected =
        shared::diagnosis::diagnose(Some("google-workspace"), Stage::Tls, word).cause.as_str().to_owned();
    assert_eq!((report.verdict, &report.cause), (CheckVerdict::Unreachable, &expected), "{report:#?}");
}

#[test]
fn the_server_runs_the_check_if_the_client_agrees() {
    let world = World::new(&[]);
    world.browser.without_workers();
    let made = world.at_details(PROVIDER_HOST, 465);
    try_secret(&world.browser, SECRET);
    world.browser.wait_for(say::LETTER.check_failed_here());
    assert!(!world.browser.offers(say::LETTER.check_by_server_start()), "the browser tries again first");
    world.browser.press(say::LETTER.check_again());
    world.browser.wait_for(say::LETTER.check_by_server_start());
    assert!(world.agency.seen(&made.id).check.is_none(), "no check must start by itself");
    assert_eq!(world.agency.client(&made.link).view().checks_left, 5, "no check was used up");
    world.browser.press(say::LETTER.check_by_server_start());
    world.browser.wait_for(say::LETTER.check_passed());
    let report = world.agency.seen(&made.id).check.expect("a check was run");
    assert_eq!((report.verdict, report.attested_by), (CheckVerdict::Ok, Attested::Server));
    world.browser.assert_no_complaints();
}

/// Some networks block WebSockets. Plain requests get through, and are used only if the client agrees.
#[test]
fn plain_requests_replace_sockets_that_do_not_open() {
    check_without_sockets("close");
}

#[test]
fn plain_requests_replace_silent_sockets() {
    check_without_sockets("open");
}

fn check_without_sockets(event: &str) {
    let world = World::new(&[]);
    world.browser.without_sockets(event);
    let made = world.at_details(PROVIDER_HOST, 465);
    try_secret(&world.browser, SECRET);
    world.browser.wait_for(say::LETTER.check_failed_here());
    world.browser.press(say::LETTER.check_again());
    world.browser.wait_for(say::LETTER.check_by_server_start());
    assert_eq!(world.agency.client(&made.link).view().checks_left, 5, "no check must start by itself");
    world.browser.press(say::LETTER.check_by_server_start());
    world.browser.wait_for(say::LETTER.check_passed());
    let report = world.agency.seen(&made.id).check.expect("a check was run");
    assert_eq!((report.verdict, report.attested_by), (CheckVerdict::Ok, Attested::Server));
    let carried = world.web.exchanges();
    let sent = carried.iter().map(|exchange| String::from_utf8_lossy(&exchange.sent).into_owned());
    let sent: Vec<String> = sent.collect();
    assert!(sent.iter().any(|request| request.contains("/check HTTP/1.1")), "the check used a plain request");
    assert!(!sent.iter().any(|request| request.contains(SECRET)), "the secret was sealed");
    world.browser.assert_no_complaints();
}

#[test]
fn an_agency_can_turn_server_checks_off() {
    let world = World::new(&[("SEALPOST_SERVER_CHECK", "never")]);
    world.browser.without_workers();
    world.at_details(PROVIDER_HOST, 465);
    try_secret(&world.browser, SECRET);
    world.browser.wait_for(say::LETTER.check_failed_here());
    world.browser.press(say::LETTER.check_again());
    world.browser.wait_for(say::texts(say::LETTER.check_part_broken_parts())[0].trim_end());
    assert!(!world.browser.offers(say::LETTER.check_by_server_start()));
    world.browser.press(say::LETTER.check_skip());
    world.browser.wait_for(say::LETTER.seal_heading());
    world.browser.assert_no_complaints();
}

/// The worker that trusts more authorities is in a folder that no release includes. The released worker doesn't look
/// for extra roots.
#[test]
fn a_release_trusts_only_the_public_roots() {
    const SECTION: &[u8] = b"sealpost-sandbox-roots";
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let looks = |folder: &str| {
        let module = fs::read(format!("{root}/{folder}/blind/blind_bg.wasm"));
        let module = module.expect("the pages are built, with: cargo xtask pages");
        module.windows(SECTION.len()).any(|window| window == SECTION)
    };
    assert!(looks("dist-sandbox") && !looks("dist"));
    let pages = fs::read_to_string(format!("{root}/backend/web/src/pages.rs")).expect("the file is readable");
    let (before, _) = pages.split_once("/../dist-sandbox\"]").expect("the folder is included");
    let conditions = before.rsplit("#[cfg(").next().expect("the folder has conditions");
    assert!(conditions.starts_with("all(not(debug_assertions), feature = \"demo\"))]"), "{conditions}");
}
