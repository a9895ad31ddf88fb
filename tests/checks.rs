//! The live check, against servers that work, fail, stay silent, don't exist or are forbidden. Every outcome has its
//! own cause. Only a wrong password is called "wrong password".

use std::{net::TcpListener, thread};

use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage, StageOutcome},
    rules::Security::{self, ImplicitTls, Starttls},
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    client::{Check, Client, answers},
    dns::{NameServer, Zone},
    lab::{ADDRESS, APP_PASSWORD, Lab, PROVIDER_HOST, SITE},
    server::Server,
};

fn done(messages: &[CheckMessage]) -> (&CheckReport, u32) {
    match messages.last() {
        Some(CheckMessage::Done { report, checks_left, .. }) => (report, *checks_left),
        other => panic!("the check ended with {other:?}"),
    }
}

fn refusal(messages: &[CheckMessage]) -> &str {
    match messages {
        [CheckMessage::Refused { problem }] => &problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

fn login(host: &str, port: u16, security: Security) -> shared::details::Answers {
    answers(host, port, security, ADDRESS)
}

/// Creates a link, and returns its client.
fn client(agency: &Agency) -> Client {
    agency.client(&agency.onboarding("Bakery", SITE).link)
}

#[test]
fn a_correct_login_passes_with_both_kinds_of_encryption() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", SITE);
    let client = agency.client(&made.link);
    for (port, security) in [(465, ImplicitTls), (587, Starttls)] {
        let messages = client.check(&login(PROVIDER_HOST, port, security), APP_PASSWORD);
        let (report, _) = done(&messages);
        assert_eq!(report.verdict, CheckVerdict::Ok, "{report:#?}\n{}", lab.mail.log());
        assert_eq!((report.attested_by, report.cause.as_str()), (Attested::Server, ""));
        let stages: Vec<_> = messages[..messages.len() - 1]
            .iter()
            .map(|message| match message {
                CheckMessage::Stage { stage } => stage.clone(),
                other => panic!("{other:?} between the stages"),
            })
            .collect();
        assert_eq!(stages, report.stages, "every stage was reported as it happened");
        for stage in [Stage::Resolve, Stage::Connect, Stage::Tls, Stage::Auth, Stage::Sender] {
            assert!(
                report.stages.iter().any(|s| s.stage == stage && s.outcome == StageOutcome::Ok),
                "{stage:?}"
            );
        }
    }
    assert!(client.view().checked);
    assert!(agency.seen(&made.id).row.check.expect("the board has the check").ok);
    assert!(lab.mail.messages().is_empty(), "no mail was sent");
}

#[test]
fn a_server_gets_a_proof_and_plain_only_if_it_supports_nothing_else() {
    let lab = Lab::start();
    // The same password, for an account whose server stores only a SHA-256 hash.
    lab.mail.add_hashed_login("hashed@shop.test", "852sbLq6U14sIHzQzY8VSXQiPISPcn+Ys1ZM6labQc8=");
    let server = lab.server();
    let client = client(&Agency::set_up(&server));
    let auth = |user: &str, password: &str| {
        let messages = client.check(&answers(PROVIDER_HOST, 465, ImplicitTls, user), password);
        let (report, _) = done(&messages);
        assert!(report.capabilities.iter().any(|line| line.contains("SCRAM-SHA-256")), "{report:#?}");
        let stage =
            report.stages.iter().find(|stage| stage.stage == Stage::Auth).expect("the check reached AUTH");
        (stage.outcome, stage.detail.clone())
    };
    let (outcome, detail) = auth(ADDRESS, APP_PASSWORD);
    assert_eq!(outcome, StageOutcome::Ok);
    assert!(detail.starts_with("235 ") && !detail.contains("SCRAM"), "{detail}");
    let (outcome, detail) = auth("hashed@shop.test", APP_PASSWORD);
    assert_eq!(outcome, StageOutcome::Ok, "{detail}");
    assert!(detail.starts_with("235 ") && detail.contains("SCRAM-SHA-256 came first: 535"), "{detail}");
    assert_eq!(lab.mail.log().matches("SASL PLAIN authentication failed").count(), 0);
    let (outcome, _) = auth(ADDRESS, "not the password");
    assert_eq!(outcome, StageOutcome::Fail);
    let log = lab.mail.log();
    assert!(log.contains("SASL SCRAM-SHA-256 authentication failed"), "{log}");
    assert!(
        !log.contains("SASL PLAIN authentication failed"),
        "the password must not follow a refused proof: {log}"
    );
}

#[test]
fn an_hour_allows_five_checks() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", SITE);
    let client = agency.client(&made.link);
    assert_eq!(client.view().checks_left, 5);
    for left in (0..5).rev() {
        let messages = client.check(&login(PROVIDER_HOST, 465, ImplicitTls), "not the password");
        let (report, checks_left) = done(&messages);
        assert_eq!((report.verdict, checks_left), (CheckVerdict::Fail, left), "{report:#?}");
        let diagnosis = report.diagnosis.as_ref().expect("a failure is explained");
        assert!(diagnosis.secret_refused && !diagnosis.client.is_empty(), "{diagnosis:#?}");
    }
    let messages = client.check(&login(PROVIDER_HOST, 465, ImplicitTls), APP_PASSWORD);
    assert_eq!(refusal(&messages), "checks-used-up");
    let brief = agency.seen(&made.id).row.check.expect("the board has the check");
    assert!(!brief.ok && !brief.cause.is_empty() && !brief.meaning.is_empty(), "{brief:?}");
    assert_eq!(lab.mail.log().matches("authentication failed").count(), 5, "{}", lab.mail.log());
}

