//! A blind check without a browser: the code of the page's worker, over the same relay. Also the bare relay with its
//! own rustls, for tests that misuse it.

mod run;

use std::{
    fs::{self, File},
    io::{Read, Write},
    path::Path,
    sync::Arc,
    time::Duration,
};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
    time_provider::DefaultTimeProvider,
};
use shared::{
    details::SecretText,
    grant::{Exchange, OauthClient},
    link::Link,
    rules::{Host, Port, Security},
    smtp::{Login, Nonce, Proof, Session},
    tls::Blind,
    wire::{BlindOutcome, BlindToken, BlindUser, CheckHello, CheckMessage, Problem, RelayTo},
};
use tungstenite::Message;

use crate::{
    agency::parsed,
    app_key::now,
    client::{Check, Frame},
};

/// Returns the target of a blind check with a password.
pub fn relay_to(host: &str, port: u16, security: Security) -> RelayTo {
    let port = Port::new(port).expect("not zero");
    RelayTo { provider: None, host: parsed(host), port, security, proof: Proof::Password, needs_token: false }
}

/// Returns the target of a blind check with an app's access token.
pub fn relay_with_token(host: &str, port: u16, security: Security) -> RelayTo {
    RelayTo { proof: Proof::Token, needs_token: true, ..relay_to(host, port, security) }
}

/// Returns a login whose user name is the sending address.
pub fn login(user: &str, secret: &str) -> Login {
    let secret = SecretText::new(secret.into()).expect("a secret");
    Login { username: parsed(user), secret, proof: Proof::Password, address: Some(parsed(user)) }
}

/// Returns a TLS configuration that trusts only these authorities (a PEM file).
pub fn trusting(authorities: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for authority in CertificateDer::pem_file_iter(authorities).expect("a readable file") {
        roots.add(authority.expect("PEM")).expect("a root");
    }
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Arc::new(config.expect("ring has suites").with_root_certificates(roots).with_no_client_auth())
}

/// Runs a whole check, which trusts only this authority (a PEM file). Returns all the server's text messages, without
/// its key and the relayed bytes.
pub fn check(base: &str, link: &Link, to: &RelayTo, login: Login, authority: &Path) -> Vec<CheckMessage> {
    let mut open = match Line::open(base, link, to) {
        Ok(open) => open,
        Err(messages) => return messages,
    };
    let pem = fs::read(authority).expect("the authority was saved");
    let tls = shared::tls::Tls::with_roots(&pem, Arc::new(DefaultTimeProvider)).expect("PEM");
    let user = BlindUser::from(&login.username);
    let session = Session::from_tls(to.security, &open.helo, login, nonce());
    match run::outcome(Blind::new(&tls, &to.host, session), user, &mut open) {
        Ok(outcome) => open.finish(&outcome),
        Err(problem) => {
            open.messages.push(CheckMessage::Refused { problem: *problem });
            open.messages
        }
    }
}

/// Like [`check`], with an app that gets an access token first.
pub fn check_with_app(
    base: &str,
    link: &Link,
    to: &RelayTo,
    (app, mailbox): (&OauthClient, &str),
    authority: &Path,
) -> Vec<CheckMessage> {
    let mut relay = match Line::open_token(base, link, to) {
        Ok(relay) => relay,
        Err(messages) => return messages,
    };
    let pem = fs::read(authority).expect("the authority was saved");
    let tls = shared::tls::Tls::with_roots(&pem, Arc::new(DefaultTimeProvider)).expect("PEM");
    let request = app.token_request(now()).expect("a key that can sign");
    let (token, blind) = run::token(Exchange::new(&tls, request), &mut relay);
    relay.report(&blind);
    let Some(secret) = token else { return relay.rest() };
    if let Err(messages) = relay.await_relay() {
        return messages;
    }
    let address = Some(parsed(mailbox));
    let login = Login { username: parsed(mailbox), secret, proof: Proof::Token, address };
    let user = BlindUser::from(&login.username);
    let session = Session::from_tls(to.security, &relay.helo, login, nonce());
    match run::outcome(Blind::new(&tls, &to.host, session), user, &mut relay) {
        Ok(outcome) => relay.finish(&outcome),
        Err(problem) => panic!("{problem:?}"),
    }
}

