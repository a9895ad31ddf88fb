//! A connection to a vetted address, in plain text or through TLS.

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

/// How long to wait for an address before also trying the next one (RFC 8305, section 8).
const HEAD_START: Duration = Duration::from_millis(250);

/// A connection. Never logs the data that passes through it.
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
    /// A TLS handshake that didn't finish.
    Broken,
}

impl Connection {
    /// Connects to the first of these addresses that answers.
    pub(super) async fn open(host: Host, addresses: &[SocketAddr], tls: Tls) -> io::Result<Self> {
        let stream = first_of(addresses).await?;
        // Each command is written at once and waits for a reply, so delaying small packets would only cost time.
        stream.set_nodelay(true)?;
        let (local, peer) = (stream.local_addr()?.ip(), stream.peer_addr()?);
        Ok(Self { host, local, peer, tls, wire: Wire::Plain(stream) })
    }

    /// Returns our own address on this connection.
    pub fn local(&self) -> IpAddr {
        self.local
    }

    /// Returns the address that answered.
    pub fn peer(&self) -> SocketAddr {
        self.peer
    }

    /// Performs the TLS handshake with the host name that the connection was opened for.
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

    /// Returns the encrypted stream, for protocols that read and write it themselves.
    pub(super) fn into_tls(self) -> Option<TlsStream<TcpStream>> {
        match self.wire {
            Wire::Tls(stream) => Some(*stream),
            Wire::Plain(_) | Wire::Broken => None,
        }
    }

    /// Reads the available bytes, at least one. Returns 0 if the other side has closed the connection.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.wire {
            Wire::Plain(stream) => stream.read(buffer).await,
            Wire::Tls(stream) => stream.read(buffer).await,
            Wire::Broken => Ok(0),
        }
    }

    /// Writes all bytes, in a single TLS record if they fit into one.
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

/// Connects to the addresses in parallel, each with a head start over the next. If all fail, returns the last error.
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
