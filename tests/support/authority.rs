//! A small authoritative DNS server in this process, for what a real one can't do: leave some names unanswered, and
//! delay each answer separately.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hickory_proto::{
    op::{Message, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, CNAME, MX, NS, PTR, SOA, TXT},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UdpSocket},
    runtime::{Builder, Runtime},
    time::sleep,
};

use crate::loopback;

/// The port of the first server. The others use the ports after it, none of which needs root.
const PORT: u16 = 5300;
const TTL: u32 = 300;
/// How many aliases one answer follows.
const HOPS_MAX: usize = 8;
/// Most bytes of a UDP answer, unless the client accepts more (RFC 1035, section 2.3.4).
const UDP_PLAIN: u16 = 512;
/// Longest string of a TXT record, in bytes (RFC 1035, section 3.3).
const STRING_MAX: usize = 255;

/// The DNS data of a server.
#[derive(Debug, Clone, Default)]
pub struct World {
    names: HashMap<Name, Entry>,
    /// Queries that get something other than records.
    failures: HashMap<(Name, RecordType), Failure>,
    /// A missing name that begins with this label is never answered.
    silent_label: Option<&'static [u8]>,
}

#[derive(Debug, Clone, Default)]
struct Entry {
    records: Vec<RData>,
    /// If true, a query for a type that this name doesn't have is never answered.
    silent: bool,
}

/// What a query gets instead of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No answer at all.
    Silence,
    /// SERVFAIL (RFC 1035, section 4.1.1).
    ServFail,
}

