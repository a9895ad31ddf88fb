//! A server that is slow, or breaks off after it has spoken: the port and the kind of encryption were right.

use super::{
    super::{Acts, Diagnosis, beside_others, word},
    Context, diagnosis,
};
use crate::{check::Stage, facts::Published, rules::Security, smtp::GREETING_TIME};

pub(super) fn explain(context: &Context, published: Option<&Published>) -> Option<Diagnosis> {
    let cause = match context.words {
        word::GREETING_SLOW => return Some(slow()),
        word::GREETING_TIMED_OUT => return silent_beside(context).or_else(|| silent(context)),
        word::WENT_SILENT if context.stage == Stage::Greeting => return silent_beside(context),
        word::CLOSED => "closed-early",
        word::RESET => "tcp-reset",
        _ => return None,
    };
    let has_spoken = !context.said(Stage::Greeting).is_empty();
    match context.stage {
        Stage::Tls | Stage::Greeting if !has_spoken => Some(without_a_word(context, published, cause)),
        _ => hung_up(context, cause),
    }
}

/// A greeting that was begun.
fn slow() -> Diagnosis {
    let meaning = format!(
        "The server is very slow: it began its greeting and didn't finish it in {} seconds.",
        GREETING_TIME.as_secs()
    );
    let technician = "Servers slow down addresses that they distrust on purpose (a tarpit, or postscreen). Look for the \
                      address of this test in blocklists. The website needs a longer time limit for this server as well.";
    diagnosis(word::GREETING_SLOW, Acts::Technician, meaning, "", technician.into())
}

/// No greeting, while another port greets.
fn silent_beside(context: &Context) -> Option<Diagnosis> {
    let works = context.neighbours.iter().find(|other| other.answers)?;
    let (port, instead, with) = (context.port, works.port, beside_others::name(works.security));
    if instead == port {
        return None;
    }
    let meaning =
        format!("The server took the connection on port {port}, and didn't greet; port {instead} works.");
    let technician = format!(
        "No greeting came within {} seconds on port {port}, and port {instead} greeted with {with}.",
        GREETING_TIME.as_secs()
    );
    let client = format!("Use port {instead} with {with}.");
    Some(diagnosis(word::GREETING_TIMED_OUT, Acts::Client, meaning, &client, technician))
}

/// No greeting, and no TLS on that port either.
fn silent(context: &Context) -> Option<Diagnosis> {
    let mut same_port = context.neighbours.iter().filter(|other| other.port == context.port);
    let other = same_port.next().filter(|other| other.security == Security::ImplicitTls)?;
    let is_tls = other.answers || word::CERTIFICATE.contains(&&*other.failure);
    if is_tls || context.has_another() {
        return None;
    }
    let meaning = format!("The server took the connection on port {}, and didn't greet.", context.port);
    let technician = format!(
        "No greeting came within {} seconds, and TLS from the first byte isn't what it waits for. It is overloaded, or it \
         keeps addresses waiting that it doesn't know.",
        GREETING_TIME.as_secs()
    );
    let client = "Please try again in a few minutes.";
    Some(diagnosis(word::GREETING_TIMED_OUT, Acts::Wait, meaning, client, technician))
}

/// The connection ended before the server had spoken. Another port is advised only if it was seen to work.
fn without_a_word(context: &Context, published: Option<&Published>, cause: &str) -> Diagnosis {
    let port = context.port;
    let foreign = published.filter(|published| !context.is_published_port(published));
    let who =
        foreign.map(|published| format!(" {} doesn't name this port for sending.", published.operator()));
    let who = who.unwrap_or_default();
    if let Some(works) = context.neighbours.iter().find(|other| other.answers) {
        let (instead, with) = (works.port, beside_others::name(works.security));
        let client = if instead == port {
            format!("Choose {with} for port {instead}.")
        } else {
            format!("Use port {instead} with {with}.")
        };
        let meaning = format!(
            "The server closed the connection on port {port} without a word; {with} on port {instead} works."
        );
        let technician =
            format!("Port {port} took the connection and ended it. Port {instead} greeted with {with}.{who}");
        return diagnosis(cause, Acts::Client, meaning, &client, technician);
    }
    let meaning = format!("The server closed the connection on port {port} before it said anything.");
    let technician = format!(
        "The server, or a firewall before it, ends connections from this address: after too many tries, by a blocklist, or \
         because the port isn't open to everybody.{who}"
    );
    diagnosis(cause, Acts::Wait, meaning, "Please try again in a few minutes.", technician)
}

/// The connection ended after the server had spoken.
fn hung_up(context: &Context, cause: &str) -> Option<Diagnosis> {
    let (when, technician) = match context.stage {
        Stage::Ehlo if context.security == Security::Starttls && context.said(Stage::Starttls).is_empty() => {
            (
                "after its greeting",
                "It ended the connection at EHLO. A device in between, or a server that doesn't want this address.",
            )
        }
        Stage::Tls => (
            "while the encryption was being set up",
            "It took STARTTLS and then ended the connection: a fault of the server's TLS, or a device in between.",
        ),
        Stage::Ehlo | Stage::Starttls | Stage::Sender => (
            "in the middle",
            "Everything before this went well. It may be a fault of the server's, or a limit that it keeps.",
        ),
        Stage::Auth => (
            "during the sign-in",
            "TLS, greeting and EHLO went well, so port and encryption are right. What is left is a block after failed \
             sign-ins, or a fault of the server's.",
        ),
        _ => return None,
    };
    let meaning = format!("The server closed the connection {when}.");
    let client = "Please try again in a few minutes.";
    Some(diagnosis(cause, Acts::Wait, meaning, client, technician.into()))
}
