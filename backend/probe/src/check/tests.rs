mod certificates;
mod dialogues;
mod logins;
mod patience;
mod ports;
mod server;

use net::{Policy, dns::Dns};
use server::{Do, Server, serve};
use shared::{details::Oddity, diagnosis::Cause, smtp::Login};
use zeroize::Zeroizing;

use super::*;
use crate::provider::{Account, MailProvider};

const SECRET: &str = "correct horse";
const USER: &str = "ada@shop.test";
const EHLO: &str = "250-x\r\n250 STARTTLS\r\n";
const AUTH: &str = "250-x\r\n250 AUTH PLAIN LOGIN\r\n";
/// The start of a script, up to the EHLO after TLS.
const UP: [Do; 7] = [
    Do::Send("220 x\r\n"),
    Do::ReadLine,
    Do::Send(EHLO),
    Do::ReadLine,
    Do::Send("220 go\r\n"),
    Do::Tls,
    Do::ReadLine,
];

fn egress(policy: Policy, authority: &str) -> Egress {
    Egress::new(policy, Dns::new(Vec::new(), false), Some(authority.as_bytes())).unwrap()
}

fn request(port: Port, security: Security, secret: &str, from: &str) -> CheckRequest {
    let login = Login {
        username: USER.parse().unwrap(),
        secret: SecretText::new(secret.into()).unwrap(),
        proof: Proof::Password,
        address: Some(from.parse().unwrap()),
    };
    let target = Target {
        provider: None,
        host: "localhost".parse().unwrap(),
        port,
        security,
        attested_by: Attested::Technician,
        at: 0,
        limits: Limits {
            stage: Duration::from_millis(400),
            greeting: Duration::from_millis(400),
            total: Duration::from_secs(2),
            silence: Duration::from_millis(600),
            goodbye: Duration::from_millis(200),
            beside: Duration::from_millis(300),
        },
    };
    CheckRequest { target, sign_in: SignIn::Login(login) }
}

async fn run(egress: &Egress, request: &CheckRequest) -> CheckReport<Found> {
    let mut seen = Vec::new();
    let report = check(egress, request, &mut |stage| seen.push(stage.clone())).await;
    assert_eq!(report.stages, seen, "every stage is reported when it ends");
    report
}

async fn against(server: &Server, security: Security) -> CheckReport<Found> {
    run(&egress(Policy::anywhere(), &server.authority), &request(server.port, security, SECRET, USER)).await
}

fn names(report: &CheckReport<Found>) -> Vec<&'static str> {
    report.stages.iter().map(|stage| stage.stage.as_str()).collect()
}

async fn provider() -> MailProvider {
    let account = Account {
        username: USER.into(),
        password: Zeroizing::new(SECRET.into()),
        senders: vec![USER.into()],
    };
    MailProvider::start("localhost", account).await.unwrap()
}