impl World {
    /// Reads lines of `name TYPE value`, as in a zone file but without quotes: a TXT value is the rest of its line.
    /// `TIMEOUT` instead of a type makes the name silent.
    pub fn new(lines: &str) -> Self {
        let mut world = Self::default();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (name, rest) = line.split_once(' ').expect("a name and more");
            let (kind, value) = rest.split_once(' ').unwrap_or((rest, ""));
            match kind {
                "TIMEOUT" => world.silence(name),
                "TXT" => world.text(name, [value.as_bytes()]),
                _ => world.add(name, kind, value),
            }
        }
        world
    }

    /// Adds a record that isn't TXT.
    pub fn add(&mut self, owner: &str, kind: &str, value: &str) {
        let data = match (kind, value.parse()) {
            ("A", Ok(IpAddr::V4(ip))) => RData::A(A(ip)),
            ("AAAA", Ok(IpAddr::V6(ip))) => RData::AAAA(AAAA(ip)),
            ("CNAME", _) => RData::CNAME(CNAME(name(value))),
            ("NS", _) => RData::NS(NS(name(value))),
            ("PTR", _) => RData::PTR(PTR(name(value))),
            ("MX", _) => {
                let (preference, host) = value.split_once(' ').expect("a preference and a host");
                RData::MX(MX::new(preference.parse().expect("a preference"), name(host)))
            }
            _ => panic!("{owner} {kind} {value:?} isn't a record"),
        };
        self.entry(owner).records.push(data);
    }

    /// Adds a TXT record of these strings. Long strings are split.
    pub fn text<'a>(&mut self, owner: &str, strings: impl IntoIterator<Item = &'a [u8]>) {
        let mut pieces = Vec::new();
        for string in strings {
            pieces.extend(string.chunks(STRING_MAX));
        }
        self.entry(owner).records.push(RData::TXT(TXT::from_bytes(pieces)));
    }

    /// Makes this query fail.
    pub fn fail(&mut self, owner: &str, kind: RecordType, failure: Failure) {
        self.failures.insert((name(owner), kind), failure);
    }

    /// Leaves queries for types that this name doesn't have unanswered.
    pub fn silence(&mut self, owner: &str) {
        self.entry(owner).silent = true;
    }

    /// Leaves queries for missing names that begin with this label unanswered.
    pub fn silence_label(&mut self, label: &'static str) {
        self.silent_label = Some(label.as_bytes());
    }

    fn entry(&mut self, owner: &str) -> &mut Entry {
        self.names.entry(name(owner)).or_default()
    }

    /// Returns the records, aliases first, or `None` if the query gets no answer.
    fn look(&self, question: &Name, kind: RecordType) -> Option<(ResponseCode, Vec<Record>)> {
        let (mut at, mut records) = (question.clone(), Vec::new());
        for _ in 0..HOPS_MAX {
            match self.failures.get(&(at.clone(), kind)) {
                Some(Failure::Silence) => return None,
                Some(Failure::ServFail) => return Some((ResponseCode::ServFail, records)),
                None => {}
            }
            let Some(entry) = self.answering(&at) else { return self.absent(&at, records) };
            let here = |kind: RecordType| {
                let data = entry.records.iter().filter(move |data| data.record_type() == kind);
                data.map(|data| Record::from_rdata(at.clone(), TTL, data.clone()))
            };
            let found: Vec<Record> = here(kind).collect();
            if !found.is_empty() {
                records.extend(found);
                return Some((ResponseCode::NoError, records));
            }
            let alias = here(RecordType::CNAME).next();
            match alias.as_ref().map(|alias| &alias.data) {
                _ if entry.silent => return None,
                Some(RData::CNAME(target)) => {
                    let target = target.0.clone();
                    records.extend(alias);
                    at = target;
                }
                _ => return Some((ResponseCode::NoError, records)),
            }
        }
        Some((ResponseCode::NoError, records))
    }

    /// Returns the name's own entry, or that of the wildcard at the closest existing parent (RFC 4592).
    fn answering(&self, at: &Name) -> Option<&Entry> {
        if let Some(entry) = self.names.get(at) {
            return Some(entry);
        }
        let mut above = at.clone();
        while !above.is_root() && !self.exists(&above) {
            above = above.base_name();
        }
        let wildcard = above.prepend_label("*").ok().filter(|_| above != *at)?;
        self.names.get(&wildcard)
    }

    /// Returns true if the name exists, which includes names with existing subdomains (RFC 8020).
    fn exists(&self, at: &Name) -> bool {
        self.names.keys().any(|name| at.zone_of(name))
    }

    fn absent(&self, at: &Name, records: Vec<Record>) -> Option<(ResponseCode, Vec<Record>)> {
        let is_silent =
            |label: &[u8]| at.iter().next().is_some_and(|first| first.eq_ignore_ascii_case(label));
        if self.silent_label.is_some_and(is_silent) {
            return None;
        }
        let code = if self.exists(at) { ResponseCode::NoError } else { ResponseCode::NXDomain };
        Some((code, records))
    }
}

