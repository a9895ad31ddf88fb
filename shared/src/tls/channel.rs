//! A TLS connection that is driven by bytes: whoever holds it passes them on.

use rustls::{
    CommonState,
    client::UnbufferedClientConnection,
    unbuffered::{ConnectionState, EncodeError, UnbufferedStatus},
};

use super::{Attempt, Tls, TlsFailure, what_failed};
use crate::{check::TlsInfo, rules::Host};

/// Room for a record around what is said: its header, its tag, the kind that TLS 1.3 hides, and an alert's bytes.
const AROUND: usize = 256;

/// The client's end of a connection.
pub struct Channel {
    // rustls's own buffers bring `std::io` and a sentence for every error along, which a browser would load.
    connection: UnbufferedClientConnection,
    attempt: Attempt,
    /// What came and is not the whole of a record.
    incoming: Vec<u8>,
    outgoing: Vec<u8>,
    has_said_goodbye: bool,
}

/// What came out of the bytes of the other side.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// What was said, decrypted.
    pub plain: Vec<u8>,
    /// Whether the other side said that it was the last.
    pub is_last: bool,
}

/// What there is to say.
#[derive(Clone, Copy)]
enum Say<'a> {
    Nothing,
    This(&'a [u8]),
    Goodbye,
}

impl Channel {
    /// One to this host. The first bytes of a handshake are there to be sent.
    pub fn open(tls: &Tls, host: &Host) -> Result<Self, TlsFailure> {
        let attempt = tls.attempt(host)?;
        let connection = UnbufferedClientConnection::new(attempt.config.clone(), attempt.name.clone())
            .map_err(|error| what_failed(&error))?;
        let (incoming, outgoing) = (Vec::new(), Vec::new());
        let mut channel = Self { connection, attempt, incoming, outgoing, has_said_goodbye: false };
        channel.go_on(Say::Nothing)?;
        Ok(channel)
    }

    /// Whether the handshake is still under way.
    pub fn is_shaking(&self) -> bool {
        self.state().is_handshaking()
    }

    /// What is known of the connection, once it stands.
    pub fn info(&self) -> TlsInfo {
        self.attempt.info(self.state())
    }

    /// Encrypts this, in one piece where it fits one.
    pub fn say(&mut self, plain: &[u8]) -> Result<(), TlsFailure> {
        self.go_on(Say::This(plain)).map(drop)
    }

    /// Says that no more will be said.
    pub fn say_goodbye(&mut self) -> Result<(), TlsFailure> {
        self.go_on(Say::Goodbye).map(drop)
    }

    /// All that is to be sent now.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.outgoing)).filter(|bytes| !bytes.is_empty())
    }

    /// Takes bytes of the other side. After a failure there may be an alert to send, and nothing else is taken.
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

    /// Whether there may be more to do before the other side's turn.
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

    /// What the other side is to be told of a failure.
    fn take_alert(&mut self) {
        // With what is left unread: rustls counts in it what it has read of it and not yet given back.
        let status = self.connection.process_tls_records(&mut self.incoming);
        if let Ok(ConnectionState::EncodeTlsData(mut data)) = status.state {
            put(&mut self.outgoing, AROUND, |room| data.encode(room).ok());
        }
    }
}

/// Writes behind what there is already, where `write` can: it says how much of the room it took.
fn put(outgoing: &mut Vec<u8>, room: usize, write: impl FnOnce(&mut [u8]) -> Option<usize>) {
    let before = outgoing.len();
    outgoing.resize(before + room, 0);
    let written = write(&mut outgoing[before..]).unwrap_or_default();
    outgoing.truncate(before + written);
}
