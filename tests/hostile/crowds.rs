//! Many sockets and reports at once, which could exhaust the server's files and memory.

use std::{
    fs,
    net::TcpStream,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use shared::{
    report::{Report, Topic, Verdict},
    wire::{Progress, ReportRequest},
};
use support::{
    agency::{Agency, parsed},
    client::Client,
    flood::NameServer,
    http::Answer,
    server::Server,
    wait,
};
use tungstenite::{Error, WebSocket, handshake::HandshakeError};

use crate::{assert_problem, at_once, set_up};

/// Limit for WebSockets from one network.
const SOCKETS_EACH: usize = 32;

/// How much more memory than an idle server a crowd of reports may take, in KiB.
const REPORTS_MAX: u64 = 64 * 1024;

/// How much of that memory may remain afterwards, in KiB. The allocator keeps some freed memory for later use.
const LEFT_MAX: u64 = 24 * 1024;

/// How much more memory a second crowd may take than the first, in KiB.
const MORE_MAX: u64 = 8 * 1024;

fn open(server: &Server) -> Result<WebSocket<TcpStream>, u16> {
    let stream = TcpStream::connect(server.address()).expect("the server listens");
    let url = format!("ws://{}/api/check/{}", server.address(), "a".repeat(26));
    match tungstenite::client(url, stream) {
        Ok((socket, _)) => Ok(socket),
        Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
        Err(other) => panic!("{other}"),
    }
}

fn files(server: &Server) -> usize {
    fs::read_dir(format!("/proc/{}/fd", server.id())).expect("the process runs").count()
}

#[test]
fn unauthenticated_sockets_leave_room_for_others() {
    let (server, agency) = set_up();
    let before = files(&server);
    let opened: Vec<_> = at_once(300, |_| open(&server));
    let (sockets, refused): (Vec<_>, Vec<_>) = opened.into_iter().partition(Result::is_ok);
    assert_eq!((sockets.len(), refused.len()), (SOCKETS_EACH, 300 - SOCKETS_EACH));
    assert!(refused.into_iter().all(|refused| refused.err() == Some(429)));
    let held = files(&server);
    // The other requests were answered. Their connections are closed, or kept open for another request.
    assert!(held < before + SOCKETS_EACH + 300, "{before} before, {held} with the crowd");
    assert_eq!(agency.manager.get("/api/onboardings").status, 200);
    // These sockets never authenticated, so the server closes them soon and frees their places.
    let begun = Instant::now();
    wait::until("the sockets to be closed", || open(&server).map(drop).map_err(|status| format!("{status}")));
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    drop(sockets);
}

fn holder(agency: &Agency, domain: &str) -> Client {
    let client = agency.client(&agency.onboarding("Bakery", domain).link);
    let address = Some(parsed(&format!("ada@{domain}")));
    client.progress(&Progress { address, ..Progress::default() }).assert_empty();
    client
}

fn ask(client: &Client) -> Answer {
    client.api.post(&client.path("/report"), &ReportRequest::default())
}

/// Repeats the request until the server has room, and returns the report.
fn insist(client: &Client) -> Report {
    loop {
        let answer = ask(client);
        if answer.status != 429 {
            return answer.json();
        }
        assert_problem(&answer, 429, "busy");
    }
}

/// Requests one report for each client at once. Also returns the server's peak memory, in KiB.
fn crowd(server: &Server, clients: &[Client]) -> (Vec<Report>, u64) {
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let watching = scope.spawn(|| {
            let mut most = 0;
            while !is_over.load(Ordering::Relaxed) {
                most = most.max(server.resident());
                thread::sleep(Duration::from_millis(10));
            }
            most
        });
        let reports = at_once(clients.len(), |n| insist(&clients[n]));
        is_over.store(true, Ordering::Relaxed);
        (reports, watching.join().expect("no panic"))
    })
}

/// Forty reports at once, on domains whose DNS servers answer as much as they can and always refer to more names.
#[test]
fn reports_on_hostile_dns_servers_take_little_memory() {
    let names = NameServer::start(Duration::ZERO);
    let server = Server::start(&[("SEALPOST_DNS", &names.address().to_string())]);
    let agency = Agency::set_up(&server);
    let clients: Vec<_> = (0..40).map(|n| holder(&agency, &format!("shop{n}.test"))).collect();
    let idle = server.resident();
    let (reports, most) = crowd(&server, &clients);
    let (_, again) = crowd(&server, &clients);
    let asked = names.asked();
    let left = server.resident();
    println!(
        "{idle} KiB idle, {most} with 40 reports, {again} with 40 more, {left} afterwards, {asked} queries"
    );
    assert!(asked > 80 * 20, "only {asked} queries");
    assert!(most <= idle + REPORTS_MAX, "{} KiB more than idle", most - idle);
    // The first crowd's memory was freed: the allocator reuses it for the second.
    assert!(again <= most + MORE_MAX, "{} KiB more for as many reports again", again - most);
    assert!(left <= idle + LEFT_MAX, "the process keeps {} KiB", left - idle);
    for report in reports {
        assert!(report.asked <= 300, "{}", report.asked);
        assert!(report.findings.iter().any(|finding| finding.verdict == Verdict::Unknown), "{report:#?}");
    }
}

/// A domain whose answers are too large to read may have any record, so the report must not say that one is missing.
#[test]
fn an_answer_too_large_to_read_is_unknown_not_missing() {
    let names = NameServer::start(Duration::ZERO);
    let server = Server::start(&[("SEALPOST_DNS", &names.address().to_string())]);
    let agency = Agency::set_up(&server);
    let report = insist(&holder(&agency, "giant.test"));
    for topic in [Topic::Spf, Topic::Dmarc, Topic::Mx] {
        let of: Vec<_> = report.findings.iter().filter(|finding| finding.topic == topic).collect();
        assert!(!of.is_empty(), "no finding about {topic:?}");
        for finding in of {
            assert_eq!(finding.verdict, Verdict::Unknown, "{finding:#?}");
            assert!(finding.fix.is_none(), "{finding:#?}");
        }
    }
}

#[test]
fn a_link_runs_one_report_at_a_time() {
    let names = NameServer::start(Duration::from_millis(400));
    let server = Server::start(&[("SEALPOST_DNS", &names.address().to_string())]);
    let agency = Agency::set_up(&server);
    let client = holder(&agency, "shop1.test");
    let answers = at_once(8, |_| ask(&client));
    let ok = answers.iter().filter(|answer| answer.status == 200).count();
    assert!((1..8).contains(&ok), "{ok} of 8");
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_problem(answer, 409, "report-running");
    }
}

#[test]
fn a_clients_updates_are_limited() {
    let (_server, agency) = set_up();
    let client = holder(&agency, "shop.test");
    let results: Vec<_> = (0..320).map(|_| client.progress(&Progress::default())).collect();
    let taken = results.iter().filter(|answer| answer.status == 204).count();
    // One was already set with the address.
    assert_eq!(taken, 299);
    assert_problem(results.last().expect("a last result"), 429, "too-often");
    assert_eq!(client.api.get(&client.path("")).status, 200, "the link itself still works");
}
