//! The zone's records, behind a lock.

#[cfg(test)]
mod tests;

use std::{
    net::{Ipv4Addr, Ipv6Addr},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use hickory_proto::rr::{
    Name, RData, Record, RecordType,
    rdata::{A, AAAA, CNAME, MX, NS, PTR, TXT},
};

use crate::SAY;

/// How many seconds an answer can be cached: few, so that a change shows at once.
const TTL: u32 = 1;
/// How many aliases are followed.
const HOPS_MAX: usize = 8;
/// Longest string in a TXT record, in bytes (RFC 1035, section 3.3.14).
const STRING_MAX: usize = 255;

/// Why a record isn't valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// Not a name in DNS.
    #[error("{}", SAY.bad_name(.0))]
    Name(String),
    /// A type that the sandbox doesn't support.
    #[error("{}", SAY.bad_type(.0))]
    Kind(String),
    /// A value that isn't valid for its type.
    #[error("{}", SAY.bad_value(value, kind))]
    Value {
        /// The type.
        kind: String,
        /// The value.
        value: String,
    },
}

/// A zone that all of its clones share.
#[derive(Debug, Clone, Default)]
pub struct Zone(Arc<RwLock<Vec<Record>>>);

/// What the zone contains for a question.
pub(super) struct Look {
    pub(super) records: Vec<Record>,
    /// True if the name, or the last of its aliases, exists.
    pub(super) exists: bool,
    /// True if there is a record of the type in the question.
    pub(super) has_data: bool,
}

impl Zone {
    /// Adds a record. Values are written as in a zone file, without quotes: `10 mx.shop.test`, `v=spf1 -all`.
    pub fn add(&self, name: &str, kind: &str, value: &str) -> Result<(), ZoneError> {
        let record = Record::from_rdata(parse_name(name)?, TTL, data(kind, value)?);
        self.write().push(record);
        Ok(())
    }

    /// Replaces all records of this type at the name; removes them if `values` is empty. Changes nothing if one of the
    /// values isn't valid.
    pub fn set(&self, name: &str, kind: &str, values: &[&str]) -> Result<(), ZoneError> {
        let (name, wanted) = (parse_name(name)?, record_type(kind)?);
        let new = values.iter().map(|value| Ok(Record::from_rdata(name.clone(), TTL, data(kind, value)?)));
        let new: Vec<Record> = new.collect::<Result<_, ZoneError>>()?;
        let mut records = self.write();
        records.retain(|record| record.name != name || record.record_type() != wanted);
        records.extend(new);
        Ok(())
    }

    /// Returns all records as name, type and value, in the order they were added. Names have no final dot.
    pub fn records(&self) -> Vec<(String, String, String)> {
        self.read()
            .iter()
            .map(|record| {
                let name = record.name.to_ascii().trim_end_matches('.').to_owned();
                (name, record.record_type().to_string(), show(&record.data))
            })
            .collect()
    }

    pub(super) fn look(&self, name: &Name, kind: RecordType) -> Look {
        let zone = self.read();
        let (mut name, mut records) = (name.clone(), Vec::new());
        for _ in 0..=HOPS_MAX {
            let here = |wanted: RecordType| {
                zone.iter()
                    .filter(move |record| record.record_type() == wanted)
                    .filter(|record| record.name == name)
            };
            let found: Vec<Record> = here(kind).cloned().collect();
            if !found.is_empty() {
                records.extend(found);
                return Look { records, exists: true, has_data: true };
            }
            let Some(alias) = here(RecordType::CNAME).next().cloned() else { break };
            let RData::CNAME(target) = &alias.data else { break };
            name = target.0.clone();
            records.push(alias);
        }
        // A name that only has names below it exists too (RFC 8020).
        let exists = zone.iter().any(|record| name.zone_of(&record.name));
        Look { records, exists, has_data: false }
    }

    fn read(&self) -> RwLockReadGuard<'_, Vec<Record>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Vec<Record>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn parse_name(text: &str) -> Result<Name, ZoneError> {
    let error = || ZoneError::Name(text.to_owned());
    let mut name = Name::from_ascii(text).map_err(|_| error())?;
    if name.num_labels() == 0 {
        return Err(error());
    }
    name.set_fqdn(true);
    Ok(name)
}

fn record_type(kind: &str) -> Result<RecordType, ZoneError> {
    match kind {
        "A" => Ok(RecordType::A),
        "AAAA" => Ok(RecordType::AAAA),
        "CNAME" => Ok(RecordType::CNAME),
        "MX" => Ok(RecordType::MX),
        "NS" => Ok(RecordType::NS),
        "PTR" => Ok(RecordType::PTR),
        "TXT" => Ok(RecordType::TXT),
        _ => Err(ZoneError::Kind(kind.to_owned())),
    }
}

fn data(kind: &str, value: &str) -> Result<RData, ZoneError> {
    let error = || ZoneError::Value { kind: kind.to_owned(), value: value.to_owned() };
    let target = || parse_name(value).map_err(|_| error());
    Ok(match record_type(kind)? {
        RecordType::A => RData::A(A(value.parse::<Ipv4Addr>().map_err(|_| error())?)),
        RecordType::AAAA => RData::AAAA(AAAA(value.parse::<Ipv6Addr>().map_err(|_| error())?)),
        RecordType::CNAME => RData::CNAME(CNAME(target()?)),
        RecordType::NS => RData::NS(NS(target()?)),
        RecordType::PTR => RData::PTR(PTR(target()?)),
        RecordType::MX => {
            let (preference, host) = value.split_once(' ').ok_or_else(error)?;
            let host = if host == "." { Name::root() } else { parse_name(host).map_err(|_| error())? };
            RData::MX(MX::new(preference.parse().map_err(|_| error())?, host))
        }
        _ => RData::TXT(TXT::from_bytes(value.as_bytes().chunks(STRING_MAX).collect())),
    })
}

fn show(data: &RData) -> String {
    let name = |name: &Name| {
        if name.is_root() { ".".into() } else { name.to_ascii().trim_end_matches('.').to_owned() }
    };
    match data {
        RData::CNAME(target) => name(&target.0),
        RData::NS(server) => name(&server.0),
        RData::PTR(target) => name(&target.0),
        RData::MX(mx) => format!("{} {}", mx.preference, name(&mx.exchange)),
        RData::TXT(txt) => String::from_utf8_lossy(&txt.txt_data.concat()).into_owned(),
        other => other.to_string(),
    }
}
