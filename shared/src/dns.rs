//! DNS as the check and the report see it: questions, answers, and the traits for asking. Other crates send the
//! questions.

use std::{borrow::Cow, fmt, future::Future, net::IpAddr};

/// Something that answers DNS questions.
pub trait Resolver: Sync {
    /// Asks a question. The name's case and a final dot don't matter.
    fn ask(&self, name: &str, kind: Kind) -> impl Future<Output = Answer> + Send;
}

impl<R: Resolver> Resolver for &R {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        R::ask(self, name, kind).await
    }
}

/// Something that asks a domain's own nameservers, without caches.
pub trait Authorities: Sync {
    /// Returns true if we are allowed to ask a nameserver at this address.
    fn may_ask(&self, server: IpAddr) -> bool;

    /// Asks this server for its own records: without recursion, and without following an alias.
    fn ask_at(&self, server: IpAddr, name: &str, kind: Kind) -> impl Future<Output = Answer> + Send;
}

/// The record types that we ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Which authorities are allowed to issue certificates (RFC 8659).
    Caa,
    /// An alias. The answer is the alias itself, not its target's records.
    Cname,
    /// A signed delegation, which is in the parent zone (RFC 4034, section 5).
    Ds,
    /// Hosts that receive mail.
    Mx,
    /// Nameservers.
    Ns,
    /// The name for an IP address.
    Ptr,
    /// The start of a zone of authority.
    Soa,
    /// The host and port of a service (RFC 2782).
    Srv,
    /// A server's certificates (RFC 6698).
    Tlsa,
    /// Text.
    Txt,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Caa => "CAA",
            Self::Cname => "CNAME",
            Self::Ds => "DS",
            Self::Mx => "MX",
            Self::Ns => "NS",
            Self::Ptr => "PTR",
            Self::Soa => "SOA",
            Self::Srv => "SRV",
            Self::Tlsa => "TLSA",
            Self::Txt => "TXT",
        })
    }
}

/// An answer. A missing response is an [`Answer::Unknown`], and never counts as "no such record".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There are records.
    Found(Found),
    /// The name exists, but has no record of this type.
    NoData {
        /// The aliases that were followed.
        hops: Vec<String>,
    },
    /// The name, or the last of its aliases, doesn't exist.
    NxDomain {
        /// The aliases that were followed.
        hops: Vec<String>,
    },
    /// The answer isn't known.
    Unknown(Silence),
}

/// Records of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The records' data, never empty.
    pub data: Vec<Data>,
    /// The smallest TTL in the answer, in seconds.
    pub ttl: u32,
    /// The aliases that were followed, in order. The records are at the last one.
    pub hops: Vec<String>,
}

/// The data of a record. Names are in lower case and without the final dot; the root is `.`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// A or AAAA.
    Address(IpAddr),
    /// CAA.
    Caa {
        /// The property's name.
        tag: String,
        /// Its value.
        value: String,
    },
    /// MX.
    Mx {
        /// The host with the lowest value is tried first.
        preference: u16,
        /// The host.
        host: String,
    },
    /// CNAME, NS or PTR.
    Name(String),
    /// SOA, without the fields that we don't use.
    Soa {
        /// The primary nameserver.
        server: String,
        /// A number that increases with each change of the zone.
        serial: u32,
        /// How long a negative answer is cached, in seconds (RFC 2308, section 4).
        minimum: u32,
    },
    /// SRV.
    Srv {
        /// The host with the lowest value is tried first.
        priority: u16,
        /// Among hosts of equal priority, one with a higher weight is used more often.
        weight: u16,
        /// The port.
        port: u16,
        /// The host; `.` if the service isn't offered.
        host: String,
    },
    /// TXT.
    Txt(Txt),
    /// DS or TLSA. We only need to know that there is one.
    Present,
}

/// A TXT record: one or more strings of at most 255 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Txt(
    /// The strings as they are in DNS.
    pub Vec<Vec<u8>>,
);

impl Txt {
    /// Returns the strings joined without spaces (RFC 7208, section 3.3; RFC 6376, section 3.6.2.2). Bytes that
    /// aren't UTF-8 become U+FFFD.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.concat()).into_owned()
    }
}

/// Which server didn't answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The server that was asked last, as address and port.
    pub server: String,
    /// Why it didn't answer.
    pub why: Why,
}

/// Why a question got no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No answer came in time.
    TimedOut,
    /// The server failed to find the answer, often because the domain's own nameservers didn't respond.
    ServFail,
    /// The server refuses to answer us.
    Refused,
    /// The response wasn't an answer to the question.
    Malformed,
    /// Nothing listens at that address, or there is no route to it.
    Unreachable,
    /// There is no server to ask.
    NoServer,
    /// Not asked or not kept, because a limit on questions or bytes was reached.
    TooMany,
    /// Not asked, because the time limit for all questions was reached.
    TooLate,
    /// The answer has more records or bytes than we accept.
    TooLarge,
}

impl Silence {
    /// Returns the reason for when no DNS server is known.
    pub fn no_server() -> Self {
        Self { server: String::new(), why: Why::NoServer }
    }
}

impl Why {
    const ALL: [Self; 9] = [
        Self::TimedOut,
        Self::ServFail,
        Self::Refused,
        Self::Malformed,
        Self::Unreachable,
        Self::NoServer,
        Self::TooMany,
        Self::TooLate,
        Self::TooLarge,
    ];