/// Returns the name that the certificate must have.
pub fn name(host: &Host) -> ServerName<'static> {
    ServerName::try_from(host.to_string()).expect("a host is a name or an address")
}

fn nonce() -> Nonce {
    let mut random = [0; 18];
    File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut random))
        .expect("Linux has randomness");
    Nonce::new(random)
}

/// Why no more bytes arrive.
#[derive(Debug)]
pub enum Shut {
    /// The server closed the relay's connection.
    Closed {
        /// The reason, as a fixed word.
        word: String,
        /// Details about the reason.
        detail: String,
    },
    /// The server refused the relay.
    Refused(Box<Problem>),
    /// The WebSocket was closed.
    Gone,
}

/// A relayed connection, at the point where TLS begins.
pub struct Line {
    /// The server's messages so far.
    pub messages: Vec<CheckMessage>,
    /// The host name that EHLO should send.
    pub helo: Host,
    socket: Check,
}

impl Line {
    /// Requests a relay. If the server refuses, returns its messages instead.
    pub fn open(base: &str, link: &Link, to: &RelayTo) -> Result<Self, Vec<CheckMessage>> {
        let mut socket = Check::connect(base, link.locator().as_str());
        let hello = CheckHello { token: link.token(), relay: Some(to.clone()) };
        socket.say(Message::text(serde_json::to_string(&hello).expect("it is JSON")));
        let mut messages = Vec::new();
        while let Some(message) = socket.receive() {
            if let CheckMessage::Relay { helo } = message {
                return Ok(Self { messages, helo, socket });
            }
            messages.push(message);
        }
        Err(messages)
    }

    /// Requests a relay to the provider's token endpoint. If the server refuses, returns its messages instead.
    pub fn open_token(base: &str, link: &Link, to: &RelayTo) -> Result<Self, Vec<CheckMessage>> {
        let mut socket = Check::connect(base, link.locator().as_str());
        let hello = CheckHello { token: link.token(), relay: Some(to.clone()) };
        socket.say(Message::text(serde_json::to_string(&hello).expect("it is JSON")));
        match socket.receive() {
            Some(CheckMessage::TokenRelay) => {
                Ok(Self { messages: Vec::new(), helo: to.host.clone(), socket })
            }
            other => Err(other.into_iter().chain(std::iter::from_fn(|| socket.receive())).collect()),
        }
    }

    /// Reports how the request for a token ended.
    pub fn report(&mut self, token: &BlindToken) {
        self.socket.say(Message::text(serde_json::to_string(token).expect("it is JSON")));
    }

    /// Waits for the relay to the mail server. If the server refuses, returns its messages instead.
    fn await_relay(&mut self) -> Result<(), Vec<CheckMessage>> {
        loop {
            match self.socket.listen() {
                Some(Frame::Text(CheckMessage::Relay { helo })) => {
                    self.helo = helo;
                    return Ok(());
                }
                Some(Frame::Text(message)) => self.messages.push(message),
                // Bytes of the other connection that were still in transit.
                Some(Frame::Bytes(_)) => {}
                None => return Err(std::mem::take(&mut self.messages)),
            }
        }
    }

    /// Returns all the server's messages.
    pub fn rest(mut self) -> Vec<CheckMessage> {
        loop {
            match self.socket.listen() {
                // Bytes that were still in transit.
                Some(Frame::Bytes(_)) => {}
                Some(Frame::Text(message)) => self.messages.push(message),
                None => return self.messages,
            }
        }
    }

    /// Sends bytes. An error shows only later.
    pub fn send(&mut self, bytes: &[u8]) {
        self.socket.try_say(Message::binary(bytes.to_vec()));
    }

