//! DNS as the engines see it: questions, answers, and the traits by which they ask. What sends the questions is
//! elsewhere.

use std::{borrow::Cow, fmt, future::Future, net::IpAddr};

/// Something that answers DNS questions.
pub trait Resolver: Sync {
    /// Asks. Names are compared without case; a final dot does not count.
    fn ask(&self, name: &str, kind: Kind) -> impl Future<Output = Answer> + Send;
}

impl<R: Resolver> Resolver for &R {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        R::ask(self, name, kind).await
    }
}

/// Something that asks a domain's own name servers, past every cache.
pub trait Authorities: Sync {
    /// Returns true if a name server at this address may be asked.
    fn may_ask(&self, server: IpAddr) -> bool;

    /// Asks this server for what it holds itself: without recursion, and without following an alias.
    fn ask_at(&self, server: IpAddr, name: &str, kind: Kind) -> impl Future<Output = Answer> + Send;
}

/// The types of record that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// IPv4 addresses.
    A,
    /// IPv6 addresses.
    Aaaa,
    /// Who may issue certificates (RFC 8659).
    Caa,
    /// An alias, itself and not what it leads to.
    Cname,
    /// Signed delegation, kept by the parent (RFC 4034, section 5).
    Ds,
    /// Hosts that take mail.
    Mx,
    /// Name servers.
    Ns,
    /// The name of an address.
    Ptr,
    /// The start of a zone.
    Soa,
    /// Where a service is (RFC 2782).
    Srv,
    /// Certificates of a server (RFC 6698).
    Tlsa,
    /// Texts.
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

/// An answer. That nobody answered is one too, and is never taken for "not there".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There are records.
    Found(Found),
    /// The name exists and has no record of this type.
    NoData {
        /// Aliases that were followed.
        hops: Vec<String>,
    },
    /// The name, or the last of its aliases, does not exist.
    NxDomain {
        /// Aliases that were followed.
        hops: Vec<String>,
    },
    /// It cannot be told.
    Unknown(Silence),
}

/// Records of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The records' data, never empty.
    pub data: Vec<Data>,
    /// The smallest time to live in the answer, in seconds.
    pub ttl: u32,
    /// Aliases that were followed, in order; the records stand at the last.
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
        /// Lower is tried first.
        preference: u16,
        /// The host.
        host: String,
    },
    /// CNAME, NS or PTR.
    Name(String),
    /// SOA.
    Soa {
        /// The first name server.
        server: String,
        /// Counts up with each change of the zone.
        serial: u32,
        /// How long "not there" is remembered, in seconds (RFC 2308, section 4).
        minimum: u32,
    },
    /// SRV.
    Srv {
        /// Lower is tried first.
        priority: u16,
        /// Higher is tried more often, among equals.
        weight: u16,
        /// The port.
        port: u16,
        /// The host; `.` where the service is expressly not there.
        host: String,
    },
    /// TXT.
    Txt(Txt),
    /// DS or TLSA: only that there is one counts here.
    Present,
}

/// A TXT record: one or more strings of at most 255 bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Txt(
    /// The strings as they stand in DNS.
    pub Vec<Vec<u8>>,
);

impl Txt {
    /// The strings joined without spaces (RFC 7208, section 3.3; RFC 6376, section 3.6.2.2). Bytes that are not
    /// UTF-8 become U+FFFD.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.concat()).into_owned()
    }
}

/// Who did not answer, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// The server that was asked last, as address and port.
    pub server: String,
    /// How.
    pub why: Why,
}

/// How a question came to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No answer in time.
    TimedOut,
    /// The server could not find out: often the domain's own name servers were silent.
    ServFail,
    /// The server does not answer us.
    Refused,
    /// What came was no answer to the question.
    Malformed,
    /// Nothing listens there, or there is no way there.
    Unreachable,
    /// There is no server to ask.
    NoServer,
    /// Not asked or not kept, because a bound on questions and bytes was reached.
    TooMany,
    /// Not asked, because the time for all questions was over.
    TooLate,
    /// The answer has more records or bytes than are read.
    TooLarge,
}

impl Silence {
    /// No DNS server is known.
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

    /// Whether this is one of the codes.
    pub fn is_code(text: &str) -> bool {
        Self::ALL.iter().any(|why| why.code() == text)
    }

    /// The one with this code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// Stable code.
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

/// For logs. A person reads the sentence in `words`.
impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { server, why } = self;
        if server.is_empty() { f.write_str(why.code()) } else { write!(f, "{} ({server})", why.code()) }
    }
}

impl Answer {
    /// What stands for an answer where a bound was reached: it is unknown, and never "not there".
    pub fn beyond(why: Why) -> Self {
        Self::Unknown(Silence { server: String::new(), why })
    }

    /// About how many bytes of memory it takes.
    pub fn size(&self) -> usize {
        let texts: usize = self.data().iter().map(Data::heap).sum();
        let hops: usize = self.hops().iter().map(|hop| hop.len() + size_of::<String>()).sum();
        size_of::<Self>() + size_of_val(self.data()) + texts + hops
    }

    /// The records' data; empty where there is none, or none is known.
    pub fn data(&self) -> &[Data] {
        match self {
            Self::Found(found) => &found.data,
            _ => &[],
        }
    }

    /// Whether there certainly is no such record.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::NoData { .. } | Self::NxDomain { .. })
    }

    /// Whether there certainly is nothing at all at the name itself (RFC 8020).
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::NxDomain { hops } if hops.is_empty())
    }

    /// Aliases that were followed.
    pub fn hops(&self) -> &[String] {
        match self {
            Self::Found(Found { hops, .. }) | Self::NoData { hops } | Self::NxDomain { hops } => hops,
            Self::Unknown(_) => &[],
        }
    }

    /// Who was silent, where it is unknown.
    pub fn silence(&self) -> Option<&Silence> {
        match self {
            Self::Unknown(silence) => Some(silence),
            _ => None,
        }
    }

    /// The time to live in seconds; 0 where there is no record.
    pub fn ttl(&self) -> u32 {
        match self {
            Self::Found(found) => found.ttl,
            _ => 0,
        }
    }

    /// Addresses in it.
    pub fn addresses(&self) -> impl Iterator<Item = IpAddr> {
        self.data().iter().filter_map(|data| match data {
            Data::Address(address) => Some(*address),
            _ => None,
        })
    }

    /// Names in it (CNAME, NS, PTR).
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.data().iter().filter_map(|data| match data {
            Data::Name(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Mail hosts in it, preferred first.
    pub fn mail_hosts(&self) -> Vec<(u16, &str)> {
        let hosts = self.data().iter().filter_map(|data| match data {
            Data::Mx { preference, host } => Some((*preference, host.as_str())),
            _ => None,
        });
        let mut hosts: Vec<_> = hosts.collect();
        hosts.sort_unstable();
        hosts
    }

    /// Texts in it, each joined.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        self.data().iter().filter_map(|data| match data {
            Data::Txt(txt) => Some(txt.text()),
            _ => None,
        })
    }

    /// The same answer, found after these aliases.
    #[must_use]
    pub fn with_hops(mut self, all: Vec<String>) -> Self {
        if let Self::Found(Found { hops, .. }) | Self::NoData { hops } | Self::NxDomain { hops } = &mut self {
            *hops = all;
        }
        self
    }
}

impl Data {
    /// About how many bytes its texts take.
    fn heap(&self) -> usize {
        /// What an allocation takes beside its bytes.
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
    /// As a zone file shows it.
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
