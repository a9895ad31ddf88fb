//! One query to one server: over UDP from its own socket, and over TCP if the answer was truncated.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use hickory_proto::rr::Name;
use shared::dns::{Answer, Kind, Silence, Why};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};

use super::wire::{self, Reply};

/// The time limit for one attempt, including TCP.
const ATTEMPT: Duration = Duration::from_secs(1);
/// More than we announce, for servers that ignore our limit. A longer datagram is cut off, so it counts as malformed.
const UDP_BUFFER: usize = 4096;

/// A query that is ready to be sent.
pub(super) struct Question {
    name: Name,
    kind: Kind,
    recursive: bool,
}

impl Question {
    /// Creates a query to a resolver, or returns `None` if the name is invalid in DNS.
    pub(super) fn recursive(name: &str, kind: Kind) -> Option<Self> {
        Some(Self { name: wire::name(name)?, kind, recursive: true })
    }

    /// Creates a query to an authoritative server about its own data.
    pub(super) fn direct(name: &str, kind: Kind) -> Option<Self> {
        Some(Self { name: wire::name(name)?, kind, recursive: false })
    }

    /// Makes one attempt.
    pub(super) async fn put_to(&self, server: SocketAddr) -> Answer {
        let why = match timeout(ATTEMPT, self.exchange(server)).await {
            Ok(Ok(Reply::Answer(answer))) => return answer,
            Ok(Ok(Reply::Nothing(why))) => why,
            Ok(Ok(Reply::Stray | Reply::Truncated)) => Why::Malformed,
            Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Why::Malformed,
            Ok(Err(_)) => Why::Unreachable,
            Err(_) => Why::TimedOut,
        };
        tracing::debug!(%server, name = %self.name, kind = %self.kind, ?why, "no answer from DNS");
        Answer::Unknown(Silence { server: server.to_string(), why })
    }

    async fn exchange(&self, server: SocketAddr) -> io::Result<Reply> {
        match self.over_udp(server).await? {
            Reply::Truncated => self.over_tcp(server).await,
            reply => Ok(reply),
        }
    }

    /// Uses a random ID and a random port from the kernel. A connected socket accepts datagrams from this server only.
    async fn over_udp(&self, server: SocketAddr) -> io::Result<Reply> {
        let own: SocketAddr = match server {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(own).await?;
        socket.connect(server).await?;
        let (id, bytes) = self.message()?;
        socket.send(&bytes).await?;
        let mut buffer = vec![0; UDP_BUFFER];
        loop {
            let length = socket.recv(&mut buffer).await?;
            match wire::reply(&buffer[..length], id, &self.name, self.kind) {
                Reply::Stray => {}
                reply => return Ok(reply),
            }
        }
    }

    /// Each message has a 2-byte length before it (RFC 1035, section 4.2.2). A message that is too long isn't read, and
    /// memory is allocated as bytes arrive, not as announced.
    async fn over_tcp(&self, server: SocketAddr) -> io::Result<Reply> {
        let mut stream = TcpStream::connect(server).await?;
        let (id, bytes) = self.message()?;
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes()[..], &bytes].concat()).await?;
        let length = usize::from(stream.read_u16().await?);
        if length > wire::MESSAGE_MAX {
            return Ok(Reply::Nothing(Why::TooLarge));
        }
        let mut buffer = Vec::new();
        (&mut stream).take(length as u64).read_to_end(&mut buffer).await?;
        if buffer.len() < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(wire::reply(&buffer, id, &self.name, self.kind))
    }

    fn message(&self) -> io::Result<(u16, Vec<u8>)> {
        let mut id = [0; 2];
        getrandom::fill(&mut id).map_err(io::Error::other)?;
        let id = u16::from_ne_bytes(id);
        let bytes = wire::question(id, &self.name, self.kind, self.recursive)
            .ok_or_else(|| io::Error::other("the question cannot be written"))?;
        Ok((id, bytes))
    }
}
