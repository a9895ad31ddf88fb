//! A case's part of the internet: a resolver and the host's ports, on a loopback address that no other case uses.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket},
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use hickory_proto::{
    op::{Message, ResponseCode},
    rr::{RData, Record, RecordType, rdata::A},
};
use shared::{check::Stage, rules::Security};
use support::certificates::Authority;
use tokio::net::TcpSocket;

use super::{
    case::{Case, Other, Trouble},
    server::{Connection, Identity},
};

/// The port of the resolver. Binding it reserves the address.
const DNS: u16 = 53;
/// The addresses in 127.0.0.0/10. Other tests use the rest of 127.0.0.0/8.
const ADDRESSES: u32 = 1 << 22;

static TAKEN: AtomicU32 = AtomicU32::new(0);

/// What all of the host's ports share.
#[derive(Clone)]
pub(super) struct Behind {
    pub(super) case: Arc<Case>,
    pub(super) identity: Arc<Identity>,
    pub(super) received: Arc<Mutex<Vec<u8>>>,
    pub(super) in_pieces: bool,
}

/// The running resolver and servers.
pub(super) struct Network {
    address: Ipv4Addr,
    roots: String,
    behind: Behind,
    /// Listeners with a full backlog, and the connections that fill it.
    _deaf: Vec<(tokio::net::TcpListener, TcpStream)>,
}

impl Network {
    pub(super) fn of(case: &Arc<Case>, in_pieces: bool) -> Self {
        let authority = Authority::default();
        let identity = Arc::new(Identity::of(case, &authority));
        let behind = Behind { case: case.clone(), identity, received: Arc::default(), in_pieces };
        let (address, socket) = own_address();
        let trouble = case.network.filter(|_| case.stage == Stage::Resolve);
        thread::spawn(move || resolve(&socket, address, trouble));
        let mut deaf = Vec::new();
        let own = match case.network.filter(|_| case.stage == Stage::Connect) {
            Some(Trouble::Refused) => Other::Refused,
            Some(_) => Other::Silent,
            None => Other::Answers,
        };
        let others = case.others.iter().map(|(port, other)| (*port, *other));
        for (port, does) in others.chain([(case.port, own)]) {
            match does {
                Other::Answers => listen((address, port).into(), case_security(case, port), &behind),
                Other::Silent => deaf.push(deaf_at((address, port).into())),
                Other::Refused => {}
            }
        }
        Self { address, roots: authority.pem(), behind, _deaf: deaf }
    }

    pub(super) fn resolver(&self) -> SocketAddr {
        (self.address, DNS).into()
    }

    pub(super) fn roots(&self) -> &str {
        &self.roots
    }

    /// Returns everything that was sent to the host, on the wire or decrypted.
    pub(super) fn received(&self) -> Vec<u8> {
        self.behind.received.lock().expect("no thread panicked").clone()
    }
}

fn case_security(case: &Case, port: u16) -> Security {
    match port {
        _ if port == case.port => case.security,
        465 | 2465 => Security::ImplicitTls,
        _ => Security::Starttls,
    }
}

/// Returns the first free address, and the resolver's socket on it.
fn own_address() -> (Ipv4Addr, UdpSocket) {
    loop {
        let nth = TAKEN.fetch_add(1, Ordering::Relaxed).wrapping_mul(7919);
        let bits = process::id().wrapping_mul(31).wrapping_add(nth) % ADDRESSES;
        let address = Ipv4Addr::from_bits((127 << 24) | bits.max(2));
        if let Ok(socket) = UdpSocket::bind((address, DNS)) {
            return (address, socket);
        }
    }
}

/// Answers for one host, or fails every query the way the case says.
fn resolve(socket: &UdpSocket, address: Ipv4Addr, trouble: Option<Trouble>) {
    let mut buffer = [0; 1500];
    while let Ok((length, from)) = socket.recv_from(&mut buffer) {
        let Ok(query) = Message::from_vec(&buffer[..length]) else { continue };
        let Some(question) = query.queries.first().cloned() else { continue };
        let mut answer = Message::response(query.metadata.id, query.metadata.op_code);
        answer.metadata.response_code = match trouble {
            Some(Trouble::Nxdomain) => ResponseCode::NXDomain,
            Some(_) => ResponseCode::ServFail,
            None => ResponseCode::NoError,
        };
        if trouble.is_none() && question.query_type() == RecordType::A {
            answer.answers.push(Record::from_rdata(question.name().clone(), 60, RData::A(A(address))));
        }
        answer.queries = query.queries;
        // A client that has gone away needs no answer.
        let _ = socket.send_to(&answer.to_vec().expect("an answer can be written"), from);
    }
}

fn listen(at: SocketAddr, security: Security, behind: &Behind) {
    let listener = TcpListener::bind(at).unwrap_or_else(|error| panic!("{at}: {error}"));
    let (behind, is_own) = (behind.clone(), at.port() == behind.case.port);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let behind = behind.clone();
            thread::spawn(move || Connection::new(stream, behind).play(security, is_own));
        }
    });
}

/// Listens with a backlog of one, and fills it. The kernel then drops new connections.
fn deaf_at(at: SocketAddr) -> (tokio::net::TcpListener, TcpStream) {
    let IpAddr::V4(_) = at.ip() else { unreachable!("loopback here is IPv4") };
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("an option");
    socket.bind(at).unwrap_or_else(|error| panic!("{at}: {error}"));
    let listener = socket.listen(0).expect("it listens");
    let first = TcpStream::connect(at).expect("the only connection that fits");
    (listener, first)
}
