//! The check's session with TLS below it: what a browser does, whose bytes a server passes on without reading them.

use super::{Channel, Tls, TlsFailure};
use crate::{
    check::{Stage, TlsInfo, word},
    rules::Host,
    smtp::{Dialogue, Ended, Session, Want},
};

/// A check whose bytes, both ways, are those of one TLS connection from its first.
pub struct Blind {
    session: Session,
    /// Gone once it has failed.
    channel: Option<Channel>,
    tls: Option<TlsInfo>,
    outgoing: Vec<u8>,
    is_done: bool,
}

impl Blind {
    /// A check of `host`. `session` is at the point where the handshake begins.
    pub fn new(tls: &Tls, host: &Host, session: Session) -> Self {
        let mut check = Self { session, channel: None, tls: None, outgoing: Vec::new(), is_done: false };
        match Channel::open(tls, host) {
            Ok(channel) => check.channel = Some(channel),
            Err(failure) => check.broken(failure),
        }
        check.go_on();
        check
    }

    /// Takes bytes of the mail server.
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

    /// The connection is over: `word` is one of [`word`], `detail` says more.
    pub fn failed(&mut self, word: &str, detail: &str) {
        self.session.failed(word, detail);
        self.go_on();
    }

    /// The stage's time, or the check's, has run out.
    pub fn timed_out(&mut self) {
        self.session.timed_out();
        self.go_on();
    }

    /// What is to be sent to the mail server now.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.outgoing)).filter(|bytes| !bytes.is_empty())
    }

    /// The stage that is under way; the last one when all is said.
    pub fn stage(&self) -> Stage {
        self.session.stage()
    }

    /// The next stage that has ended and was not yet taken.
    pub fn ended(&mut self) -> Option<Ended> {
        self.session.ended()
    }

    /// Whether all is said. What is still outgoing is to be sent all the same.
    pub fn is_done(&self) -> bool {
        self.is_done
    }

    /// The TLS connection, or the certificate that was not good enough for one.
    pub fn tls(&self) -> Option<&TlsInfo> {
        self.tls.as_ref()
    }

    /// What EHLO named after TLS.
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

    /// Does what the session wants, up to where it has to wait.
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
                    // Whether it can be said changes nothing any more.
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
