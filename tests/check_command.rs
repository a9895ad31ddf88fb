//! `sealpost check`, run by a person and by a program, against the real mail server and DNS server.

use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use support::{
    command::{Output, Terminal},
    dns::{NameServer, Zone},
    lab::{ADDRESS, APP_PASSWORD, APP_PASSWORD_AS_COPIED, Lab, PROVIDER_HOST},
    say,
};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn check(terminal: &Terminal, arguments: &[&str], password: &str) -> Output {
    let fixed = ["check", "--user", ADDRESS, "--password-stdin"];
    terminal.run(&[&fixed[..], arguments].concat(), &format!("{password}\n"))
}

#[test]
fn the_port_is_found_and_piped_output_is_plain() {
    let lab = Lab::start();
    let terminal = Terminal::new(&lab.settings()[..3]);
    let output = check(&terminal, &[PROVIDER_HOST, "--from", ADDRESS], APP_PASSWORD);
    let lines: Vec<&str> = output.well().lines().collect();
    // Both ports work. On a busy machine the preferred one may lose the race.
    let heads =
        ["465 (implicit-tls)", "587 (starttls)"].map(|at| format!("{PROVIDER_HOST} port {at} as {ADDRESS}"));
    assert!(heads.iter().any(|head| head == lines[0]), "{output:#?}");
    let stages = &lines[1..lines.len() - 2];
    assert!(stages.len() >= 8 && stages.iter().all(|line| line.starts_with("  ok ")), "{output:#?}");
    assert_eq!(lines.last(), Some(&say::CLI.check_works_for_sender()));
    assert!(!output.out.contains('\u{1b}') && output.err.is_empty(), "{output:?}");
}

#[test]
fn a_wrong_password_is_explained_with_a_text_for_the_support_desk() {
    let lab = Lab::start();
    let terminal = Terminal::new(&lab.settings()[..3]);
    let output = check(&terminal, &[PROVIDER_HOST], "not-the-password");
    assert_eq!(output.status, Some(1), "{output:?}");
    for words in [
        &*format!("failed  {}", say::CLI.check_stage_not_signed_in()),
        "  Cause       google-",
        say::CLI.check_for_support(),
        "Failed at: auth",
        ADDRESS,
    ] {
        assert!(output.out.contains(words), "{words}: {}", output.out);
    }
    assert!(!output.out.contains("not-the-password"), "{output:?}");
}

#[test]
fn the_help_describes_the_json() {
    let lab = Lab::start();
    let terminal = Terminal::new(&lab.settings()[..3]);
    let server = format!("{PROVIDER_HOST}:587");
    let report = parsed(check(&terminal, &[&server, "--json"], APP_PASSWORD).well());
    assert_eq!((&report["verdict"], &report["security"]), (&json!("ok"), &json!("starttls")));
    assert_eq!(report["tls"]["certificate"]["names"][0], PROVIDER_HOST);
    assert_eq!(report["tls"]["certificate"]["issuer"], "Sealpost test authority");
    assert!(report["at"].as_i64() > Some(1_700_000_000) && report["neighbours"] == json!([]), "{report}");
    let help = terminal.run(&["check", "--help"], "");
    for field in report.as_object().expect("an object").keys() {
        assert!(help.well().contains(field.as_str()), "{field} isn't in the help");
    }
}

#[test]
fn a_published_port_that_the_network_blocks_is_called_blocked() {
    let lab = Lab::start();
    // Nothing listens on 2525 and 2526 here. Postmark publishes port 2525, and no one publishes 2526. On 465 the
    // certificate is for another host.
    let here = lab.mail.address();
    let dns = NameServer::start(vec![
        Zone::new("brevo.com", &[&format!("smtp-relay A {here}")]),
        Zone::new("postmarkapp.com", &[&format!("smtp A {here}")]),
    ]);
    let mut settings = lab.settings()[..3].to_vec();
    settings[0].1 = dns.address().to_string();
    let terminal = Terminal::new(&settings);
    let run = |server: &str| {
        let output = check(&terminal, &[server, "--security", "starttls", "--json"], APP_PASSWORD);
        assert_ne!(output.status, Some(0), "{output:?}");
        parsed(&output.out)
    };
    let report = run("smtp-relay.brevo.com:2526");
    assert_eq!(report["cause"], "other-port-answers", "{report:#}");
    let works = json!({ "port": 587, "security": "starttls", "answers": true, "failure": "" });
    assert!(report["neighbours"].as_array().expect("a list").contains(&works), "{report:#}");
    assert_eq!(report["diagnosis"]["client"], "Use port 587 with STARTTLS.");

    let blocked = run("smtp.postmarkapp.com:2525");
    assert_eq!(blocked["cause"], "port-blocked", "{blocked:#}");
    let meaning = say::DIAGNOSIS.port_blocked(&2525, &587);
    assert_eq!(blocked["diagnosis"]["meaning"], meaning);

    let named = run("smtp-relay.brevo.com:587");
    assert_eq!((&named["cause"], &named["neighbours"]), (&json!("smtp-intercepted"), &json!([])));
    assert_eq!(named["tls"]["certificate"]["names"][0], PROVIDER_HOST);
    assert_eq!(named["tls"]["version"], "");
}

