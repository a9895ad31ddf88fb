//! Accepts connections for [`Session`], with limits on their number, their rate and their time.
//!
//! TLS is opportunistic (RFC 7435): sending servers encrypt, but don't compare the certificate with anything, so a
//! certificate made at start is as good as any other. Nothing of a message is logged.

mod crowd;
mod talk;
#[cfg(test)]
mod tests;

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use shared::rules::{Address, Domain};
use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
    time::{sleep, timeout},
};

use self::crowd::{Crowd, Place};
#[cfg(doc)]
use crate::session::Session;
pub use crate::session::{Accepts, Envelope, Received};

/// How long to wait if the system can't accept another connection.
const FULL: Duration = Duration::from_secs(1);
/// The reply to a connection over a limit (RFC 5321, section 3.1).
const BUSY: &[u8] = b"421 4.7.0 Too many connections, try again later\r\n";

/// Who knows the addresses, and gets the messages.
pub trait Mailroom: Send + Sync + 'static {
    /// Returns whether a message for this address is expected.
    fn accepts(&self, address: &Address) -> impl Future<Output = Accepts> + Send;

    /// Takes a message, and returns the task that works on it. Only then is the sending server told that the message
    /// was accepted. The connection keeps its place until the task ends.
    fn delivered(&self, arrival: Arrival) -> impl Future<Output = JoinHandle<()>> + Send;
}

/// A message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The message, with its envelope.
    pub received: Received,
    /// When it arrived, in Unix seconds.
    pub arrived: i64,
}

/// The limits for connections.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How many connections can be open at once.
    pub connections: usize,
    /// How many of these one address can have. An IPv6 address counts with its whole /64.
    pub per_address: u32,
    /// How many connections one address can open in [`Limits::window`].
    pub rate: u32,
    /// The time in which [`Limits::rate`] is counted.
    pub window: Duration,
    /// How long a sending server can take for a command, for a whole message, or for reading a reply.
    pub command: Duration,
    /// How long a connection can take.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 64,
            per_address: 4,
            rate: 60,
            window: Duration::from_mins(10),
            command: Duration::from_mins(1),
            total: Duration::from_mins(3),
        }
    }
}

/// A receiver's name, certificate, limits and clock.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// Its host name, to which the domain's MX record leads.
    pub host: Domain,
    /// Its certificate and key. [`self_signed`] makes them.
    pub tls: Arc<ServerConfig>,
    /// The limits for connections.
    pub limits: Limits,
    /// Returns the current time in Unix seconds.
    pub clock: fn() -> i64,
}

/// Makes a key and a certificate for this host, which it signs itself.
pub fn self_signed(host: &Domain) -> Result<Arc<ServerConfig>, CertificateError> {
    let made = rcgen::generate_simple_self_signed([host.to_string()]).map_err(|_| CertificateError)?;
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| CertificateError)?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .map_err(|_| CertificateError)?;
    Ok(Arc::new(config))
}

/// No certificate could be made for this host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CertificateError;

impl std::fmt::Display for CertificateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no certificate could be made for this host")
    }
}

impl std::error::Error for CertificateError {}

/// Opens a port for [`serve`].
///
/// # Errors
/// The system's, if the port is taken or needs more rights.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await
}

/// Accepts connections until it is dropped, which also ends all of them.
pub async fn serve<M: Mailroom>(listener: TcpListener, receiver: Receiver, mailroom: M) {
    let crowd = Crowd::new(&receiver.limits);
    let (receiver, mailroom) = (Arc::new(receiver), Arc::new(mailroom));
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => match crowd.enter(peer.ip()) {
                Some(place) => {
                    let (receiver, mailroom) = (receiver.clone(), mailroom.clone());
                    connections.spawn(attend(stream, peer, place, receiver, mailroom));
                }
                None => turn_down(&stream, peer),
            },
            Err(error) => {
                tracing::warn!(%error, "can't accept a connection");
                sleep(FULL).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
}

/// Says why in one write, which doesn't wait, and closes.
fn turn_down(stream: &TcpStream, peer: SocketAddr) {
    tracing::info!(ip = %peer.ip(), "too many connections to the mail receiver");
    // If even this can't be written, the connection just closes.
    let _ = stream.try_write(BUSY);
}

/// Talks to a sending server, and waits for the work on its message.
async fn attend<M: Mailroom>(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    receiver: Arc<Receiver>,
    mailroom: Arc<M>,
) {
    let ip = peer.ip().to_canonical();
    let mut work = None;
    match timeout(receiver.limits.total, talk::talk(stream, ip, &receiver, &*mailroom, &mut work)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%ip, %error, "a connection to the mail receiver broke"),
        Err(_) => tracing::debug!(%ip, "a connection to the mail receiver took too long"),
    }
    if let Some(work) = work {
        // It fails only if it panics, which has been printed.
        let _ = work.await;
    }
    drop(place);
}
