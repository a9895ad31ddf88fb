//! One question put to one server: UDP from a socket of its own, TCP where the answer was cut short.

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

/// Time for one attempt, the TCP part included.
const ATTEMPT: Duration = Duration::from_secs(1);
/// Larger than what we announce, for servers that do not mind it. What is longer still is cut, and so malformed.
const UDP_BUFFER: usize = 4096;

/// A question, ready to be put.
pub(super) struct Question {
    name: Name,
    kind: Kind,
    recursive: bool,
}

impl Question {
    /// For a resolver. `None` where the name cannot stand in DNS.
    pub(super) fn recursive(name: &str, kind: Kind) -> Option<Self> {
        Some(Self { name: wire::name(name)?, kind, recursive: true })
    }

    /// For an authoritative server, about its own data.
    pub(super) fn direct(name: &str, kind: Kind) -> Option<Self> {
        Some(Self { name: wire::name(name)?, kind, recursive: false })
    }

    /// One attempt.
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

    /// A random id and, from the kernel, a random port; a connected socket takes datagrams of this server only.
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

    /// Two bytes of length before each message (RFC 1035, section 4.2.2). What is too long is not waited for, and memory
    /// is taken as bytes come, not as they are announced.
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