#[test]
fn wrong_arguments_are_reported_before_a_password_is_read() {
    let terminal = Terminal::new(&[]);
    for (arguments, words) in [
        (&["check"][..], "--user"),
        (&["check", "ada@shop.test", "--user", "ada"], "sealpost discover ada@shop.test"),
        (&["check", "smtp.shop.test:0", "--user", "ada"], "1 to 65535"),
        (&["check", "smtp.shop.test", "--user", "ada", "--security", "ssl"], "465"),
        (&["check", "smtp.shop.test", "--user", "ada", "--from", "nobody"], "--from"),
        (&["check", "smtp.shop.test", "--user", "ada", "--password", "x"], "--password"),
    ] {
        let output = terminal.run(arguments, "");
        assert_eq!(output.status, Some(2), "{output:?}");
        assert!(output.err.contains(words) && output.out.is_empty(), "{arguments:?} {output:?}");
    }
    let empty = check(&terminal, &["smtp.shop.test"], "");
    assert!(empty.status == Some(2) && empty.err.contains(say::CLI.ask_password_missing()), "{empty:?}");
    let silent = check(&terminal, &["smtp.shop.test:465", "--json"], APP_PASSWORD);
    assert_eq!(
        (silent.status, &parsed(&silent.out)["cause"]),
        (Some(2), &json!("dns-servfail")),
        "{silent:?}"
    );
}

#[test]
fn spaces_removed_from_an_app_password_are_reported_and_as_typed_keeps_them() {
    let lab = Lab::start();
    let terminal = Terminal::new(&lab.settings()[..3]);
    let server = format!("{PROVIDER_HOST}:465");
    let copied = APP_PASSWORD_AS_COPIED.trim_end();
    let cleaned = check(&terminal, &[&server], copied);
    let removed = say::start(say::CLI.secret_spaces_parts(3), &["3"]);
    assert!(cleaned.err.contains(&removed), "{cleaned:?}");
    assert!(cleaned.err.contains(say::CLI.secret_keep()), "{cleaned:?}");
    assert!(cleaned.well().contains(say::CLI.check_works()));
    let typed = check(&terminal, &[&server, "--as-typed"], copied);
    assert_eq!((typed.status, typed.err.as_str()), (Some(1), ""), "the spaces were sent: {typed:?}");
    assert!(typed.out.contains(say::CLI.check_stage_not_signed_in()), "{typed:?}");
}

/// Starts a server that delays its greeting and offers no extensions. Returns its port.
fn slow_server(pause: Duration) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback address can be bound");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            thread::sleep(pause);
            // The check may have hung up already. Then no one needs the greeting.
            let _ = stream.write_all(b"220 mail.shop.test ESMTP\r\n");
            let mut lines = BufReader::new(stream.try_clone().expect("a second handle")).lines();
            while let Some(Ok(line)) = lines.next() {
                let reply = if line.starts_with("EHLO") { "250 mail.shop.test" } else { "221 bye" };
                let _ = write!(stream, "{reply}\r\n");
            }
        }
    });
    port
}

#[test]
fn a_slow_greeting_is_reported_during_and_after_the_check() {
    let port = slow_server(Duration::from_secs(7));
    let terminal = Terminal::new(&[]);
    let output = check(&terminal, &[&format!("127.0.0.1:{port}"), "--security", "starttls"], "not-used");
    assert!(output.err.contains(&say::CLI.check_slow(&60)), "{output:?}");
    assert!(output.out.contains(say::CLI.check_stage_greeted()), "{output:?}");
    // The number of seconds depends on this machine.
    let message = say::DIAGNOSIS.late_greeting(&'#');
    let before = message.split('#').next().expect("a beginning");
    assert!(output.out.contains(&format!("  Slow        {before}")), "{output:?}");
}
