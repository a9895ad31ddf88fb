//! TLS on sockets. [`shared::tls`] decides what to trust and how to name failures.

use std::{io, sync::Arc};

use rustls::{Error, time_provider::DefaultTimeProvider};
use shared::{check::TlsInfo, diagnosis::word, rules::Host, tls};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

pub use shared::tls::{RootsError, TlsFailure};

/// The TLS configuration, created once.
#[derive(Clone)]
pub(super) struct Tls(tls::Tls);

impl Tls {
    /// Trusts the public roots and those in `extra_roots` (PEM).
    pub(super) fn new(extra_roots: Option<&[u8]>) -> Result<Self, RootsError> {
        let clock = Arc::new(DefaultTimeProvider);
        extra_roots
            .map_or_else(|| Ok(tls::Tls::new(clock.clone())), |pem| tls::Tls::with_roots(pem, clock.clone()))
            .map(Self)
    }

    /// Performs the handshake, and checks the certificate against the requested name.
    pub(super) async fn handshake(
        &self,
        host: &Host,
        stream: TcpStream,
    ) -> Result<(TlsStream<TcpStream>, TlsInfo), TlsFailure> {
        let attempt = self.0.attempt(host)?;
        let connector = TlsConnector::from(attempt.config.clone());
        match connector.connect(attempt.name.clone(), stream).await {
            Ok(stream) => {
                let info = attempt.info(stream.get_ref().1);
                Ok((stream, info))
            }
            Err(error) => Err(attempt.explained(what_failed(&error))),
        }
    }
}

/// Returns the word for a socket error, with or without TLS.
pub fn what_failed(error: &io::Error) -> TlsFailure {
    if let Some(error) = error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
        return tls::what_failed(error);
    }
    let word = match error.kind() {
        io::ErrorKind::ConnectionRefused => word::REFUSED,
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => {
            word::RESET
        }
        io::ErrorKind::UnexpectedEof => word::CLOSED,
        io::ErrorKind::TimedOut => word::CONNECT_TIMED_OUT,
        // There is no route to the address, or we aren't allowed to use it.
        _ => word::UNREACHABLE,
    };
    TlsFailure::new(word, error)
}

#[cfg(test)]
mod tests {
    use rustls::AlertDescription;

    use super::*;

    #[test]
    fn a_tls_failure_is_found_inside_a_socket_error() {
        let alert = io::Error::other(Error::AlertReceived(AlertDescription::ProtocolVersion));
        assert_eq!(what_failed(&alert).word, word::TLS_TOO_OLD);
        assert_eq!(what_failed(&io::ErrorKind::ConnectionRefused.into()).word, word::REFUSED);
    }
}
