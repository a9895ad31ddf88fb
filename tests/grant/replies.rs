//! What token endpoints reply when they give no token, over real sockets: each reply of `grant-replies.toml` that comes
//! from one. `tests/cases` plays those of mail servers.

use std::{fs, net::SocketAddr};

use net::{Egress, Policy, dns::Dns};
use probe::check::{App, CheckRequest, Limits, SignIn, Target, check};
use serde::Deserialize;
use shared::{
    check::{Attested, CheckReport, CheckVerdict, Stage},
    facts::GrantPeer,
    grant::ServiceAccount,
    rules::{Port, Security::Starttls},
};
use support::{
    agency::parsed,
    app_key::now,
    certificates::Authority,
    dns::{NameServer, Zone},
    lab::PROVIDER_HOST,
    loopback,
    tenant::{CLIENT_SECRET, MAILBOX, OFFICE_HOST},
    web,
    workspace::AccountKey,
};
use tokio::runtime::Builder;
use words::{Language, diagnosis::tell_report};

use super::app;

#[derive(Deserialize)]
struct Replies {
    reply: Vec<Reply>,
}

#[derive(Deserialize)]
struct Reply {
    id: String,
    /// Empty if the reply isn't about a grant.
    cause: String,
    from: GrantPeer,
    provider: String,
    text: String,
    who: String,
}

/// Returns the replies of this provider's endpoint.
fn replies(provider: &str) -> Vec<Reply> {
    let file: Replies = toml::from_str(include_str!("../suites/cases/grant-replies.toml")).expect("TOML");
    let is_ours = |reply: &Reply| {
        reply.from == GrantPeer::Token && !reply.cause.is_empty() && reply.provider == provider
    };
    file.reply.into_iter().filter(is_ours).collect()
}

/// Checks with this app. The endpoint gives one reply after the other.
fn compare(app: &App, host: &str, replies: &[Reply]) {
    let folder = tempfile::tempdir().expect("a folder");
    let (authority, at) = (Authority::default(), loopback::own_address());
    let answers = replies.iter().map(|reply| ("400 Bad Request", reply.text.clone())).collect();
    let endpoint = web::answer_forms(&authority, at, app.endpoint(), answers, folder.path());
    let dns = NameServer::start(vec![Zone::new(app.endpoint(), &[&format!("@ A {at}")])]);
    let roots = fs::read(authority.save(folder.path())).expect("just written");
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    for (number, reply) in replies.iter().enumerate() {
        let report = runtime.block_on(run(app.clone(), host, dns.address(), &roots));
        let id = &reply.id;
        let last = report.stages.last().expect("a stage");
        assert_eq!((last.stage, report.verdict), (Stage::Token, CheckVerdict::Fail), "{id}: {report:#?}");
        let found = report.diagnosis.as_ref().unwrap_or_else(|| panic!("{id} isn't explained: {report:#?}"));
        assert_eq!((&*found.cause, found.acts.as_str()), (&*reply.cause, &*reply.who), "{id}: {found:#?}");
        assert_eq!(endpoint.all().len(), number + 1, "{id}: the endpoint was asked once");
    }
}

async fn run(app: App, host: &str, resolver: SocketAddr, roots: &[u8]) -> CheckReport {
    let egress =
        Egress::new(Policy::anywhere(), Dns::new(vec![resolver], true), Some(roots)).expect("a root");
    let target = Target {
        provider: Some(app.provider().to_owned()),
        host: parsed(host),
        port: Port::new(587).expect("a port"),
        security: Starttls,
        attested_by: Attested::Technician,
        at: now(),
        limits: Limits::default(),
    };
    let sign_in = SignIn::Grant { username: parsed(MAILBOX), address: Some(parsed(MAILBOX)), app };
    tell_report(Language::En, check(&egress, &CheckRequest { target, sign_in }, &mut |_| ()).await)
}

#[test]
fn each_refusal_by_microsoft_leads_to_its_cause_and_party() {
    let replies = replies("microsoft-365");
    assert!(replies.len() > 100, "{} of them", replies.len());
    compare(&App::Microsoft(app(CLIENT_SECRET)), OFFICE_HOST, &replies);
}

#[test]
fn each_refusal_by_google_leads_to_its_cause_and_party() {
    let replies = replies("google-workspace");
    assert!(replies.len() >= 40, "{} of them", replies.len());
    let account = ServiceAccount::parse(&AccountKey::create().file()).expect("a key file");
    compare(&App::Google(account), PROVIDER_HOST, &replies);
}