#[test]
fn a_link_runs_one_check_at_a_time_and_needs_its_token() {
    let server = Server::start(&[]);
    let agency = Agency::set_up(&server);
    let made = agency.onboarding("Bakery", SITE);
    let client = agency.client(&made.link);

    let mut first = Check::open(&server.url(), &made.link);
    assert!(matches!(first.receive(), Some(CheckMessage::Key { .. })));
    let at_once: Vec<_> = thread::scope(|scope| {
        let tried: Vec<_> = (0..10)
            .map(|_| scope.spawn(|| client.check(&login(PROVIDER_HOST, 465, ImplicitTls), APP_PASSWORD)))
            .collect();
        tried.into_iter().map(|check| check.join().expect("no panic")).collect()
    });
    for messages in &at_once {
        assert_eq!(refusal(messages), "check-running");
    }
    assert_eq!(client.view().checks_left, 4, "checks that didn't begin don't count");

    let other = agency.new_link().0;
    let mut stranger = Check::connect(&server.url(), made.link.locator().as_str());
    let hello = serde_json::json!({ "token": other.token().expose() }).to_string();
    stranger.say(tungstenite::Message::text(hello));
    assert!(
        matches!(stranger.receive(), Some(CheckMessage::Refused { problem }) if problem.code == "link-unknown")
    );
}

#[test]
fn unreachable_servers_have_distinct_causes() {
    let lab = Lab::start();
    let server = lab.server();
    let agency = Agency::set_up(&server);
    let client = client(&agency);
    // The test server's own address: nothing listens on 465, and a server that never says a word listens on 587.
    let here = server.address().ip();
    let silent = TcpListener::bind((here, 587)).expect("the port is free");

    let absent = client.check(&login("smtp.nowhere.test", 465, ImplicitTls), APP_PASSWORD);
    let refused = client.check(&login(&here.to_string(), 465, ImplicitTls), APP_PASSWORD);
    let stalled = client.check(&login(&here.to_string(), 587, Starttls), APP_PASSWORD);
    let plain = client.check(&login(PROVIDER_HOST, 587, ImplicitTls), APP_PASSWORD);
    drop(silent);

    // The wrong kind of encryption was chosen, and the check has found out which one is right.
    let (report, _) = done(&plain);
    let works = report.works_instead().expect("another port works");
    assert_eq!((works.port.get(), works.security), (587, Starttls), "{report:#?}");
    // If a port refuses the connection, the check tries the others before it reports. It must not call any of them
    // open.
    let (report, _) = done(&refused);
    let beside: Vec<_> = report.neighbors.iter().map(|other| (other.port.get(), other.answers)).collect();
    assert_eq!(beside, [(587, false), (2525, false)], "{report:#?}");

    let mut causes = Vec::new();
    for (messages, stage, outcome) in [
        (&absent, Stage::Resolve, StageOutcome::Fail),
        (&refused, Stage::Connect, StageOutcome::Fail),
        (&stalled, Stage::Greeting, StageOutcome::TimedOut),
        (&plain, Stage::Tls, StageOutcome::Fail),
    ] {
        let (report, _) = done(messages);
        let last = report.stages.last().expect("a stage was reached");
        assert_eq!((last.stage, last.outcome), (stage, outcome), "{report:#?}");
        assert_ne!(report.verdict, CheckVerdict::Ok);
        let diagnosis = report.diagnosis.as_ref().unwrap_or_else(|| panic!("no explanation: {report:#?}"));
        assert!(!diagnosis.secret_refused, "not a wrong password: {diagnosis:?}");
        assert!(diagnosis.meaning.ends_with('.'), "{diagnosis:?}");
        causes.push(report.cause.clone());
    }
    causes.dedup();
    assert_eq!(causes.len(), 4, "{causes:?}");
}

#[test]
fn only_the_public_internet_is_reached() {
    let inside = [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "255.255.255.255",
    ];
    let inside6 =
        ["::1", "::ffff:127.0.0.1", "fe80::1", "fc00::1", "64:ff9b::7f00:1", "2001:db8::1", "ff02::1"];
    let records: Vec<String> = (inside.iter().enumerate())
        .map(|(i, address)| format!("v4-{i} A {address}"))
        .chain((inside6.iter().enumerate()).map(|(i, address)| format!("v6-{i} AAAA {address}")))
        .chain(["mixed A 203.0.114.1".to_owned(), "mixed A 127.0.0.1".to_owned()])
        .collect();
    let dns = NameServer::start(vec![Zone::new(
        "inside.test",
        &records.iter().map(String::as_str).collect::<Vec<_>>(),
    )]);
    let server = Server::start(&[("SEALPOST_DNS", &dns.address().to_string())]);
    let agency = Agency::set_up(&server);
    let names: Vec<String> = records[..records.len() - 2]
        .iter()
        .map(|record| format!("{}.inside.test", record.split(' ').next().expect("a name")))
        .chain(["127.0.0.1".to_owned(), "169.254.169.254".to_owned()])
        .collect();
    for names in names.chunks(5) {
        let client = client(&agency);
        for name in names {
            let messages = client.check(&login(name, 465, ImplicitTls), APP_PASSWORD);
            let (report, _) = done(&messages);
            assert_eq!(report.verdict, CheckVerdict::Refused, "{name}: {report:#?}");
            assert!(report.stages.iter().all(|stage| stage.stage == Stage::Resolve), "{name}: {report:#?}");
        }
    }
    let messages = client(&agency).check(&login("v4-0.inside.test", 22, ImplicitTls), APP_PASSWORD);
    let (report, _) = done(&messages);
    assert_eq!((report.verdict, report.cause.as_str()), (CheckVerdict::Refused, "port-not-allowed"));
}
