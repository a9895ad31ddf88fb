//! Prints the result that mail-auth has for each case of the suite of RFC 7208, with the same DNS servers that our own
//! evaluator queries. `tests/rfc7208.rs` compares them with ours. After an update of mail-auth:
//!
//! ```sh
//! cargo run --manifest-path tests/peer/Cargo.toml > tests/suites/rfc7208/mail-auth.tsv
//! ```

#[allow(dead_code)]
#[path = "../../support/authority.rs"]
mod authority;
#[path = "../../support/loopback.rs"]
mod loopback;
#[allow(dead_code)]
#[path = "../../rfc7208/suite.rs"]
mod suite;
#[path = "../../rfc7208/yaml.rs"]
mod yaml;

use std::{path::Path, time::Duration};

use mail_auth::{
    MessageAuthenticator, SpfResult,
    hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts},
    spf::verify::SpfParameters,
};
use suite::Case;
use tokio::task::JoinSet;

/// How long to wait for a server that never answers. Our servers answer at once.
const SILENCE: Duration = Duration::from_secs(2);

#[tokio::main]
async fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../suites/rfc7208/rfc7208-tests.yml");
    // The servers start their own runtime, which can't be done inside this one.
    let (cases, servers) = std::thread::spawn(move || suite::read(&file)).join().expect("the suite is read");
    let names: Vec<String> = cases.iter().map(|case| case.name.clone()).collect();
    let evaluations: JoinSet<_> = cases.into_iter().map(evaluate).collect();
    let results = evaluations.join_all().await;
    for name in names {
        let (_, result) = results.iter().find(|(case, _)| *case == name).expect("each case has a result");
        println!("{name}\t{result}");
    }
    drop(servers);
}

async fn evaluate(case: Case) -> (String, &'static str) {
    let mut connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
    connections.iter_mut().for_each(|connection| connection.port = case.server.port());
    let server = NameServerConfig::new(case.server.ip(), true, connections.into());
    let mut options = ResolverOpts::default();
    (options.timeout, options.attempts, options.cache_size) = (SILENCE, 1, 0);
    let config = ResolverConfig::from_name_servers(vec![server]);
    let peer = MessageAuthenticator::new(config, options).expect("a resolver");
    let ip = case.ip.parse().expect("an address");
    let asked = if case.from.is_empty() {
        SpfParameters::verify_ehlo(ip, &case.helo, "unknown")
    } else {
        SpfParameters::verify_mail_from(ip, &case.helo, "unknown", &case.from)
    };
    let result = match peer.check_host(asked.into()).await.result() {
        SpfResult::Pass => "pass",
        SpfResult::Fail => "fail",
        SpfResult::SoftFail => "softfail",
        SpfResult::Neutral => "neutral",
        SpfResult::TempError => "temperror",
        SpfResult::PermError => "permerror",
        SpfResult::None => "none",
    };
    (case.name, result)
}
