//! Someone who holds a link, without a browser: the requests that the client's page makes.

use std::{net::TcpStream, time::Duration};

use shared::{
    details::{Answers, SecretKind},
    link::Link,
    rules::{Port, Security},
    seal::{Sealed, seal, seal_check},
    secret::Secret,
    wire::{CheckHello, CheckMessage, ClientPage, ClientView, Progress, SubmitRequest},
};
use tungstenite::{Error, Message, WebSocket, error::ProtocolError};

use crate::{
    agency::parsed,
    http::{Answer, Api},
};

/// The holder of a link.
pub struct Client {
    /// API calls with the link's token.
    pub api: Api,
    /// The link.
    pub link: Link,
    base: String,
}

/// More than the longest time that a check may take (60 s).
const CHECK_PATIENCE: Duration = Duration::from_mins(1);

impl Client {
    /// Opens a link at the server with this base URL.
    pub fn new(base: &str, link: Link) -> Self {
        let api = Api::new(base).with_token(link.token().expose());
        Self { api, link, base: base.to_owned() }
    }

    /// Returns the path of one of the client's routes.
    pub fn path(&self, rest: &str) -> String {
        format!("/api/o/{}{rest}", self.link.locator())
    }

    /// `GET /api/o/{locator}`.
    pub fn page(&self) -> ClientPage {
        self.api.get(&self.path("")).json()
    }

    /// The part of it that every step needs.
    pub fn view(&self) -> ClientView {
        self.page().view
    }

    /// `POST …/progress`.
    pub fn progress(&self, progress: &Progress) -> Answer {
        self.api.post(&self.path("/progress"), progress)
    }

    /// Seals the settings the way the page does.
    pub fn seal(&self, answers: &Answers, secret: &str) -> SubmitRequest {
        let set = self.view().recipients;
        let secret = Secret::from_text(SecretKind::AppPassword, secret.into()).expect("a secret");
        let sealed = seal(&self.link, &set, answers, &secret, 1_800_000_000).expect("it can be sealed");
        SubmitRequest { sealed, recipients: set.pin(), secret_expires_at: None }
    }

    /// `POST …/submission`.
    pub fn submit(&self, request: &SubmitRequest) -> Answer {
        self.api.post(&self.path("/submission"), request)
    }

    /// Runs a whole check. Returns all the server's messages after its key.
    pub fn check(&self, answers: &Answers, secret: &str) -> Vec<CheckMessage> {
        self.check_with(answers, secret, &mut |_| {})
    }

    /// Like [`Client::check`], with a callback for each message as it arrives.
    pub fn check_with(
        &self,
        answers: &Answers,
        secret: &str,
        tell: &mut dyn FnMut(&CheckMessage),
    ) -> Vec<CheckMessage> {
        let mut check = Check::open(&self.base, &self.link);
        match check.receive() {
            Some(CheckMessage::Key { key }) => {
                let secret = Secret::from_text(SecretKind::AppPassword, secret.into()).expect("a secret");
                check.say(Message::binary(seal_check(&key, answers, &secret).expect("it can be sealed")));
            }
            Some(refused @ CheckMessage::Refused { .. }) => return vec![refused],
            other => panic!("a check begins with its key, not with {other:?}"),
        }
        std::iter::from_fn(|| check.receive()).inspect(tell).collect()
    }
}

/// Returns answers for this server and user name.
pub fn answers(host: &str, port: u16, security: Security, user: &str) -> Answers {
    Answers {
        provider: "google-workspace".into(),
        host: parsed(host),
        port: Port::new(port).expect("not zero"),
        security,
        username: parsed(user),
        address: parsed(user),
        note: String::new(),
    }
}

/// A sealed file that no technician can open and no link vouches for.
pub fn nonsense() -> Sealed {
    Sealed { file: b"age-encryption.org/v1\nnonsense".to_vec(), tag: vec![0; 32] }
}

/// A message that arrives on a check's WebSocket.
#[derive(Debug)]
pub enum Frame {
    /// A message.
    Text(CheckMessage),
    /// Bytes of a relayed connection.
    Bytes(Vec<u8>),
}

/// A check's WebSocket.
pub struct Check(WebSocket<TcpStream>);

impl Check {
    /// Connects and authenticates.
    pub fn open(base: &str, link: &Link) -> Self {
        let mut check = Self::connect(base, link.locator().as_str());
        let hello = CheckHello { token: link.token(), relay: None };
        check.say(Message::text(serde_json::to_string(&hello).expect("it is JSON")));
        check
    }

    /// Connects without authenticating.
    pub fn connect(base: &str, locator: &str) -> Self {
        let authority = base.strip_prefix("http://").expect("plain HTTP on loopback");
        let stream = TcpStream::connect(authority).expect("the server listens");
        stream.set_read_timeout(Some(CHECK_PATIENCE)).expect("not zero");
        let url = format!("ws://{authority}/api/check/{locator}");
        let (socket, _) = tungstenite::client(url, stream).expect("the server takes WebSockets");
        Self(socket)
    }

    /// Sends one message.
    pub fn say(&mut self, message: Message) {
        self.0.send(message).expect("the socket is open");
    }

    /// Like [`Check::say`], if the server may have closed already.
    pub fn try_say(&mut self, message: Message) {
        let _ = self.0.send(message);
    }

    /// Returns the next message, or `None` if the server has closed.
    pub fn receive(&mut self) -> Option<CheckMessage> {
        match self.listen()? {
            Frame::Text(message) => Some(message),
            Frame::Bytes(bytes) => panic!("the server sent {} bytes", bytes.len()),
        }
    }

    /// Returns what arrives within this time, if anything.
    pub fn glance(&mut self, moment: Duration) -> Option<Frame> {
        let stream = self.0.get_ref();
        stream.set_read_timeout(Some(moment)).expect("not zero");
        let comes = stream.peek(&mut [0]).is_ok();
        stream.set_read_timeout(Some(CHECK_PATIENCE)).expect("not zero");
        if comes { self.listen() } else { None }
    }

    /// Returns the next message or bytes, or `None` if the server has closed.
    pub fn listen(&mut self) -> Option<Frame> {
        loop {
            match self.0.read() {
                Ok(Message::Text(text)) => {
                    let message = serde_json::from_str(&text);
                    return Some(Frame::Text(message.unwrap_or_else(|e| panic!("{e} in {text}"))));
                }
                Ok(Message::Binary(bytes)) => return Some(Frame::Bytes(bytes.to_vec())),
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(Message::Close(_))
                | Err(
                    Error::ConnectionClosed | Error::Protocol(ProtocolError::ResetWithoutClosingHandshake),
                ) => return None,
                other => panic!("the server sent {other:?}"),
            }
        }
    }
}
