//! A host that cannot be looked up or reached: of one that somebody publishes, the network is the reason and no typo.

use super::{
    super::{Acts, Diagnosis, word},
    Context, NOTHING_TO_CHANGE, diagnosis,
};
use crate::{
    check::Stage,
    facts::{self, Published},
};

/// Failures after which nothing was heard of a server.
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

pub(super) fn explain(context: &Context, published: Option<&Published>) -> Option<Diagnosis> {
    match (context.stage, published) {
        (Stage::Resolve, Some(published)) => unresolved(context, published),
        (Stage::Resolve, None) => typo(context),
        (Stage::Connect | Stage::Tls | Stage::Greeting, Some(published)) => blocked(context, published),
        _ => None,
    }
}

fn unresolved(context: &Context, published: &Published) -> Option<Diagnosis> {
    let (host, operator) = (context.host, published.operator());
    let answer = match context.words {
        word::DNS_SILENT => "gives no answer",
        word::NO_SUCH_HOST | word::NO_ADDRESS => "says that there is no such server",
        word::NOT_PUBLIC => "gives an address inside a private network",
        _ => return None,
    };
    let meaning = format!("The network where this test ran can't look up {host}. The name itself is right.");
    let technician = format!(
        "{operator} publishes this name, and the DNS resolver here {answer}: a filter list, a split DNS, or a container \
         without DNS. Check the resolver of this machine."
    );
    Some(diagnosis("resolver-fails", Acts::Technician, meaning, NOTHING_TO_CHANGE, technician))
}

/// A name that nobody publishes and that does not exist.
fn typo(context: &Context) -> Option<Diagnosis> {
    let near = facts::nearest(context.host.as_str()).filter(|_| context.is_any(&[word::NO_SUCH_HOST]))?;
    let meaning = format!("There is no server with the name {}.", context.host);
    let client = format!("Check the spelling of the server name. Did you mean {near}?");
    let technician = format!("The name does not exist; {near} is a published name that looks much like it.");
    Some(diagnosis("dns-nxdomain", Acts::Client, meaning, &client, technician))
}

/// A published host of which nothing was heard. If another of its ports works, that is the better advice.
fn blocked(context: &Context, published: &Published) -> Option<Diagnosis> {
    let is_expected = context.is_published_port(published)
        || context.neighbours.iter().any(|other| published.takes(other.port, other.security));
    // Right after a STARTTLS that went well, it was the server that was heard.
    let has_spoken = !context.said(Stage::Greeting).is_empty();
    if !context.is_any(&NOTHING_HEARD) || !is_expected || has_spoken || context.has_another() {
        return None;
    }
    let (host, port, operator) = (context.host, context.port, published.operator());
    let (cause, what) = match context.words {
        word::REFUSED => ("tcp-port-blocked", "was refused"),
        word::CLOSED => ("closed-early", "was closed before the server had spoken"),
        word::RESET => ("tcp-reset", "was cut off before the server had spoken"),
        _ => ("tcp-port-blocked", "got no answer"),
    };
    let others = match context.neighbours {
        [] => String::new(),
        others => format!(", and none of the ports {} worked", ports(others)),
    };
    let meaning = format!(
        "{host} can't be reached. This usually means that the network where this test ran blocks outgoing mail."
    );
    let technician = format!(
        "{operator} publishes {host}; the connection to port {port} {what}{others}. A firewall on the way blocks outgoing \
         mail ports. Ask the hosting company to open them, use port 2525 if {operator} has it, or send over HTTPS."
    );
    Some(diagnosis(cause, Acts::Technician, meaning, NOTHING_TO_CHANGE, technician))
}

fn ports(others: &[crate::check::Neighbour]) -> String {
    let mut ports: Vec<u16> = others.iter().map(|other| other.port.get()).collect();
    ports.dedup();
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