    /// Returns true if the text is one of the codes.
    pub fn is_code(text: &str) -> bool {
        Self::ALL.iter().any(|why| why.code() == text)
    }

    /// Returns the reason with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// Returns its stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::TimedOut => "timed-out",
            Self::ServFail => "servfail",
            Self::Refused => "refused",
            Self::Malformed => "malformed",
            Self::Unreachable => "unreachable",
            Self::NoServer => "no-server",
            Self::TooMany => "too-many-questions",
            Self::TooLate => "too-late",
            Self::TooLarge => "too-large",
        }
    }
}

/// Writes the code, for logs. People read the sentence from `words`.
impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, why } = self;
        if server.is_empty() { f.write_str(why.code()) } else { write!(f, "{} ({server})", why.code()) }
    }
}

impl Answer {
    /// Returns the answer for a question beyond a limit: it is unknown, and never counts as "no such record".
    pub fn beyond(why: Why) -> Self {
        Self::Unknown(Silence { server: String::new(), why })
    }

    /// Returns the approximate size in memory, in bytes.
    pub fn size(&self) -> usize {
        let texts: usize = self.data().iter().map(Data::heap).sum();
        let hops: usize = self.hops().iter().map(|hop| hop.len() + size_of::<String>()).sum();
        size_of::<Self>() + size_of_val(self.data()) + texts + hops
    }

    /// Returns the records' data; empty if there are no records, or none are known.
    pub fn data(&self) -> &[Data] {
        match self {
            Self::Found(found) => &found.data,
            _ => &[],
        }
    }

    /// Returns true if there is certainly no such record.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::NoData { .. } | Self::NxDomain { .. })
    }

    /// Returns true if the name itself certainly doesn't exist (RFC 8020).
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::NxDomain { hops } if hops.is_empty())
    }

    /// Returns the aliases that were followed.
    pub fn hops(&self) -> &[String] {
        match self {
            Self::Found(Found { hops, .. }) | Self::NoData { hops } | Self::NxDomain { hops } => hops,
            Self::Unknown(_) => &[],
        }
    }

    /// Returns who didn't answer, if the answer is unknown.
    pub fn silence(&self) -> Option<&Silence> {
        match self {
            Self::Unknown(silence) => Some(silence),
            _ => None,
        }
    }

    /// Returns the TTL in seconds, or 0 if there is no record.
    pub fn ttl(&self) -> u32 {
        match self {
            Self::Found(found) => found.ttl,
            _ => 0,
        }
    }

    /// Returns the IP addresses in the answer.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.data().iter().filter_map(|data| match data {
            Data::Address(address) => Some(*address),
            _ => None,
        })
    }

    /// Returns the names in the answer (CNAME, NS, PTR).
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.data().iter().filter_map(|data| match data {
            Data::Name(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Returns the mail hosts in the answer, preferred first.
    pub fn mail_hosts(&self) -> Vec<(u16, &str)> {
        let hosts = self.data().iter().filter_map(|data| match data {
            Data::Mx { preference, host } => Some((*preference, host.as_str())),
            _ => None,
        });
        let mut hosts: Vec<_> = hosts.collect();
        hosts.sort_unstable();
        hosts
    }

    /// Returns the texts in the answer, each joined into one.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        self.data().iter().filter_map(|data| match data {
            Data::Txt(txt) => Some(txt.text()),
            _ => None,
        })
    }

    /// Returns the same answer, found through these aliases.
    #[must_use]
    pub fn with_hops(mut self, all: Vec<String>) -> Self {
        if let Self::Found(Found { hops, .. }) | Self::NoData { hops } | Self::NxDomain { hops } = &mut self {
            *hops = all;
        }
        self
    }
}

impl Data {
    /// Returns the approximate size of its texts, in bytes.
    fn heap(&self) -> usize {
        /// The overhead of an allocation.
        const OWN: usize = 16;
        match self {
            Self::Address(_) | Self::Present => 0,
            Self::Caa { tag, value } => tag.len() + value.len() + 2 * OWN,
            Self::Mx { host: name, .. } | Self::Srv { host: name, .. } | Self::Soa { server: name, .. } => {
                name.len() + OWN
            }
            Self::Name(name) => name.len() + OWN,
            Self::Txt(txt) => txt.0.iter().map(|part| part.len() + size_of::<Vec<u8>>() + OWN).sum(),
        }
    }
}

impl fmt::Display for Data {
    /// Formats the data as in a zone file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |bytes: &[u8]| -> String {
            let text: Cow<'_, str> = String::from_utf8_lossy(bytes);
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        };
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Mx { preference, host } => write!(f, "{preference} {host}"),
            Self::Name(name) => f.write_str(name),
            Self::Soa { server, serial, minimum } => write!(f, "{server} {serial} {minimum}"),
            Self::Srv { priority, weight, port, host } => write!(f, "{priority} {weight} {port} {host}"),
            Self::Present => f.write_str("(there)"),
            Self::Caa { tag, value } => write!(f, "{tag} {}", quoted(value.as_bytes())),
            Self::Txt(txt) => {
                f.write_str(&txt.0.iter().map(|bytes| quoted(bytes)).collect::<Vec<_>>().join(" "))
            }
        }
    }
}
