//! Crowds of sockets and reports that would take the server's files and memory.

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

/// Most WebSockets of one network.
const SOCKETS_EACH: usize = 32;

/// How much more memory than an idle server a crowd of reports may take, in KiB.
const REPORTS_MAX: u64 = 64 * 1024;

/// How much of that may stay with an idle server afterwards, in KiB: freed, and kept by the allocator for what comes next.
const LEFT_MAX: u64 = 24 * 1024;

/// How much more a second crowd may take than the first, in KiB.
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
fn sockets_of_strangers_leave_room_for_others() {
    let (server, agency) = set_up();
    let before = files(&server);
    let opened: Vec<_> = at_once(300, |_| open(&server));
    let (sockets, refused): (Vec<_>, Vec<_>) = opened.into_iter().partition(Result::is_ok);
    assert_eq!((sockets.len(), refused.len()), (SOCKETS_EACH, 300 - SOCKETS_EACH));
    assert!(refused.into_iter().all(|refused| refused.err() == Some(429)));
    let held = files(&server);
    // The others had an answer, and their connections are closed or kept for another request of theirs.
    assert!(held < before + SOCKETS_EACH + 300, "{before} before, {held} with the crowd");
    assert_eq!(agency.manager.get("/api/onboardings").status, 200);
    // Nobody said who they are: their sockets are closed soon, and their places are free.
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

/// The report, once there is room for it.
fn insist(client: &Client) -> Report {
    loop {
        let answer = ask(client);
        if answer.status != 429 {
            return answer.json();
        }
        assert_problem(&answer, 429, "busy");
    }
}

/// One report for each at once; and the most memory that the server had meanwhile, in KiB.
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

/// Forty at once, of domains whose name servers answer as much as they can and send to more names of their own each time.
#[test]
fn reports_of_hostile_name_servers_take_little_memory_however_many() {
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
        "{idle} KiB idle, {most} with 40 reports, {again} with 40 more, {left} afterwards, {asked} questions"
    );
    assert!(asked > 80 * 20, "{asked} questions were asked");
    assert!(most <= idle + REPORTS_MAX, "{} KiB more than idle", most - idle);
    // What the first ones took was given back: to the allocator, which gives it to the next ones.
    assert!(again <= most + MORE_MAX, "{} KiB more for as many reports again", again - most);
    assert!(left <= idle + LEFT_MAX, "{} KiB stay with the process", left - idle);
    for report in reports {
        assert!(report.asked <= 300, "{}", report.asked);
        assert!(report.findings.iter().any(|finding| finding.verdict == Verdict::Unknown), "{report:#?}");
    }
}

/// A domain whose answers are larger than what is read may have any record: it is not said to have none.
#[test]
fn what_was_too_much_to_read_is_unknown_and_not_missing() {
    let names = NameServer::start(Duration::ZERO);
    let server = Server::start(&[("SEALPOST_DNS", &names.address().to_string())]);
    let agency = Agency::set_up(&server);
    let report = insist(&holder(&agency, "giant.test"));
    for topic in [Topic::Spf, Topic::Dmarc, Topic::Mx] {
        let of: Vec<_> = report.findings.iter().filter(|finding| finding.topic == topic).collect();
        assert!(!of.is_empty(), "nothing about {topic:?}");
        for finding in of {
            assert_eq!(finding.verdict, Verdict::Unknown, "{finding:#?}");
            assert!(finding.fix.is_none(), "{finding:#?}");
        }
    }
}

#[test]
fn one_report_of_a_link_at_a_time() {
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
fn what_a_client_tells_is_counted() {
    let (_server, agency) = set_up();
    let client = holder(&agency, "shop.test");
    let told: Vec<_> = (0..320).map(|_| client.progress(&Progress::default())).collect();
    let taken = told.iter().filter(|answer| answer.status == 204).count();
    // One came with the address.
    assert_eq!(taken, 299);
    assert_problem(told.last().expect("the last"), 429, "too-often");
    assert_eq!(client.api.get(&client.path("")).status, 200, "and the link itself goes on");
}
