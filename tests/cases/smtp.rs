//! Failures of a live sign-in. A scripted server reproduces each one over real sockets, and the check's explanation is
//! compared with the case.
//!
//! A case runs twice at the same time, with whole replies and with replies in pieces, because both mean the same. The
//! comment at the top of `smtp-replies.toml` explains the keys of a case.

#[path = "smtp/case.rs"]
mod case;
#[path = "smtp/grants.rs"]
mod grants;
#[path = "smtp/network.rs"]
mod network;
#[path = "smtp/server.rs"]
mod server;
#[path = "smtp/verdict.rs"]
mod verdict;

use std::sync::Arc;

use case::{Case, File};
use libtest_mimic::Trial;
use net::{Egress, Policy, dns::Dns};
use network::Network;
use probe::check::{CheckRequest, Limits, SignIn, Target, check};
use shared::{
    check::{Attested, CheckReport},
    details::SecretText,
    rules::Port,
    smtp::Login,
};
use support::leaks::Canary;
use tokio::runtime::Builder;
use words::{Language, diagnosis::tell_report};

/// Long enough to search for, and unlike anything else.
const SECRET: &str = "canary-horse-5f0c7e19ab";
/// A time in the year of the cases, so that explanations that depend on the date don't change.
const AT: i64 = 1_795_953_600;

/// Returns one trial for each case.
pub(crate) fn trials() -> Vec<Trial> {
    let file: File = crate::read("smtp-replies.toml");
    assert_eq!(file.schema, 1, "the format of the cases has changed");
    let trial = |case: Case| crate::trial(format!("smtp::{}", case.id), move || run(&case));
    file.case.into_iter().map(trial).collect()
}

/// Returns one trial for each reply to an access token.
pub(crate) fn grants() -> Vec<Trial> {
    grants::trials()
}

/// Returns what is wrong with the explanation, and with the report.
fn run(case: &Case) -> Vec<String> {
    let case = Arc::new(case.clone());
    let [whole, pieces] = play_twice(&case);
    let json = serde_json::to_value(&whole.0).expect("JSON");
    let recorded = crate::recorded::complaint("check", &case.id, json);
    recorded.into_iter().chain(explained(&case, [whole, pieces])).collect()
}

/// Returns what is wrong with the explanation.
fn compare(case: &Arc<Case>) -> Vec<String> {
    explained(case, play_twice(case))
}

/// A check's report, and what the server received.
type Played = (CheckReport, Vec<u8>);

fn play_twice(case: &Arc<Case>) -> [Played; 2] {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    runtime.block_on(async { tokio::join!(play(case, false), play(case, true)) }).into()
}

fn explained(case: &Case, played: [Played; 2]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (how, (report, received)) in ["whole", "in pieces"].into_iter().zip(played) {
        let faults = verdict::faults(case, &report, &received, &Canary::new(SECRET));
        if !faults.is_empty() {
            let (found, stages) = (&report.diagnosis, &report.stages);
            wrong.push(format!("{how}: {}\n{found:#?}\n{stages:#?}", faults.join("\n  ")));
        }
    }
    wrong
}

/// Returns everything that a server with this name receives on port 465 while `run` runs a program. `run` gets the
/// resolver and the trusted roots (PEM). The server refuses every sign-in.
pub(crate) fn received_by_a_server_that_refuses(host: &str, run: impl FnOnce(&str, &str)) -> Vec<u8> {
    let case = Case::refusing(host);
    let network = Network::of(&Arc::new(case), false);
    run(&network.resolver().to_string(), network.roots());
    network.received()
}

async fn play(case: &Arc<Case>, in_pieces: bool) -> Played {
    let network = Network::of(case, in_pieces);
    let dns = Dns::new(vec![network.resolver()], true);
    let egress =
        Egress::new(Policy::anywhere(), dns, Some(network.roots().as_bytes())).expect("a valid root");
    let report = tell_report(Language::En, check(&egress, &request(case), &mut |_| ()).await);
    (report, network.received())
}

fn request(case: &Case) -> CheckRequest {
    let target = Target {
        provider: Some(case.provider.clone()).filter(|id| !id.is_empty()),
        host: case.host.parse().expect("a host"),
        port: Port::new(case.port).expect("a port"),
        security: case.security,
        attested_by: Attested::Technician,
        at: AT,
        limits: Limits::default(),
    };
    let login = Login {
        username: case.user.parse().expect("a user name"),
        secret: SecretText::new(SECRET.into()).expect("a secret"),
        proof: case.proof,
        address: case.from.as_ref().map(|from| from.parse().expect("an address")),
    };
    CheckRequest { target, sign_in: SignIn::Login(login) }
}
