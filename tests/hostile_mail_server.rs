//! A mail server that floods, drips, stalls, lies, disconnects and shows bad certificates. The check names each fault
//! in time, and sends the password only inside TLS, to a server with a valid certificate.

use std::{collections::BTreeSet, fs, path::PathBuf, time::Duration};

use net::{Egress, Policy, dns::Dns};
use probe::check::{CheckRequest, Limits, SignIn, Target, check};
use shared::{
    check::{Attested, CheckReport},
    details::SecretText,
    rules::Port,
    smtp::{Login, Proof},
    wire::CheckMessage,
};
use support::{
    agency::Agency,
    blind,
    command::Terminal,
    hostile_mail::{
        HOST,
        behaviors::{self, Behavior, Ends},
        stage::{SECRET, Stage, USER, Way},
    },
    server::Server,
};
use tokio::runtime::Builder;
use words::{Language, diagnosis::tell_report};

/// The check that the server and `sealpost check` share, run in this process so that the test can set its limits.
struct Flow {
    roots: PathBuf,
}

impl Flow {
    /// Returns short limits if a limit has to end the check, and otherwise limits that even a busy machine doesn't
    /// reach.
    fn limits(behavior: &Behavior) -> Limits {
        let short = Duration::from_secs(2);
        let stage = if behavior.stalls() { short } else { short * 10 };
        Limits { stage, greeting: stage, total: stage * 3, silence: stage, goodbye: short, beside: short }
    }
}

impl Way for Flow {
    fn check(&self, port: u16, behavior: &Behavior) -> CheckReport {
        let port = Port::new(port).expect("not zero");
        let roots = fs::read(&self.roots).expect("readable");
        // Only this port, because another program may listen on the others.
        let policy = Policy { ports: Some(vec![port]), ..Policy::anywhere() };
        let egress =
            Egress::new(policy, Dns::new(Vec::new(), false), Some(&roots)).expect("the roots are valid");
        let request = CheckRequest {
            target: Target {
                provider: None,
                host: HOST.parse().expect("a host"),
                port,
                security: behavior.security,
                attested_by: Attested::Server,
                at: 0,
                limits: Self::limits(behavior),
            },
            sign_in: SignIn::Login(Login {
                username: USER.parse().expect("a user name"),
                secret: SecretText::new(SECRET.into()).expect("a secret"),
                proof: Proof::Password,
                address: Some(USER.parse().expect("an address")),
            }),
        };
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        tell_report(Language::En, runtime.block_on(check(&egress, &request, &mut |_| {})))
    }

    fn limit(&self, behavior: &Behavior) -> Duration {
        Self::limits(behavior).total
    }
}

/// `sealpost check`, run the way a program does.
struct Command {
    terminal: Terminal,
}

impl Way for Command {
    fn check(&self, port: u16, behavior: &Behavior) -> CheckReport {
        let server = format!("{HOST}:{port}");
        let security = behavior.security.to_string();
        let arguments = ["check", &server, "--security", &security, "--user", USER, "--from", USER];
        let output = self
            .terminal
            .run(&[&arguments[..], &["--password-stdin", "--json"]].concat(), &format!("{SECRET}\n"));
        serde_json::from_str(&output.out).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    }

    fn limit(&self, _: &Behavior) -> Duration {
        Limits::default().total
    }
}

/// A client's own TLS and session, relayed by a real server.
struct Relayed {
    server: Server,
    agency: Agency,
    roots: PathBuf,
}

impl Relayed {
    fn to(stage: &Stage) -> Self {
        let ports: Vec<String> = stage.ports().iter().map(ToString::to_string).collect();
        let settings =
            [("SEALPOST_ALLOW_TARGETS", "127.0.0.0/8"), ("SEALPOST_CHECK_PORTS", &ports.join(","))];
        let server = Server::start(&settings);
        let agency = Agency::set_up(&server);
        Self { server, agency, roots: stage.roots().to_owned() }
    }
}

impl Way for Relayed {
    fn check(&self, port: u16, behavior: &Behavior) -> CheckReport {
        let link = self.agency.onboarding("Bakery", "shop.test").link;
        let to = blind::relay_to(HOST, port, behavior.security);
        let messages = blind::check(&self.server.url(), &link, &to, blind::login(USER, SECRET), &self.roots);
        match messages.last() {
            Some(CheckMessage::Done { report, .. }) => (**report).clone(),
            other => panic!("{}: the check ended with {other:?}", behavior.name),
        }
    }

    fn limit(&self, _: &Behavior) -> Duration {
        Limits::default().total
    }

    /// The relay looks only at record headers. Bytes without a valid header are not TLS to the relay.
    fn ends(&self, behavior: &Behavior) -> Ends {
        match behavior.name {
            "announces a record beyond any length" | "sends records of nothing" => {
                Ends { cause: "tls-plain-answer", ..behavior.ends }
            }
            _ => behavior.ends,
        }
    }
}

#[test]
fn every_behavior_is_reported_and_only_safe_servers_get_the_password() {
    let stage = Stage::open(|_| true);
    let played = stage.play(&Flow { roots: stage.roots().clone() });
    assert!(played >= 30, "{played}");
}

#[test]
fn the_command_line_reports_the_same() {
    // The command's time limits can't be shortened, so only two of the slow behaviors run: the first and the last
    // stage.
    let stage = Stage::open(|behavior| {
        !behavior.stalls() || ["never greets", "never answers AUTH"].contains(&behavior.name)
    });
    let roots = stage.roots().display().to_string();
    stage.play(&Command { terminal: Terminal::new(&[("SEALPOST_EXTRA_ROOTS", roots)]) });
}

#[test]
fn a_relayed_check_reports_the_same() {
    // The relay's time limits can't be shortened, so only three of the slow behaviors run.
    let stage = Stage::open(|behavior| {
        !behavior.stalls()
            || ["never greets", "stalls in the handshake", "never answers AUTH"].contains(&behavior.name)
    });
    stage.play(&Relayed::to(&stage));
}

#[test]
fn behavior_names_are_unique() {
    let all = behaviors::all();
    let names: BTreeSet<_> =
        all.iter().map(|behavior| (behavior.name, behavior.security.to_string())).collect();
    assert_eq!(names.len(), all.len());
}
