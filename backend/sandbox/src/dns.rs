//! The sandbox's DNS: an authoritative server on loopback, over UDP and TCP, for a zone in memory that can change
//! while it runs. It knows no other names and makes no requests.

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

#[cfg(test)]
mod tests {
    use audit::{AuditRequest, audit, paste::Pasted};
    use net::dns::Dns;
    use shared::{
        dns::{Answer, Kind},
        page::Offline,
        report::{About, DmarcFinding, Judged},
    };

    use super::*;

    fn zone() -> Zone {
        let zone = Zone::default();
        for (name, kind, value) in [
            ("shop.test", "MX", "10 mx.provider.test"),
            ("shop.test", "NS", "ns1.panel.test"),
            ("mx.provider.test", "A", "127.0.0.1"),
            ("mx.provider.test", "AAAA", "::1"),
            ("www.shop.test", "CNAME", "mx.provider.test"),
        ] {
            zone.add(name, kind, value).unwrap();
        }
        zone
    }

    #[tokio::test]
    async fn answers_are_authoritative() {
        let server = DnsServer::start(zone()).await.unwrap();
        let dns = Dns::new(vec![server.address()], true);
        assert_eq!(dns.ask("SHOP.test", Kind::Mx).await.mail_hosts(), [(10, "mx.provider.test")]);
        let alias = dns.ask("www.shop.test", Kind::Aaaa).await;
        assert_eq!((alias.hops().len(), alias.addresses().count()), (1, 1));
        assert_eq!(dns.ask("shop.test", Kind::Txt).await, Answer::NoData { hops: vec![] });
        assert_eq!(dns.ask("provider.test", Kind::A).await, Answer::NoData { hops: vec![] });
        assert_eq!(dns.ask("gone.test", Kind::A).await, Answer::NxDomain { hops: vec![] });
    }

    #[tokio::test]
    async fn records_can_change_while_it_runs() {
        let zone = zone();
        let server = DnsServer::start(zone.clone()).await.unwrap();
        let dns = Dns::new(vec![server.address()], true);
        zone.set("shop.test", "TXT", &["v=spf1 -all"]).unwrap();
        assert_eq!(dns.ask("shop.test", Kind::Txt).await.texts().collect::<Vec<_>>(), ["v=spf1 -all"]);
        zone.set("shop.test", "TXT", &["v=spf1 mx -all", "other"]).unwrap();
        assert_eq!(dns.ask("shop.test", Kind::Txt).await.texts().count(), 2);
        zone.set("shop.test", "TXT", &[]).unwrap();
        assert_eq!(dns.ask("shop.test", Kind::Txt).await, Answer::NoData { hops: vec![] });
    }

    #[tokio::test]
    async fn a_fix_passes_on_every_nameserver() {
        let zone = zone();
        zone.add("ns1.panel.test", "A", "127.0.0.1").unwrap();
        let server = DnsServer::start(zone.clone()).await.unwrap();
        let dns = Dns::new(vec![server.address()], true);
        let request = AuditRequest {
            domain: "shop.test".parse().unwrap(),
            provider: None,
            from: None,
            selectors: vec![],
            pasted: Pasted::default(),
            every_server: true,
        };
        let before = audit(&dns, &Offline, &request).await;
        let is_missing = |finding: &&Judged| matches!(finding.about, About::Dmarc(DmarcFinding::Missing));
        let missing = before.findings.iter().find(is_missing).unwrap();
        let record = &missing.fix.as_ref().unwrap().records()[0];
        assert_eq!(before.servers[0].dmarc.as_deref(), Some(""));

        zone.set(&record.name, &record.kind, &[&record.value]).unwrap();
        let after = audit(&dns, &Offline, &request).await;
        let is_there = |finding: &Judged| matches!(finding.about, About::Dmarc(DmarcFinding::Record(_)));
        assert!(after.findings.iter().any(is_there));
        assert_eq!(after.servers[0].server, "ns1.panel.test");
        assert_eq!(after.servers[0].dmarc.as_deref(), Some(record.value.as_str()));
        let spread = after.spread.iter().find(|spread| spread.what == "DMARC").unwrap();
        assert_eq!((spread.on, spread.of, spread.silent, spread.stale), (1, 1, 0, 0));
        assert_eq!(spread.value, record.value);

        // If loopback isn't allowed, the same nameserver isn't asked.
        let elsewhere = audit(&Dns::new(vec![server.address()], false), &Offline, &request).await;
        assert_eq!(elsewhere.servers[0].dmarc, None);
    }

    #[tokio::test]
    async fn long_answers_come_over_tcp() {
        let zone = zone();
        let server = DnsServer::start(zone.clone()).await.unwrap();
        let long = "k".repeat(3000);
        zone.add("long.shop.test", "TXT", &long).unwrap();
        let answer = Dns::new(vec![server.address()], true).ask("long.shop.test", Kind::Txt).await;
        assert_eq!(answer.texts().collect::<Vec<_>>(), [long]);
    }
}
