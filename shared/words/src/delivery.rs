//! Puts into sentences how a message arrived, what SPF, DKIM and DMARC say about it, and what is still wrong.

mod advice;
mod checks;
#[cfg(test)]
mod tests;

use shared::delivery::{
    Author, Delivery, Hop, Mailbox, ReceiverResults, ReturnPath, Seen, TlsVersion, Transport,
};

pub use self::{
    advice::{AdviceText, advice},
    checks::{dkim, dmarc, spf},
};
use crate::{Language, list};

/// Returns how a message arrived. `since` is when it was sent, in Unix seconds.
#[must_use]
pub fn arrival(language: Language, delivery: &Delivery, since: i64) -> Vec<String> {
    let words = crate::delivery(language);
    let after = delivery.hop.seconds_after(since).filter(|_| delivery.seen == Seen::Received);
    let after = after.map(|seconds| words.delivery_after(seconds));
    let mut sentences: Vec<String> = after.into_iter().collect();
    sentences.extend([server(language, &delivery.hop), transport(language, delivery.hop.transport)]);
    sentences.extend([author(language, &delivery.author), return_path(language, &delivery.return_path)]);
    if let Seen::Pasted { receiver } = &delivery.seen {
        sentences.push(results(language, receiver.as_ref()));
    }
    sentences
}

fn server(language: Language, hop: &Hop) -> String {
    let words = crate::delivery(language);
    match (&hop.helo, &hop.ip) {
        (Some(name), Some(ip)) => words.delivery_server_at(name, ip),
        (Some(name), None) => words.delivery_server(name),
        (None, Some(ip)) => words.delivery_server(ip),
        (None, None) => words.delivery_server_unknown().to_owned(),
    }
}

fn transport(language: Language, transport: Transport) -> String {
    let words = crate::delivery(language);
    match transport {
        Transport::Tls(Some(TlsVersion::Tls13)) => words.delivery_tls(&"TLS 1.3"),
        Transport::Tls(Some(TlsVersion::Tls12)) => words.delivery_tls(&"TLS 1.2"),
        Transport::Tls(Some(TlsVersion::Old)) => words.delivery_tls(&"TLS 1.0 / 1.1"),
        Transport::Tls(None) => words.delivery_tls_any().to_owned(),
        Transport::Plain => words.delivery_plain().to_owned(),
        Transport::Unknown => words.delivery_transport_unknown().to_owned(),
    }
}

fn author(language: Language, author: &Author) -> String {
    let words = crate::delivery(language);
    match author {
        Author::One(Mailbox { address, .. }) => words.delivery_from(address),
        Author::Missing => words.delivery_from_missing().to_owned(),
        Author::Several(addresses) => words.delivery_from_several(&list(language, addresses)),
        Author::Unreadable(address) => words.delivery_from_unreadable(address),
    }
}

fn return_path(language: Language, path: &ReturnPath) -> String {
    let words = crate::delivery(language);
    match path {
        ReturnPath::Address(Mailbox { address, .. }) => words.delivery_return_path(address),
        ReturnPath::Empty => words.delivery_return_path_empty().to_owned(),
        ReturnPath::Unreadable(address) => words.delivery_return_path_unreadable(address),
        ReturnPath::Unknown => words.delivery_return_path_unknown().to_owned(),
    }
}

fn results(language: Language, receiver: Option<&ReceiverResults>) -> String {
    let words = crate::delivery(language);
    let Some(receiver) = receiver.filter(|receiver| !receiver.methods.is_empty()) else {
        return words.delivery_receiver_none().to_owned();
    };
    let methods: Vec<String> =
        receiver.methods.iter().map(|one| format!("{}={}", one.method, one.result)).collect();
    let methods = list(language, &methods);
    match &receiver.authserv_id {
        Some(id) => words.delivery_receiver(id, &methods),
        None => words.delivery_receiver_unnamed(&methods),
    }
}
