//! A DNS client (RFC 1035) of our own, because a report has to know which server didn't answer, and to query each
//! authoritative server separately.

mod exchange;
mod system;
mod wire;

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use shared::dns::{Answer, Authorities, Data, Found, Kind, Resolver, Silence, Why};
use tokio::sync::Semaphore;

use crate::is_public;
use exchange::Question;

/// How many queries the whole process can have in flight. Each of them holds a socket.
pub const IN_FLIGHT_MAX: usize = 512;
/// How many aliases are followed for one query.
const HOPS_MAX: usize = 8;
/// The time to live of answers that need no query, in seconds.
const LOCAL_TTL: u32 = 0;

/// A DNS client. Cheap to clone. Holds no socket between queries and caches nothing.
#[derive(Debug, Clone)]
pub struct Dns(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    servers: Vec<SocketAddr>,
    loopback_authorities: bool,
    in_flight: Semaphore,
}

impl Dns {
    /// Creates a client for these resolvers, in order of preference. With none, every answer is [`Answer::Unknown`].
    ///
    /// If `loopback_authorities` is true, authoritative servers can have loopback addresses, as in tests and the
    /// sandbox.
    pub fn new(servers: Vec<SocketAddr>, loopback_authorities: bool) -> Self {
        Self(Arc::new(Inner { servers, loopback_authorities, in_flight: Semaphore::new(IN_FLIGHT_MAX) }))
    }

    /// Creates a client for the resolvers of this machine (`/etc/resolv.conf`).
    pub fn system() -> Self {
        Self::new(system::servers(), false)
    }

    /// Returns the resolvers.
    pub fn servers(&self) -> &[SocketAddr] {
        &self.0.servers
    }

    /// Returns true if authoritative servers on loopback can be queried.
    pub fn loopback_authorities(&self) -> bool {
        self.0.loopback_authorities
    }

    /// Returns the port of authoritative servers: 53, unless a resolver on loopback uses a different port.
    pub fn authority_port(&self) -> u16 {
        let beside = |server: &&SocketAddr| self.0.loopback_authorities && server.ip().is_loopback();
        self.0.servers.iter().find(beside).map_or(53, SocketAddr::port)
    }

    /// Queries the resolvers, and follows aliases if the resolver doesn't.
    ///
    /// Makes two attempts of one second each, on two servers if there are two. Two cases need no query: a name that is
    /// invalid in DNS (for example, with a label over 63 bytes) doesn't exist, and `localhost` is loopback (RFC 6761,
    /// section 6.3).
    pub async fn ask(&self, name: &str, kind: Kind) -> Answer {
        if let Some(answer) = localhost(name, kind) {
            return answer;
        }
        let mut hops: Vec<String> = Vec::new();
        loop {
            let target = hops.last().map_or(name, String::as_str);
            let Some(question) = Question::recursive(target, kind) else { return Answer::NxDomain { hops } };
            let answer = self.attempts(&question, &self.0.servers).await;
            let grown = answer.hops().len();
            hops.extend_from_slice(answer.hops());
            let alias_only = matches!(answer, Answer::NoData { .. }) && grown > 0;
            if !alias_only || hops.len() >= HOPS_MAX {
                return answer.with_hops(hops);
            }
        }
    }

    /// Queries one server for its own data, without recursion. The caller decides if it is safe to query the server.
    pub async fn ask_at(&self, server: SocketAddr, name: &str, kind: Kind) -> Answer {
        match Question::direct(name, kind) {
            Some(question) => self.attempts(&question, &[server]).await,
            None => Answer::NxDomain { hops: Vec::new() },
        }
    }

    /// Makes two attempts, the second on the next server.
    async fn attempts(&self, question: &Question, servers: &[SocketAddr]) -> Answer {
        let _permit = self.0.in_flight.acquire().await.expect("the semaphore is never closed");
        let Some(&first) = servers.first() else { return Answer::Unknown(Silence::no_server()) };
        match question.put_to(first).await {
            // It's worth asking a server again if it timed out, but not if it refused.
            Answer::Unknown(silence) if servers.len() > 1 || silence.why == Why::TimedOut => {
                question.put_to(*servers.get(1).unwrap_or(&first)).await
            }
            answer => answer,
        }
    }
}

impl Resolver for Dns {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        Self::ask(self, name, kind).await
    }
}

impl Authorities for Dns {
    fn may_ask(&self, server: IpAddr) -> bool {
        is_public(server) || (self.loopback_authorities() && server.is_loopback())
    }

    async fn ask_at(&self, server: IpAddr, name: &str, kind: Kind) -> Answer {
        Self::ask_at(self, SocketAddr::new(server, self.authority_port()), name, kind).await
    }
}

fn localhost(name: &str, kind: Kind) -> Option<Answer> {
    let name = name.trim_end_matches('.');
    let is_local = name.eq_ignore_ascii_case("localhost")
        || name.len() > 10 && name.to_ascii_lowercase().ends_with(".localhost");
    if !is_local {
        return None;
    }
    let address = match kind {
        Kind::A => IpAddr::V4(Ipv4Addr::LOCALHOST),
        Kind::Aaaa => IpAddr::V6(Ipv6Addr::LOCALHOST),
        _ => return Some(Answer::NoData { hops: Vec::new() }),
    };
    Some(Answer::Found(Found { data: vec![Data::Address(address)], ttl: LOCAL_TTL, hops: Vec::new() }))
}

#[cfg(test)]
mod tests;
