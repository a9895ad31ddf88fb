//! The check's session including TLS, which runs in the browser. A server relays its bytes without being able to read
//! them.

use super::{Channel, Tls, TlsFailure};
use crate::{
    check::{Stage, TlsInfo, word},
    rules::Host,
    smtp::{Dialogue, Ended, Session, Want},
};

/// A check whose bytes, in both directions, are those of one TLS connection from the start.
pub struct Blind {
    session: Session,
    /// `None` after a failure.
    channel: Option<Channel>,
    tls: Option<TlsInfo>,
    outgoing: Vec<u8>,
    is_done: bool,
}

impl Blind {
    /// Creates a check of `host`. `session` is at the point where the handshake begins.
    pub fn new(tls: &Tls, host: &Host, session: Session) -> Self {
        let mut check = Self { session, channel: None, tls: None, outgoing: Vec::new(), is_done: false };
        match Channel::open(tls, host) {
            Ok(channel) => check.channel = Some(channel),
            Err(failure) => check.broken(failure),
        }
        check.go_on();
        check
    }

    /// Receives bytes from the mail server.
    pub fn received(&mut self, bytes: &[u8]) {
        let Some(channel) = &mut self.channel else { return };
        match channel.received(bytes) {
            Ok(received) => {
                self.go_on();
                if !received.plain.is_empty() {
                    self.session.received(&received.plain);
                }
                self.go_on();
                if received.is_last {
                    self.failed(word::CLOSED, "the server closed the connection");
                }
            }
            Err(failure) => self.broken(failure),
        }
    }

    /// Ends the check because the connection is over. `word` is one of [`word`], and `detail` has more for the
    /// technician.
    pub fn failed(&mut self, word: &str, detail: &str) {
        self.session.failed(word, detail);
        self.go_on();
    }

    /// Ends the check because the time limit of the stage or of the check was reached.
    pub fn timed_out(&mut self) {
        self.session.timed_out();
        self.go_on();
    }

    /// Returns the bytes to send to the mail server now.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.outgoing)).filter(|bytes| !bytes.is_empty())
    }

    /// Returns the current stage, or the last one if the check is over.
    pub fn stage(&self) -> Stage {
        self.session.stage()
    }

    /// Returns the next stage that has ended and wasn't returned yet.
    pub fn ended(&mut self) -> Option<Ended> {
        self.session.ended()
    }

    /// Returns true if the check is over. Bytes that are still outgoing have to be sent anyway.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// Returns the TLS connection, or the certificate that was rejected.
    pub fn tls(&self) -> Option<&TlsInfo> {
        self.tls.as_ref()
    }

    /// Returns what the reply to EHLO lists after TLS.
    pub fn capabilities(&self) -> Vec<String> {
        self.session.capabilities()
    }

    fn broken(&mut self, failure: TlsFailure) {
        self.flush();
        self.channel = None;
        self.is_done = true;
        self.session.failed(failure.word, &failure.detail);
        self.tls = failure.info().or(self.tls.take());
    }

    /// Does what the session wants, until it has to wait.
    fn go_on(&mut self) {
        while let Some(channel) = &mut self.channel {
            match self.session.want() {
                Want::Write(bytes) => {
                    if let Err(failure) = channel.say(&bytes) {
                        return self.broken(failure);
                    }
                }
                Want::StartTls if channel.is_shaking() => break,
                Want::StartTls => {
                    let info = channel.info();
                    self.session.tls_done(&format!("TLS {}, {}", info.version, info.cipher));
                    self.tls = Some(info);
                }
                Want::Read => break,
                Want::Done => {
                    // A failure to send it changes nothing now.
                    let _ = channel.say_goodbye();
                    self.is_done = true;
                    break;
                }
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        if let Some(bytes) = self.channel.as_mut().and_then(Channel::outgoing) {
            self.outgoing.extend(bytes);
        }
    }
}