/// Parses a name. Its labels may contain any bytes.
fn name(text: &str) -> Name {
    let labels = text.split('.').filter(|label| !label.is_empty());
    Name::from_labels(labels.map(str::as_bytes)).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// Running servers on one address. They stop when this is dropped.
#[derive(Debug)]
pub struct Authority {
    addresses: Vec<SocketAddr>,
    /// `None` only while this is dropped.
    runtime: Option<Runtime>,
}

impl Authority {
    /// Starts a server for each world, on different ports of one unused loopback address. Each answer is delayed by
    /// `delay`.
    pub fn start(worlds: Vec<World>, delay: Duration) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let own = loopback::own_address();
        let mut addresses = Vec::new();
        for (port, world) in (PORT..).zip(worlds) {
            let (address, world) = (SocketAddr::from((own, port)), Arc::new(world));
            let bound = async { (UdpSocket::bind(address).await, TcpListener::bind(address).await) };
            let (udp, tcp) = match runtime.block_on(bound) {
                (Ok(udp), Ok(tcp)) => (Arc::new(udp), tcp),
                (udp, tcp) => panic!("{address}: {:?} {:?}", udp.err(), tcp.err()),
            };
            runtime.spawn(serve_udp(udp, Arc::clone(&world), delay));
            runtime.spawn(serve_tcp(tcp, world, delay));
            addresses.push(address);
        }
        Self { addresses, runtime: Some(runtime) }
    }

    /// Starts one server on a free port of 127.0.0.1, so that a process may have any number of them.
    pub fn alone(world: World) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let (udp, tcp) = runtime.block_on(free_port());
        let address = udp.local_addr().expect("it is bound");
        let world = Arc::new(world);
        runtime.spawn(serve_udp(Arc::new(udp), Arc::clone(&world), Duration::ZERO));
        runtime.spawn(serve_tcp(tcp, world, Duration::ZERO));
        Self { addresses: vec![address], runtime: Some(runtime) }
    }

    /// Returns the servers' addresses, in the order of their worlds.
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        // In the background, because this may be dropped inside a runtime, which must not block.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Binds a port that is free for both UDP and TCP.
async fn free_port() -> (UdpSocket, TcpListener) {
    loop {
        let udp = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let address = udp.local_addr().expect("it is bound");
        if let Ok(tcp) = TcpListener::bind(address).await {
            return (udp, tcp);
        }
    }
}

async fn serve_udp(socket: Arc<UdpSocket>, world: Arc<World>, delay: Duration) {
    let mut buffer = [0; 4096];
    loop {
        // An error here is about one datagram (such as a closed port), not about the socket.
        let Ok((length, from)) = socket.recv_from(&mut buffer).await else { continue };
        let Some(reply) = answer(&world, &buffer[..length]) else { continue };
        let limit = reply.edns.as_ref().map_or(UDP_PLAIN, |edns| edns.max_payload().max(UDP_PLAIN));
        let bytes = reply.to_vec().expect("an answer can be written");
        let fits = bytes.len() <= limit.into();
        let bytes = if fits { bytes } else { reply.truncate().to_vec().expect("so can a truncated one") };
        let socket = Arc::clone(&socket);
        tokio::spawn(async move {
            sleep(delay).await;
            // The client may be gone. Then no one needs the answer.
            let _ = socket.send_to(&bytes, from).await;
        });
    }
}

async fn serve_tcp(listener: TcpListener, world: Arc<World>, delay: Duration) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        tokio::spawn(talk(stream, Arc::clone(&world), delay));
    }
}

async fn talk(mut stream: TcpStream, world: Arc<World>, delay: Duration) -> std::io::Result<()> {
    loop {
        let mut buffer = vec![0; stream.read_u16().await?.into()];
        stream.read_exact(&mut buffer).await?;
        let Some(reply) = answer(&world, &buffer) else { continue };
        let bytes = reply.to_vec().expect("an answer can be written");
        let length = u16::try_from(bytes.len()).expect("it fits into a message");
        sleep(delay).await;
        stream.write_all(&[&length.to_be_bytes()[..], &bytes].concat()).await?;
    }
}

fn answer(world: &World, bytes: &[u8]) -> Option<Message> {
    let query = Message::from_vec(bytes).ok()?;
    let question = query.queries.first()?;
    let (code, records) = world.look(question.name(), question.query_type())?;
    let mut reply = Message::response(query.metadata.id, query.metadata.op_code);
    reply.metadata.recursion_desired = query.metadata.recursion_desired;
    reply.metadata.authoritative = true;
    reply.metadata.response_code = code;
    if !records.iter().any(|record| record.record_type() == question.query_type()) {
        // The TTL of 0 keeps resolvers from caching a negative answer (RFC 2308).
        let soa = SOA::new(Name::root(), Name::root(), 1, 3600, 600, 86_400, 0);
        reply.add_authority(Record::from_rdata(Name::root(), 0, RData::SOA(soa)));
    }
    reply.edns = query.edns;
    reply.queries = query.queries;
    reply.answers = records;
    Some(reply)
}
