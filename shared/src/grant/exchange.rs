//! A request for an access token including TLS, which runs in the browser. A server relays its bytes without being able
//! to read them.

use zeroize::Zeroizing;

use super::{AccessToken, Refusal, TokenRequest};
use crate::{
    check::word,
    tls::{Channel, Tls, TlsFailure},
};

/// The most bytes of an answer. Microsoft's have about 3,000.
const ANSWER_MAX: usize = 32 * 1024;

/// One request, and its answer. Its bytes are those of one TLS connection from the start.
pub struct Exchange {
    request: TokenRequest,
    channel: Option<Channel>,
    has_asked: bool,
    answer: Zeroizing<Vec<u8>>,
    outgoing: Vec<u8>,
    end: Option<Result<AccessToken, Failed>>,
}

/// Why there is no access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// True if the endpoint itself refused it.
    pub answered: bool,
    /// The endpoint's reply, or one of [`word`].
    pub words: String,
    /// Details for the technician.
    pub detail: String,
}

impl Failed {
    pub(super) fn silent(detail: &str) -> Self {
        Self { answered: false, words: word::TOKEN_SILENT.to_owned(), detail: detail.to_owned() }
    }
}

impl From<TlsFailure> for Failed {
    fn from(failure: TlsFailure) -> Self {
        let is_untrusted = word::CERTIFICATE.contains(&failure.word);
        let words = if is_untrusted { word::TOKEN_UNTRUSTED } else { word::TOKEN_SILENT };
        Self { answered: false, words: words.to_owned(), detail: failure.detail }
    }
}

impl From<Refusal> for Failed {
    fn from(Refusal(reply): Refusal) -> Self {
        let words = if reply.is_empty() { word::TOKEN_DENIED.to_owned() } else { reply.clone() };
        Self { answered: true, words, detail: reply }
    }
}

impl Exchange {
    /// Starts an exchange. The first bytes of the handshake are ready to be sent.
    pub fn new(tls: &Tls, request: TokenRequest) -> Self {
        let (channel, end) = match Channel::open(tls, request.host()) {
            Ok(channel) => (Some(channel), None),
            Err(failure) => (None, Some(Err(failure.into()))),
        };
        // A vector that grows would leave copies of the token behind.
        let answer = Zeroizing::new(Vec::with_capacity(ANSWER_MAX));
        let mut exchange = Self { request, channel, has_asked: false, answer, outgoing: Vec::new(), end };
        exchange.flush();
        exchange
    }

    /// Receives bytes from the endpoint.
    pub fn received(&mut self, bytes: &[u8]) {
        let Some(channel) = &mut self.channel else { return };
        let received = match channel.received(bytes) {
            Ok(received) => received,
            Err(failure) => return self.over(Err(failure.into())),
        };
        let plain = Zeroizing::new(received.plain);
        if self.answer.len() + plain.len() > ANSWER_MAX {
            return self.over(Err(Failed::silent("the answer is too long")));
        }
        self.answer.extend_from_slice(&plain);
        self.ask();
        self.look(received.is_last);
        self.flush();
    }

    /// Ends the exchange because the connection is over or the time is up.
    pub fn failed(&mut self, detail: &str) {
        self.look(true);
        if self.end.is_none() {
            self.over(Err(Failed::silent(detail)));
        }
    }

    /// Returns the bytes to send to the endpoint now.
    pub fn outgoing(&mut self) -> Option<Vec<u8>> {
        Some(std::mem::take(&mut self.outgoing)).filter(|bytes| !bytes.is_empty())
    }

    /// Returns the end, once. Bytes that are still outgoing have to be sent before.
    pub fn end(&mut self) -> Option<Result<AccessToken, Failed>> {
        self.end.take()
    }

    /// Sends the request, once the handshake is done.
    fn ask(&mut self) {
        let Some(channel) = self.channel.as_mut().filter(|channel| !channel.is_shaking()) else { return };
        if std::mem::replace(&mut self.has_asked, true) {
            return;
        }
        if let Err(failure) = channel.say(self.request.http().as_bytes()) {
            self.over(Err(failure.into()));
        }
    }

    /// Reads the answer, if it is complete.
    fn look(&mut self, is_last: bool) {
        if self.end.is_some() || !self.has_asked {
            return;
        }
        if let Some(end) = self.request.http_answer(&self.answer, is_last) {
            self.over(end);
        }
    }

    fn over(&mut self, end: Result<AccessToken, Failed>) {
        if let Some(channel) = &mut self.channel {
            // A failure to send it changes nothing now.
            let _ = channel.say_goodbye();
        }
        self.flush();
        self.channel = None;
        self.end = Some(end);
    }

    fn flush(&mut self) {
        if let Some(bytes) = self.channel.as_mut().and_then(Channel::outgoing) {
            self.outgoing.extend(bytes);
        }
    }
}
