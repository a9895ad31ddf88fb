//! Converts between DNS messages and our types. Does no I/O.

use std::net::IpAddr;

use hickory_proto::{
    op::{Edns, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{Name, RData, Record, RecordType},
    serialize::binary::DecodeError,
};
use shared::dns::{Answer, Data, Found, Kind, Txt, Why};

/// The largest UDP response that we announce, in bytes. Fits every path without fragmentation.
pub(super) const UDP_PAYLOAD: u16 = 1232;
/// The longest message that is read, in bytes. The largest record sets in use take about 10,000.
pub(super) const MESSAGE_MAX: usize = 32 * 1024;
/// The maximum number of records in a message. Parsing one takes many times its size in memory.
const RECORDS_MAX: usize = 256;
/// The maximum number of strings in the texts of an answer. With one byte each, a message could hold thousands.
const STRINGS_MAX: usize = 512;
/// The maximum number of aliases in one answer.
const CHAIN_MAX: usize = 16;

fn record_type(kind: Kind) -> RecordType {
    match kind {
        Kind::A => RecordType::A,
        Kind::Aaaa => RecordType::AAAA,
        Kind::Caa => RecordType::CAA,
        Kind::Cname => RecordType::CNAME,
        Kind::Ds => RecordType::DS,
        Kind::Mx => RecordType::MX,
        Kind::Ns => RecordType::NS,
        Kind::Ptr => RecordType::PTR,
        Kind::Soa => RecordType::SOA,
        Kind::Srv => RecordType::SRV,
        Kind::Tlsa => RecordType::TLSA,
        Kind::Txt => RecordType::TXT,
    }
}

/// Converts a name to DNS form: labels of 1 to 63 bytes with any values, 253 bytes in total (RFC 1035, section 2.3.4;
/// RFC 2181, section 11). Returns `None` if it is invalid.
pub(super) fn name(text: &str) -> Option<Name> {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.is_empty() {
        return Some(Name::root());
    }
    let labels: Vec<&[u8]> = text.split('.').map(str::as_bytes).collect();
    if text.len() > 253 || labels.iter().any(|label| label.is_empty() || label.len() > 63) {
        return None;
    }
    Name::from_labels(labels).ok()
}

/// Builds the message for a query.
pub(super) fn question(id: u16, name: &Name, kind: Kind, recursive: bool) -> Option<Vec<u8>> {
    let mut message = Message::new(id, MessageType::Query, OpCode::Query);
    message.metadata.recursion_desired = recursive;
    message.add_query(Query::query(name.clone(), record_type(kind)));
    let mut edns = Edns::new();
    edns.set_max_payload(UDP_PAYLOAD);
    message.set_edns(edns);
    message.to_vec().ok()
}

/// How a message relates to a query.
pub(super) enum Reply {
    /// Doesn't belong to this query, so keep waiting.
    Stray,
    /// Truncated, so ask again over TCP.
    Truncated,
    /// Answers the query.
    Answer(Answer),
    /// Fails the query.
    Nothing(Why),
}

/// Parses a reply to a query.
pub(super) fn reply(bytes: &[u8], id: u16, name: &Name, kind: Kind) -> Reply {
    if bytes.get(..2) != Some(&id.to_be_bytes()[..]) {
        return Reply::Stray;
    }
    if records_in(bytes) > RECORDS_MAX {
        return Reply::Nothing(Why::TooLarge);
    }
    let Some(message) = message(bytes) else { return Reply::Nothing(Why::Malformed) };
    let ours = message.metadata.message_type == MessageType::Response
        && matches!(message.queries.as_slice(), [query]
            if query.name() == name && query.query_type() == record_type(kind));
    match message.metadata.response_code {
        _ if message.metadata.message_type != MessageType::Response => Reply::Stray,
        // An error can come without the question.
        ResponseCode::ServFail => Reply::Nothing(Why::ServFail),
        ResponseCode::Refused | ResponseCode::NotAuth => Reply::Nothing(Why::Refused),
        _ if !ours => Reply::Stray,
        ResponseCode::NoError if message.metadata.truncation => Reply::Truncated,
        ResponseCode::NoError if strings_in(&message) > STRINGS_MAX => Reply::Nothing(Why::TooLarge),
        ResponseCode::NoError => Reply::Answer(records(&message, name, kind)),
        ResponseCode::NXDomain => Reply::Answer(match records(&message, name, kind) {
            Answer::NoData { hops } => Answer::NxDomain { hops },
            answer => answer,
        }),
        _ => Reply::Nothing(Why::Malformed),
    }
}

/// Returns how many records a message claims to have in all sections (RFC 1035, section 4.1.1), including questions.
fn records_in(bytes: &[u8]) -> usize {
    let counts = bytes.get(4..12).unwrap_or_default();
    counts.chunks_exact(2).map(|count| usize::from(u16::from_be_bytes([count[0], count[1]]))).sum()
}

/// Returns how many strings the texts in an answer have.
fn strings_in(message: &Message) -> usize {
    let strings = |record: &Record| match &record.data {
        RData::TXT(txt) => txt.txt_data.len(),
        _ => 0,
    };
    message.answers.iter().map(strings).sum()
}

/// Parses a message. The parser rejects messages with empty records, except updates (RFC 2136), in which they are
/// valid. TXT records without strings occur in practice, although RFC 1035, section 3.3.14, forbids them. The other
/// records are still of use, so such a message is parsed as an update.
fn message(bytes: &[u8]) -> Option<Message> {
    const OPCODE: u8 = 0x78;
    const UPDATE: u8 = 5 << 3;
    match Message::from_vec(bytes) {
        Err(DecodeError::InvalidEmptyRecord) => {
            let mut bytes = bytes.to_vec();
            let flags = bytes.get_mut(2)?;
            *flags = *flags & !OPCODE | UPDATE;
            Message::from_vec(&bytes).ok()
        }
        message => message.ok(),
    }
}

/// Follows the aliases inside the answer, and returns the records at their end.
fn records(message: &Message, name: &Name, kind: Kind) -> Answer {
    let (mut at, mut hops, mut ttl) = (name.clone(), Vec::new(), u32::MAX);
    loop {
        let here = |record: &&Record| record.name == at;
        let found: Vec<(Data, u32)> = message
            .answers
            .iter()
            .filter(here)
            .filter_map(|record| Some((data(&record.data, kind)?, record.ttl)))
            .collect();
        if !found.is_empty() {
            let ttl = found.iter().map(|(_, ttl)| *ttl).fold(ttl, u32::min);
            return Answer::Found(Found {
                data: found.into_iter().map(|(data, _)| data).collect(),
                ttl,
                hops,
            });
        }
        let alias = message.answers.iter().filter(here).find_map(|record| match &record.data {
            RData::CNAME(target) => Some((target.0.clone(), record.ttl)),
            _ => None,
        });
        match alias {
            Some((target, alias_ttl)) if hops.len() < CHAIN_MAX => {
                ttl = ttl.min(alias_ttl);
                hops.push(text(&target));
                at = target;
            }
            _ => return Answer::NoData { hops },
        }
    }
}

fn data(data: &RData, kind: Kind) -> Option<Data> {
    Some(match (kind, data) {
        (Kind::Ds | Kind::Tlsa, data) if data.record_type() == record_type(kind) => Data::Present,
        (Kind::A, RData::A(address)) => Data::Address(IpAddr::V4(address.0)),
        (Kind::Aaaa, RData::AAAA(address)) => Data::Address(IpAddr::V6(address.0)),
        (Kind::Caa, RData::CAA(caa)) => {
            Data::Caa { tag: caa.tag.clone(), value: String::from_utf8_lossy(&caa.value).into_owned() }
        }
        (Kind::Cname, RData::CNAME(target)) => Data::Name(text(&target.0)),
        (Kind::Ns, RData::NS(server)) => Data::Name(text(&server.0)),
        (Kind::Ptr, RData::PTR(target)) => Data::Name(text(&target.0)),
        (Kind::Mx, RData::MX(mx)) => Data::Mx { preference: mx.preference, host: text(&mx.exchange) },
        (Kind::Soa, RData::SOA(soa)) => {
            Data::Soa { server: text(&soa.mname), serial: soa.serial, minimum: soa.minimum }
        }
        (Kind::Srv, RData::SRV(srv)) => {
            Data::Srv { priority: srv.priority, weight: srv.weight, port: srv.port, host: text(&srv.target) }
        }
        (Kind::Txt, RData::TXT(txt)) => {
            Data::Txt(Txt(txt.txt_data.iter().map(|part| part.to_vec()).collect()))
        }
        _ => return None,
    })
}

/// Returns a name in lowercase, without the final dot. The root is `.`. Printable characters stay as they are, as in
/// [`name`], because a slash is common in delegations of reverse zones (RFC 2317). Others are escaped (RFC 1035,
/// section 5.1).
fn text(name: &Name) -> String {
    let mut text = String::new();
    for label in name {
        for &byte in label {
            match byte {
                b'.' | b'\\' => text.extend(['\\', char::from(byte)]),
                0x21..=0x7e => text.push(char::from(byte.to_ascii_lowercase())),
                _ => text.extend(format!("\\{byte:03}").chars()),
            }
        }
        text.push('.');
    }
    if text.len() > 1 {
        text.pop();
    }
    if text.is_empty() { ".".into() } else { text }
}
