//! A TLS connection without I/O: its owner passes the bytes in and out.

use rustls::{
    CommonState,
    client::UnbufferedClientConnection,
    unbuffered::{ConnectionState, EncodeError, UnbufferedStatus},
};

use super::{Attempt, Tls, TlsFailure, what_failed};
use crate::{check::TlsInfo, rules::Host};

/// Extra bytes that a record needs: its header, its tag, the content type that TLS 1.3 hides, and an alert's bytes.
const AROUND: usize = 256;

/// The client's side of a connection.
pub struct Channel {
    // rustls's buffered connection needs `std::io` and a sentence for every error, which the browser would have to
    // load.
    connection: UnbufferedClientConnection,
    attempt: Attempt,
    /// Received bytes that aren't a whole record yet.
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    has_said_goodbye: bool,
}

/// The result of bytes from the other side.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// The decrypted data.
    pub plain: Vec<u8>,
    /// True if the other side closed the connection after it.
    pub is_last: bool,
}

/// What to send.
#[derive(Clone, Copy)]
enum Say<'a> {
    Nothing,
    This(&'a [u8]),
    Goodbye,
}

impl Channel {
    /// Opens a connection to this host. The first bytes of the handshake are ready to be sent.
    pub fn open(tls: &Tls, host: &Host) -> Result<Self, TlsFailure> {
        let attempt = tls.attempt(host)?;
        let connection = UnbufferedClientConnection::new(attempt.config.clone(), attempt.name.clone())
            .map_err(|error| what_failed(&error))?;
        let (incoming, outgoing) = (Vec::new(), Vec::new());
        let mut channel = Self { connection, attempt, incoming, outgoing, has_said_goodbye: false };
        channel.go_on(Say::Nothing)?;
        Ok(channel)
    }

    /// Returns true if the handshake isn't finished.
    pub fn is_shaking(&self) -> bool {
        self.state().is_handshaking()
    }

    /// Returns what is known about the connection, once it is established.
    pub fn info(&self) -> TlsInfo {
        self.attempt.info(self.state())
    }

    /// Encrypts these bytes, in one record if they fit.
    pub fn say(&mut self, plain: &[u8]) -> Result<(), TlsFailure> {
        self.go_on(Say::This(plain)).map(drop)
    }

    /// Announces that nothing more will be sent.
    pub fn say_goodbye(&mut self) -> Result<(), TlsFailure> {
        self.go_on(Say::Goodbye).map(drop)
    }

    /// Returns all bytes to send now.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.outgoing)).filter(|bytes| !bytes.is_empty())
    }

    /// Receives bytes from the other side. After a failure, there can be an alert to send, and further bytes are
    /// ignored.
    pub fn received(&mut self, bytes: &[u8]) -> Result<Received, TlsFailure> {
        self.incoming.extend(bytes);
        self.go_on(Say::Nothing)
    }

    fn state(&self) -> &CommonState {
        &self.connection
    }

    fn go_on(&mut self, say: Say<'_>) -> Result<Received, TlsFailure> {
        let mut received = Received::default();
        while self.one_step(say, &mut received)? {}
        Ok(received)
    }

    /// Does one step. Returns true if more can be done before it's the other side's turn.
    fn one_step(&mut self, say: Say<'_>, received: &mut Received) -> Result<bool, TlsFailure> {
        let UnbufferedStatus { mut discard, state, .. } =
            self.connection.process_tls_records(&mut self.incoming);
        let mut goes_on = true;
        let mut failure = None;
        match state {
            Ok(ConnectionState::ReadTraffic(mut traffic)) => {
                while let Some(record) = traffic.next_record() {
                    match record {
                        Ok(record) => {
                            discard += record.discard;
                            received.plain.extend(record.payload);
                        }
                        Err(error) => failure = Some(error),
                    }
                }
            }
            Ok(ConnectionState::EncodeTlsData(mut data)) => {
                let encoded = data.encode(&mut []);
                if let Err(EncodeError::InsufficientSize(needs)) = encoded {
                    put(&mut self.outgoing, needs.required_size, |room| data.encode(room).ok());
                }
            }
            Ok(ConnectionState::TransmitTlsData(data)) => data.done(),
            Ok(ConnectionState::WriteTraffic(mut traffic)) => {
                goes_on = false;
                match say {
                    Say::Nothing => {}
                    Say::This(plain) => put(&mut self.outgoing, plain.len() + AROUND, |room| {
                        traffic.encrypt(plain, room).ok()
                    }),
                    Say::Goodbye if self.has_said_goodbye => {}
                    Say::Goodbye => {
                        self.has_said_goodbye = true;
                        put(&mut self.outgoing, AROUND, |room| traffic.queue_close_notify(room).ok());
                    }
                }
            }
            Ok(ConnectionState::PeerClosed) => received.is_last = true,
            Ok(_) => goes_on = false,
            Err(error) => failure = Some(error),
        }
        self.incoming.drain(..discard.min(self.incoming.len()));
        match failure {
            None => Ok(goes_on),
            Some(error) => {
                self.take_alert();
                Err(self.attempt.failed(&error))
            }
        }
    }

    /// Queues the alert that tells the other side about a failure.
    fn take_alert(&mut self) {
        // This includes the unread bytes, because rustls counts bytes in them that it has read, but not released yet.
        let status = self.connection.process_tls_records(&mut self.incoming);
        if let Ok(ConnectionState::EncodeTlsData(mut data)) = status.state {
            put(&mut self.outgoing, AROUND, |room| data.encode(room).ok());
        }
    }
}

/// Appends to `outgoing` what `write` writes into this much room. `write` returns how many bytes it used.
fn put(outgoing: &mut Vec<u8>, room: usize, write: impl FnOnce(&mut [u8]) -> Option<usize>) {
    let before = outgoing.len();
    outgoing.resize(before + room, 0);
    let written = write(&mut outgoing[before..]).unwrap_or_default();
    outgoing.truncate(before + written);
}
