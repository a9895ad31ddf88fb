//! A connection to a vetted address, in the clear or through TLS.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use shared::{check::TlsInfo, rules::Host};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
};
use tokio_rustls::client::TlsStream;

use super::tls::{self, Tls, TlsFailure};

/// How long an address has before the next one is tried beside it (RFC 8305, section 8).
const HEAD_START: Duration = Duration::from_millis(250);

/// A connection. It never writes to a log what passes through it.
pub struct Connection {
    host: Host,
    local: IpAddr,
    peer: SocketAddr,
    tls: Tls,
    wire: Wire,
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// A handshake was begun and did not come to an end.
    Broken,
}

impl Connection {
    /// Connects to the first of these that answers.
    pub(super) async fn open(host: Host, addresses: &[SocketAddr], tls: Tls) -> io::Result<Self> {
        let stream = first_of(addresses).await?;
        // Each of our commands is written in one piece and waited for.
        stream.set_nodelay(true)?;
        let (local, peer) = (stream.local_addr()?.ip(), stream.peer_addr()?);
        Ok(Self { host, local, peer, tls, wire: Wire::Plain(stream) })
    }

    /// Our own end's address.
    pub fn local(&self) -> IpAddr {
        self.local
    }

    /// The address that answered.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Shakes hands for TLS with the name that the connection was asked for.
    pub async fn start_tls(&mut self) -> Result<TlsInfo, TlsFailure> {
        match std::mem::replace(&mut self.wire, Wire::Broken) {
            Wire::Plain(stream) => {
                let (stream, info) = self.tls.handshake(&self.host, stream).await?;
                self.wire = Wire::Tls(Box::new(stream));
                Ok(info)
            }
            Wire::Tls(_) | Wire::Broken => Err(tls::what_failed(&io::ErrorKind::UnexpectedEof.into())),
        }
    }

    /// Returns the encrypted stream, for a protocol that reads and writes it by itself.
    pub(super) fn into_tls(self) -> Option<TlsStream<TcpStream>> {
        match self.wire {
            Wire::Tls(stream) => Some(*stream),
            Wire::Plain(_) | Wire::Broken => None,
        }
    }

    /// Reads what there is, at least a byte; 0 where the other side has closed.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.wire {
            Wire::Plain(stream) => stream.read(buffer).await,
            Wire::Tls(stream) => stream.read(buffer).await,
            Wire::Broken => Ok(0),
        }
    }

    /// Writes all of it, in one piece where it fits one.
    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.wire {
            Wire::Plain(stream) => stream.write_all(bytes).await,
            Wire::Tls(stream) => {
                stream.write_all(bytes).await?;
                stream.flush().await
            }
            Wire::Broken => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}

/// Races the addresses with a head start for each; the last failure where all fail.
async fn first_of(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
    let mut waiting = addresses.iter();
    let mut racing = JoinSet::new();
    loop {
        if let Some(&address) = waiting.next() {
            racing.spawn(TcpStream::connect(address));
        } else if racing.is_empty() {
            return Err(last);
        }
        let more = waiting.len() > 0;
        tokio::select! {
            Some(ended) = racing.join_next() => match ended {
                Ok(Ok(stream)) => return Ok(stream),
                Ok(Err(error)) => last = error,
                Err(stopped) => last = io::Error::other(stopped),
            },
            () = tokio::time::sleep(HEAD_START), if more => {}
        }
    }
}
