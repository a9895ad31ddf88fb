//! Explains a host that can't be looked up or reached. If its operator publishes it, the network is the cause, not a
//! typo.

use super::{
    super::{AboutLogin, AboutNetwork, Acts, Cause, Found, HowBlocked, ResolverAnswer, Statement, word},
    Context,
};
use crate::{
    check::Stage,
    facts::{self, Published},
};

/// Failures in which the server never said anything.
const NOTHING_HEARD: [&str; 8] = [
    word::REFUSED,
    word::CONNECT_TIMED_OUT,
    word::ALL_PORTS_TIMED_OUT,
    word::NO_PORT_ANSWERS,
    word::GREETING_TIMED_OUT,
    word::WENT_SILENT,
    word::CLOSED,
    word::RESET,
];

pub(super) fn explain(context: &Context, published: Option<&Published>) -> Option<Found> {
    match (context.stage, published) {
        (Stage::Resolve, Some(published)) => unresolved(context, published),
        (Stage::Resolve, None) => typo(context),
        (Stage::Connect | Stage::Tls | Stage::Greeting, Some(published)) => blocked(context, published),
        _ => None,
    }
}

fn unresolved(context: &Context, published: &Published) -> Option<Found> {
    let answer = match context.words {
        word::DNS_SILENT => ResolverAnswer::Nothing,
        word::NO_SUCH_HOST | word::NO_ADDRESS => ResolverAnswer::NoServer,
        word::NOT_PUBLIC => ResolverAnswer::Private,
        _ => return None,
    };
    let meaning = Statement::Network(AboutNetwork::CannotLookUp { host: context.host.to_string() });
    let technician =
        Statement::Network(AboutNetwork::ResolverFails { operator: published.operator().to_owned(), answer });
    Some(Found::new(
        Cause::ResolverFails,
        Acts::Technician,
        meaning,
        [Statement::Login(AboutLogin::NothingToChange)],
        [technician],
    ))
}

/// Explains a name that no operator publishes and that doesn't exist.
fn typo(context: &Context) -> Option<Found> {
    let near = facts::nearest(context.host.as_str()).filter(|_| context.is_any(&[word::NO_SUCH_HOST]))?;
    let meaning = Statement::Network(AboutNetwork::NoSuchServer { host: context.host.to_string() });
    let client = Statement::Network(AboutNetwork::DidYouMean { near: near.to_owned() });
    let technician = Statement::Network(AboutNetwork::LooksLike { near: near.to_owned() });
    Some(Found::new(Cause::DnsNxdomain, Acts::Client, meaning, [client], [technician]))
}

/// Explains a published host that never answered. If another of its ports works, using that port is better advice.
fn blocked(context: &Context, published: &Published) -> Option<Found> {
    let is_expected = context.is_published_port(published)
        || context.neighbors.iter().any(|other| published.takes(other.port, other.security));
    // Right after a successful STARTTLS, the server itself has spoken.
    let has_spoken = !context.reply_at(Stage::Greeting).is_empty();
    if !context.is_any(&NOTHING_HEARD) || !is_expected || has_spoken || context.has_another() {
        return None;
    }
    let (cause, how) = match context.words {
        word::REFUSED => (Cause::TcpPortBlocked, HowBlocked::Refused),
        word::CLOSED => (Cause::ClosedEarly, HowBlocked::Closed),
        word::RESET => (Cause::TcpReset, HowBlocked::CutOff),
        _ => (Cause::TcpPortBlocked, HowBlocked::Silent),
    };
    let (operator, host) = (published.operator().to_owned(), context.host.to_string());
    let meaning = Statement::Network(AboutNetwork::Unreachable { host: host.clone() });
    let mut technician = vec![Statement::Network(AboutNetwork::BlockedByNetwork {
        operator: operator.clone(),
        host,
        port: context.port,
        how,
    })];
    let mut ports: Vec<u16> = context.neighbors.iter().map(|other| other.port.get()).collect();
    ports.dedup();
    if !ports.is_empty() {
        technician.push(Statement::Network(AboutNetwork::NoneWorked { ports }));
    }
    technician.push(Statement::Network(AboutNetwork::OpenPorts { operator }));
    Some(Found::new(
        cause,
        Acts::Technician,
        meaning,
        [Statement::Login(AboutLogin::NothingToChange)],
        technician,
    ))
}
