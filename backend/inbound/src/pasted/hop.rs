//! Parses a `Received` header (RFC 5321, section 4.4).

use std::net::IpAddr;

use mail_parser::{HeaderValue, Host, Protocol, TlsVersion as Written, parsers::MessageStream};
use shared::{
    delivery::{Hop, TlsVersion, Transport},
    rules::Domain,
};

use crate::verdict::{date, headers::RawHeader};

/// The longest name that is kept, in bytes.
const NAME_MAX: usize = 255;
/// The longest number in a date, in digits: the year, or the time zone.
const DIGITS_MAX: usize = 4;

/// What is known without such a header.
pub(super) const UNKNOWN: Hop = Hop { ip: None, helo: None, transport: Transport::Unknown, arrived: None };

/// What a `Received` header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    /// The server that passed the message on.
    pub(super) hop: Hop,
    /// That server's names: the one that it gave, and the one of its address.
    pub(super) from: Vec<Domain>,
    /// The server that wrote the header.
    pub(super) by: Option<Domain>,
}

/// Returns what the header says. An address that isn't on the internet is the receiver's own, and says nothing.
pub(super) fn parse(header: &RawHeader<'_>) -> Trace {
    let value = header.short_value().map(without_odd_date);
    let parsed = value.map(|value| MessageStream::new(value).parse_received());
    let Some(HeaderValue::Received(received)) = parsed else {
        return Trace { hop: UNKNOWN, from: Vec::new(), by: None };
    };
    let name = |host: &Host<'_>| match host {
        Host::Name(name) => Some(name.trim_end_matches('.').to_owned()),
        Host::IpAddr(_) => None,
    };
    let ip = received.from_ip.or(match received.from {
        Some(Host::IpAddr(ip)) => Some(ip),
        _ => None,
    });
    let helo = received.helo.as_ref().or(received.from.as_ref()).and_then(name);
    let is_shown = |name: &String| {
        (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let transport = match (received.tls_version, received.with) {
        // It is about a step within one server.
        _ if received.from.is_none() && ip.is_none() => Transport::Unknown,
        (Some(version), _) => Transport::Tls(Some(tls(version))),
        (None, Some(protocol)) => transport(protocol),
        (None, None) => Transport::Unknown,
    };
    let named = [received.helo.as_ref(), received.from.as_ref()].into_iter().flatten().filter_map(name);
    let from = named.chain(received.from_iprev.as_ref().map(|name| name.as_ref().to_owned()));
    Trace {
        from: from.filter_map(|name| name.parse().ok()).collect(),
        by: received.by.as_ref().and_then(name).and_then(|name| name.parse().ok()),
        hop: Hop {
            ip: ip.map(|ip| ip.to_canonical()).filter(is_public),
            helo: helo.filter(is_shown),
            transport,
            arrived: received.date.as_ref().and_then(date),
        },
    }
}

/// Returns the value without its date if that has a number that no date has. mail-parser computes with these numbers,
/// and one that is too large would overflow.
fn without_odd_date(value: &[u8]) -> &[u8] {
    let Some(at) = value.iter().position(|byte| *byte == b';') else { return value };
    let (before, date) = value.split_at(at);
    let is_odd = date.split(|byte| !byte.is_ascii_digit()).any(|digits| digits.len() > DIGITS_MAX);
    if is_odd { before } else { value }
}

fn tls(version: Written) -> TlsVersion {
    match version {
        Written::TLSv1_3 | Written::DTLSv1_3 => TlsVersion::Tls13,
        Written::TLSv1_2 | Written::DTLSv1_2 => TlsVersion::Tls12,
        _ => TlsVersion::Old,
    }
}

/// Returns what the protocol's name says about encryption (RFC 3848).
fn transport(protocol: Protocol) -> Transport {
    match protocol {
        Protocol::ESMTPS | Protocol::ESMTPSA | Protocol::UTF8SMTPS | Protocol::UTF8SMTPSA => {
            Transport::Tls(None)
        }
        Protocol::SMTP | Protocol::ESMTP | Protocol::ESMTPA | Protocol::UTF8SMTP | Protocol::UTF8SMTPA => {
            Transport::Plain
        }
        _ => Transport::Unknown,
    }
}

fn is_public(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let is_own = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified();
            !is_own
        }
        IpAddr::V6(ip) => {
            let is_own = ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local();
            !is_own && !ip.is_unspecified()
        }
    }
}
