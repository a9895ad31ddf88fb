//! The sandbox's DNS: an authoritative server on loopback, over UDP and TCP, for a zone in memory that can change
//! while it runs. It knows no other names and makes no requests.

#[cfg(test)]
mod tests;
mod zone;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hickory_proto::{
    op::{Message, MessageType, OpCode, ResponseCode},
    rr::{Name, RData, Record, rdata::SOA},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::Semaphore,
    task::JoinSet,
    time::timeout,
};

pub use zone::{Zone, ZoneError};

/// Largest UDP answer to a client that doesn't ask for more, in bytes (RFC 1035, section 2.3.4).
const UDP_PLAIN: u16 = 512;
/// The largest UDP answer that it ever sends.
const UDP_MAX: u16 = 1232;
/// How many TCP connections can be open at once, and for how long.
const TCP_MAX: usize = 64;
const TCP_TIME: Duration = Duration::from_secs(5);
/// How often it tries to get the same port for UDP and TCP.
const PORT_TRIES: u32 = 16;

/// A running server; it stops when this is dropped.
#[derive(Debug)]
pub struct DnsServer {
    address: SocketAddr,
    _tasks: JoinSet<()>,
}

impl DnsServer {
    /// Starts on a free port of 127.0.0.1.
    pub async fn start(zone: Zone) -> io::Result<Self> {
        let (udp, tcp) = bind().await?;
        let address = udp.local_addr()?;
        let mut tasks = JoinSet::new();
        tasks.spawn(serve_udp(udp, zone.clone()));
        tasks.spawn(serve_tcp(tcp, zone));
        Ok(Self { address, _tasks: tasks })
    }

    /// Returns the address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

async fn bind() -> io::Result<(UdpSocket, TcpListener)> {
    let mut last = None;
    for _ in 0..PORT_TRIES {
        let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        match UdpSocket::bind(tcp.local_addr()?).await {
            Ok(udp) => return Ok((udp, tcp)),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

async fn serve_udp(socket: UdpSocket, zone: Zone) {
    let mut buffer = [0; 4096];
    loop {
        // An error here is about one datagram (such as a port that was closed), never about the socket.
        let Ok((length, from)) = socket.recv_from(&mut buffer).await else { continue };
        let Some(reply) = answer(&zone, &buffer[..length]) else { continue };
        let limit =
            reply.edns.as_ref().map_or(UDP_PLAIN, |edns| edns.max_payload().clamp(UDP_PLAIN, UDP_MAX));
        let bytes = match reply.to_vec() {
            Ok(bytes) if bytes.len() <= limit.into() => bytes,
            _ => match reply.truncate().to_vec() {
                Ok(bytes) => bytes,
                Err(_) => continue,
            },
        };
        let _ = socket.send_to(&bytes, from).await;
    }
}

async fn serve_tcp(listener: TcpListener, zone: Zone) {
    let open = Arc::new(Semaphore::new(TCP_MAX));
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else { continue };
        let zone = zone.clone();
        tokio::spawn(async move {
            let _ = timeout(TCP_TIME, talk(stream, &zone)).await;
            drop(permit);
        });
    }
}

async fn talk(mut stream: TcpStream, zone: &Zone) -> io::Result<()> {
    loop {
        let mut buffer = vec![0; stream.read_u16().await?.into()];
        stream.read_exact(&mut buffer).await?;
        let Some(reply) = answer(zone, &buffer) else { return Ok(()) };
        let bytes = reply.to_vec().map_err(io::Error::other)?;
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes()[..], &bytes].concat()).await?;
    }
}

/// Returns the reply to a query, or none if it isn't a query.
fn answer(zone: &Zone, bytes: &[u8]) -> Option<Message> {
    let query = Message::from_vec(bytes).ok()?;
    if query.metadata.message_type != MessageType::Query {
        return None;
    }
    let mut reply = Message::response(query.metadata.id, query.metadata.op_code);
    reply.metadata.recursion_desired = query.metadata.recursion_desired;
    reply.metadata.authoritative = true;
    reply.edns = query.edns;
    reply.queries = query.queries;
    let [question] = reply.queries.as_slice() else {
        reply.metadata.response_code = ResponseCode::FormErr;
        return Some(reply);
    };
    if query.metadata.op_code != OpCode::Query {
        reply.metadata.response_code = ResponseCode::NotImp;
        return Some(reply);
    }
    let found = zone.look(&question.name().clone(), question.query_type());
    reply.metadata.response_code = if found.exists { ResponseCode::NoError } else { ResponseCode::NXDomain };
    if !found.has_data {
        reply.add_authority(start_of_authority());
    }
    reply.answers = found.records;
    Some(reply)
}

/// Returns a record that keeps negative answers from being cached (RFC 2308), because records in the sandbox change often.
fn start_of_authority() -> Record {
    let soa = SOA::new(Name::root(), Name::root(), 1, 3600, 600, 86_400, 0);
    Record::from_rdata(Name::root(), 0, RData::SOA(soa))
}
