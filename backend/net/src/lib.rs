//! All outgoing connections. A name is resolved once and every address is vetted. The connection then goes to the
//! vetted address, not to the name, so a DNS answer that changes in between (DNS rebinding) has no effect.

#![deny(missing_docs)]

pub mod connection;
pub mod dns;
mod https;
#[cfg(any(test, feature = "testing"))]
#[allow(clippy::missing_panics_doc, reason = "tests panic")]
pub mod inbox;
pub mod mail;
mod own;
mod public;
pub mod tls;
pub mod url;

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use shared::{
    diagnosis::word,
    dns::{Answer, Kind, Silence},
    rules::{Host, Port},
};

pub use connection::Connection;
use dns::Dns;
pub use https::{NotPosted, Posted};
pub use public::is_public;
use tls::{RootsError, Tls};

/// How many addresses of a name are tried at most.
const ADDRESSES_MAX: usize = 6;

/// Where we can connect to. The default is anywhere on the public internet, except this machine.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Networks outside the public internet that we can connect to.
    pub allow: Vec<IpNet>,
    /// Networks that we never connect to, even if another setting allows them: mail servers that trust our address.
    pub refuse: Vec<IpNet>,
    /// Ports that we can connect to. `None` means any.
    pub ports: Option<Vec<Port>>,
    /// Whether a mail server can be on this machine.
    pub own: OwnAddresses,
}

/// Whether checks can connect to this machine's own addresses. A mail server there might trust connections from them,
/// and accept mail without a sign-in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OwnAddresses {
    /// Only if an allowed network is just that address, or loopback.
    #[default]
    Refused,
    /// Like any other address.
    Allowed,
}

impl Policy {
    /// Returns a policy without limits, for people on their own machines, who could connect anywhere without us too.
    pub fn anywhere() -> Self {
        let all = [IpAddr::from([0_u8; 4]), IpAddr::from([0_u16; 8])];
        let allow = all.map(|address| IpNet::new_assert(address, 0)).to_vec();
        Self { allow, own: OwnAddresses::Allowed, ..Self::default() }
    }

    fn allows(&self, address: IpAddr) -> bool {
        is_public(address) || self.allow.iter().any(|net| net.contains(&address))
    }

    /// Returns true if the settings exclude an address.
    fn excludes(&self, address: IpAddr) -> bool {
        self.refuse.iter().any(|net| net.contains(&address))
    }

    /// Returns true if a check must not connect to an address because it is this machine's. `ours` are the addresses at
    /// which others reach us.
    fn is_ourselves(&self, address: IpAddr, ours: &[IpAddr]) -> bool {
        let names_it = |net: &IpNet| {
            net.contains(&address) && (net.prefix_len() == net.max_prefix_len() || address.is_loopback())
        };
        self.own == OwnAddresses::Refused
            && !self.allow.iter().any(names_it)
            && (ours.contains(&address) || own::is_own(address))
    }
}

/// Why we don't connect. The texts are for logs; the check has sentences for the person who named the host.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The name doesn't exist.
    #[error("no such host: {host}")]
    NoSuchHost {
        /// The name.
        host: Host,
    },
    /// The name exists, but has no address.
    #[error("no address: {host}")]
    NoAddress {
        /// The name.
        host: Host,
    },
    /// The lookup failed, so the name might exist.
    #[error("lookup failed: {host}: {silence}")]
    Unknown {
        /// The name.
        host: Host,
        /// Which nameserver didn't answer, and how.
        silence: Silence,
    },
    /// All of its addresses are in private networks or unassigned.
    #[error("not public: {host}")]
    NotPublic {
        /// The name or address.
        host: Host,
    },
    /// One of its addresses is our own, or is excluded by the operator.
    #[error("excluded: {host}")]
    Excluded {
        /// The name or address.
        host: Host,
    },
    /// The port isn't for sending mail.
    #[error("port not allowed: {port}")]
    PortNotAllowed {
        /// The port.
        port: Port,
    },
}

impl EgressError {
    /// Returns the word for this error in [`shared::diagnosis::diagnose`].
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoSuchHost { .. } => word::NO_SUCH_HOST,
            Self::NoAddress { .. } => word::NO_ADDRESS,
            Self::Unknown { .. } => word::DNS_SILENT,
            Self::NotPublic { .. } => word::NOT_PUBLIC,
            Self::Excluded { .. } => word::EXCLUDED,
            Self::PortNotAllowed { .. } => word::PORT_NOT_ALLOWED,
        }
    }

    /// Returns true if we refuse to connect, and false if there is nothing to connect to.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::NotPublic { .. } | Self::Excluded { .. } | Self::PortNotAllowed { .. })
    }
}

/// A host whose addresses were looked up and vetted. Only [`Egress::vet`] creates one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vetted {
    host: Host,
    addresses: Vec<SocketAddr>,
}

impl Vetted {
    /// Returns the addresses in the order in which they are tried. Never empty.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }
}

/// Looks up, vets and connects. Cheap to clone.
#[derive(Clone)]
pub struct Egress {
    policy: Policy,
    dns: Dns,
    tls: Tls,
    name: Option<Host>,
    /// A mail server that accepts our own mail without a sign-in.
    trusts_us: Option<Host>,
}

