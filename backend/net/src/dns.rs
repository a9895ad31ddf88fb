//! Questions to DNS servers (RFC 1035), asked by ourselves: the report has to know which server was
//! silent, and to ask each authoritative server on its own.

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

/// Questions in flight at once, in the whole process: each holds a socket.
pub const IN_FLIGHT_MAX: usize = 512;
/// Aliases that are followed for one question.
const HOPS_MAX: usize = 8;
/// Time to live of what is answered without asking, in seconds.
const LOCAL_TTL: u32 = 0;

/// Asks DNS servers. Cheap to clone; holds no socket between questions and remembers no answer.
#[derive(Debug, Clone)]
pub struct Dns(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    servers: Vec<SocketAddr>,
    loopback_authorities: bool,
    in_flight: Semaphore,
}

impl Dns {
    /// Asks these resolvers, the first one first. With none, every answer is [`Answer::Unknown`].
    ///
    /// `loopback_authorities`: whether a domain's authoritative servers may be asked where their address is
    /// loopback, which is for tests and the sandbox.
    pub fn new(servers: Vec<SocketAddr>, loopback_authorities: bool) -> Self {
        Self(Arc::new(Inner { servers, loopback_authorities, in_flight: Semaphore::new(IN_FLIGHT_MAX) }))
    }

    /// Asks the resolvers of this machine (`/etc/resolv.conf`).
    pub fn system() -> Self {
        Self::new(system::servers(), false)
    }

    /// The resolvers that are asked.
    pub fn servers(&self) -> &[SocketAddr] {
        &self.0.servers
    }

    /// Whether authoritative servers on loopback may be asked.
    pub fn loopback_authorities(&self) -> bool {
        self.0.loopback_authorities
    }

    /// The port on which authoritative servers answer: 53, except beside a resolver on loopback that has
    /// another one.
    pub fn authority_port(&self) -> u16 {
        let beside = |server: &&SocketAddr| self.0.loopback_authorities && server.ip().is_loopback();
        self.0.servers.iter().find(beside).map_or(53, SocketAddr::port)
    }

    /// Asks the resolvers, and follows aliases where the resolver leaves that to us.
    ///
    /// Two attempts of a second each, on two servers where there are two. A name that cannot stand in DNS (a label
    /// over 63 bytes, say) does not exist, and `localhost` is loopback (RFC 6761, section 6.3), without asking.
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

    /// Asks one server for what it holds itself, without recursion. The caller decides if the server may be asked.
    pub async fn ask_at(&self, server: SocketAddr, name: &str, kind: Kind) -> Answer {
        match Question::direct(name, kind) {
            Some(question) => self.attempts(&question, &[server]).await,
            None => Answer::NxDomain { hops: Vec::new() },
        }
    }

    /// Two attempts, the second on the next server.
    async fn attempts(&self, question: &Question, servers: &[SocketAddr]) -> Answer {
        let _permit = self.0.in_flight.acquire().await.expect("the semaphore is never closed");
        let Some(&first) = servers.first() else { return Answer::Unknown(Silence::no_server()) };
        match question.put_to(first).await {
            // A silent server may be asked again; one that refused says the same a second time.
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