    /// Returns the next bytes from the mail server.
    pub fn receive(&mut self) -> Result<Vec<u8>, Shut> {
        let frame = self.socket.listen();
        self.take(frame)
    }

    fn take(&mut self, frame: Option<Frame>) -> Result<Vec<u8>, Shut> {
        match frame {
            Some(Frame::Bytes(bytes)) => Ok(bytes),
            Some(Frame::Text(CheckMessage::Closed { word, detail })) => {
                self.messages.push(CheckMessage::Closed { word: word.clone(), detail: detail.clone() });
                Err(Shut::Closed { word, detail })
            }
            Some(Frame::Text(CheckMessage::Refused { problem })) => Err(Shut::Refused(problem.into())),
            Some(Frame::Text(other)) => panic!("{other:?} in the middle of a relay"),
            None => Err(Shut::Gone),
        }
    }

    /// Waits until the relay is closed, and returns why. Ignores bytes that arrive before.
    pub fn shut(&mut self) -> Shut {
        loop {
            if let Err(shut) = self.receive() {
                return shut;
            }
        }
    }

    /// Sends bytes one by one, with a pause after each. Returns why the relay was closed, if it was closed before the
    /// end.
    pub fn drip(&mut self, bytes: &[u8], pause: Duration) -> Option<Shut> {
        bytes.iter().find_map(|byte| {
            self.send(&[*byte]);
            let frame = self.socket.glance(pause)?;
            Some(self.take(Some(frame)).err().unwrap_or_else(|| self.shut()))
        })
    }

    /// Reports the outcome. Returns all the server's messages.
    pub fn finish(mut self, outcome: &BlindOutcome) -> Vec<CheckMessage> {
        self.socket.say(Message::text(serde_json::to_string(outcome).expect("it is JSON")));
        self.rest()
    }
}

/// TLS over a relayed connection.
pub struct Tls<'a> {
    line: &'a mut Line,
    tls: ClientConnection,
}

impl<'a> Tls<'a> {
    /// Does the handshake.
    pub fn shake(line: &'a mut Line, host: &Host, config: &Arc<ClientConfig>) -> Self {
        let tls = ClientConnection::new(config.clone(), name(host)).expect("a valid configuration");
        let mut shaken = Self { line, tls };
        while shaken.tls.is_handshaking() {
            shaken.turn().expect("the handshake continues");
        }
        shaken.flush();
        shaken
    }

    /// Sends these bytes inside TLS.
    pub fn say(&mut self, bytes: &[u8]) {
        self.tls.writer().write_all(bytes).expect("it is buffered");
        self.flush();
    }

    /// Reads until `end` arrives, and returns what was read.
    pub fn read_until(&mut self, end: &str) -> Result<String, Shut> {
        let mut received = Vec::new();
        while !received.windows(end.len()).any(|window| window == end.as_bytes()) {
            let mut buffer = [0; 4096];
            match self.tls.reader().read(&mut buffer) {
                Ok(0) => return Err(Shut::Gone),
                Ok(read) => received.extend_from_slice(&buffer[..read]),
                Err(_) => self.turn()?,
            }
        }
        Ok(String::from_utf8_lossy(&received).into_owned())
    }

    /// Waits until the relay is closed, and returns why.
    pub fn shut(&mut self) -> Shut {
        self.line.shut()
    }

    fn flush(&mut self) {
        let mut bytes = Vec::new();
        while self.tls.wants_write() {
            self.tls.write_tls(&mut bytes).expect("a vector accepts any write");
        }
        if !bytes.is_empty() {
            self.line.send(&bytes);
        }
    }

    fn turn(&mut self) -> Result<(), Shut> {
        self.flush();
        let bytes = self.line.receive()?;
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            self.tls.read_tls(&mut rest).expect("a slice can be read");
            self.tls.process_new_packets().expect("the server speaks TLS");
        }
        Ok(())
    }
}