impl Egress {
    /// Creates an instance. `extra_roots` are PEM certificates to trust in addition to the public ones.
    pub fn new(policy: Policy, dns: Dns, extra_roots: Option<&[u8]>) -> Result<Self, RootsError> {
        Ok(Self { policy, dns, tls: Tls::new(extra_roots)?, name: None, trusts_us: None })
    }

    /// Sets the name by which others know this server, and the mail server that accepts our own mail without a sign-in.
    /// Checks connect to neither.
    #[must_use]
    pub fn known_as(self, name: Option<Host>, trusts_us: Option<Host>) -> Self {
        Self { name, trusts_us, ..self }
    }

    /// Returns the name by which others know this server, if it has one.
    pub fn name(&self) -> Option<&Host> {
        self.name.as_ref()
    }

    /// Returns the DNS client.
    pub fn dns(&self) -> &Dns {
        &self.dns
    }

    /// Looks up a mail server and keeps the addresses that we can connect to. If one of its addresses is our own, we
    /// don't connect to the others either.
    pub async fn vet(&self, host: &Host, port: Port) -> Result<Vetted, EgressError> {
        if self.policy.ports.as_ref().is_some_and(|ports| !ports.contains(&port)) {
            return Err(EgressError::PortNotAllowed { port });
        }
        let (found, ours) = tokio::join!(self.addresses_of(host), self.our_addresses());
        let found = found?;
        let reachable = || found.iter().filter(|address| self.policy.allows(**address));
        if reachable().any(|address| self.policy.is_ourselves(*address, &ours)) {
            return Err(EgressError::Excluded { host: host.clone() });
        }
        self.vet_found(host, port, found.into_iter())
    }

    /// Returns the addresses of the name by which others know us, because behind NAT no interface has them, and those
    /// of the mail server that trusts us.
    async fn our_addresses(&self) -> Vec<IpAddr> {
        if self.policy.own == OwnAddresses::Allowed {
            return Vec::new();
        }
        let known = async |host: &Option<Host>| match host {
            Some(host) => self.addresses_of(host).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let (ours, trusting) = tokio::join!(known(&self.name), known(&self.trusts_us));
        [ours, trusting].concat()
    }

    async fn addresses_of(&self, host: &Host) -> Result<Vec<IpAddr>, EgressError> {
        match host.ip() {
            Some(ip) => Ok(vec![ip]),
            None => self.look_up(host).await,
        }
    }

    /// Like [`Egress::vet`], for a port that we chose ourselves.
    async fn vet_address(&self, host: &Host, port: Port) -> Result<Vetted, EgressError> {
        let found = self.addresses_of(host).await?;
        self.vet_found(host, port, found.into_iter())
    }

    /// Like [`Egress::vet_address`], for addresses that were already looked up.
    fn vet_found(
        &self,
        host: &Host,
        port: Port,
        found: impl Iterator<Item = IpAddr>,
    ) -> Result<Vetted, EgressError> {
        let found: Vec<IpAddr> = found.map(|address| address.to_canonical()).collect();
        if found.iter().any(|address| self.policy.excludes(*address)) {
            return Err(EgressError::Excluded { host: host.clone() });
        }
        let good = found.into_iter().filter(|address| self.policy.allows(*address));
        let addresses: Vec<_> =
            good.take(ADDRESSES_MAX).map(|address| SocketAddr::new(address, port.get())).collect();
        if addresses.is_empty() {
            return Err(EgressError::NotPublic { host: host.clone() });
        }
        Ok(Vetted { host: host.clone(), addresses })
    }

    /// Connects to the first address that answers. The caller has to limit the time.
    pub async fn open(&self, vetted: &Vetted) -> std::io::Result<Connection> {
        Connection::open(vetted.host.clone(), &vetted.addresses, self.tls.clone()).await
    }

    /// Looks up IPv4 and IPv6 addresses, and alternates between them.
    async fn look_up(&self, host: &Host) -> Result<Vec<IpAddr>, EgressError> {
        let name = host.as_str();
        let (v4, v6) = tokio::join!(self.dns.ask(name, Kind::A), self.dns.ask(name, Kind::Aaaa));
        let mut addresses = Vec::new();
        let (mut first, mut second) = (v4.addresses(), v6.addresses());
        loop {
            match (first.next(), second.next()) {
                (None, None) => break,
                pair => addresses.extend([pair.0, pair.1].into_iter().flatten()),
            }
        }
        if addresses.is_empty() { Err(nothing_found(host.clone(), &v4, &v6)) } else { Ok(addresses) }
    }
}

/// Returns the error for a host without addresses. It says that the host doesn't exist only if no lookup failed.
fn nothing_found(host: Host, v4: &Answer, v6: &Answer) -> EgressError {
    match (v4.silence().or(v6.silence()), v4, v6) {
        (Some(silence), ..) => EgressError::Unknown { host, silence: silence.clone() },
        (None, Answer::NxDomain { .. }, _) | (None, _, Answer::NxDomain { .. }) => {
            EgressError::NoSuchHost { host }
        }
        _ => EgressError::NoAddress { host },
    }
}

#[cfg(test)]
mod tests;
