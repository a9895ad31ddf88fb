//! A blind check without a browser: what the page's worker runs, over the relay that it uses. And the relay by itself,
//! with a rustls of its own, for whoever wants to misuse it.

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
    details::Secret,
    link::Link,
    rules::{Host, Port, Security},
    smtp::{Login, Nonce, Proof, Session},
    tls::Blind,
    wire::{BlindOutcome, BlindUser, CheckHello, CheckMessage, Problem, RelayTo},
};
use tungstenite::Message;

use crate::{
    agency::parsed,
    client::{Check, Said},
};

/// Where a blind check goes, with a password.
pub fn relay_to(host: &str, port: u16, security: Security) -> RelayTo {
    let port = Port::new(port).expect("not zero");
    RelayTo { provider: None, host: parsed(host), port, security, proof: Proof::Password }
}

/// A login whose user is the address that the site sends from.
pub fn login(user: &str, secret: &str) -> Login {
    let secret = Secret::new(secret.into()).expect("a secret");
    Login { username: parsed(user), secret, proof: Proof::Password, address: Some(parsed(user)) }
}

/// TLS that trusts these authorities (a PEM file) and nobody else.
pub fn trusting(authorities: &Path) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    for authority in CertificateDer::pem_file_iter(authorities).expect("a readable file") {
        roots.add(authority.expect("PEM")).expect("a root");
    }
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Arc::new(config.expect("ring has suites").with_root_certificates(roots).with_no_client_auth())
}

/// A whole check, whose certificate that authority (a PEM file) vouches for. Returns all that the server said in texts,
/// its key and the relay's bytes apart.
pub fn check(base: &str, link: &Link, to: &RelayTo, login: Login, authority: &Path) -> Vec<CheckMessage> {
    let mut open = match Line::open(base, link, to) {
        Ok(open) => open,
        Err(told) => return told,
    };
    let pem = fs::read(authority).expect("the authority was saved");
    let tls = shared::tls::Tls::with_roots(&pem, Arc::new(DefaultTimeProvider)).expect("PEM");
    let user = BlindUser::from(&login.username);
    let session = Session::from_tls(to.security, &open.helo, login, nonce());
    match run::outcome(Blind::new(&tls, &to.host, session), user, &mut open) {
        Ok(outcome) => open.finish(&outcome),
        Err(problem) => {
            open.told.push(CheckMessage::Refused { problem: *problem });
            open.told
        }
    }
}

/// The name that a certificate has to have.
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

/// Why no more bytes come.
#[derive(Debug)]
pub enum Shut {
    /// The relay's connection is over.
    Closed {
        /// The word for it.
        word: String,
        /// More.
        detail: String,
    },
    /// The server wants no more of us.
    Refused(Box<Problem>),
    /// The socket is closed.
    Gone,
}

/// A relayed connection, at the place where TLS begins.
pub struct Line {
    /// What the server said so far.
    pub told: Vec<CheckMessage>,
    /// What EHLO shall say.
    pub helo: Host,
    socket: Check,
}

impl Line {
    /// Asks for one. Where none is given, what the server said instead.
    pub fn open(base: &str, link: &Link, to: &RelayTo) -> Result<Self, Vec<CheckMessage>> {
        let mut socket = Check::connect(base, link.locator().as_str());
        let hello = CheckHello { token: link.token(), relay: Some(to.clone()) };
        socket.say(Message::text(serde_json::to_string(&hello).expect("it is JSON")));
        let mut told = Vec::new();
        while let Some(message) = socket.hear() {
            if let CheckMessage::Relay { helo } = message {
                return Ok(Self { told, helo, socket });
            }
            told.push(message);
        }
        Err(told)
    }

    /// Sends bytes up; whether they are taken shows later.
    pub fn send(&mut self, bytes: &[u8]) {
        self.socket.try_say(Message::binary(bytes.to_vec()));
    }

    /// The next bytes that come down.
    pub fn receive(&mut self) -> Result<Vec<u8>, Shut> {
        let said = self.socket.listen();
        self.take(said)
    }

    fn take(&mut self, said: Option<Said>) -> Result<Vec<u8>, Shut> {
        match said {
            Some(Said::Bytes(bytes)) => Ok(bytes),
            Some(Said::Text(CheckMessage::Closed { word, detail })) => {
                self.told.push(CheckMessage::Closed { word: word.clone(), detail: detail.clone() });
                Err(Shut::Closed { word, detail })
            }
            Some(Said::Text(CheckMessage::Refused { problem })) => Err(Shut::Refused(problem.into())),
            Some(Said::Text(other)) => panic!("{other:?} in the middle of a relay"),
            None => Err(Shut::Gone),
        }
    }

    /// Why it was closed, whatever comes down before that.
    pub fn shut(&mut self) -> Shut {
        loop {
            if let Err(shut) = self.receive() {
                return shut;
            }
        }
    }

    /// Sends bytes one by one, with a pause after each; why it was closed, where it was before their end.
    pub fn drip(&mut self, bytes: &[u8], pause: Duration) -> Option<Shut> {
        bytes.iter().find_map(|byte| {
            self.send(&[*byte]);
            let said = self.socket.glance(pause)?;
            Some(self.take(Some(said)).err().unwrap_or_else(|| self.shut()))
        })
    }

    /// Says what came of it; returns all that the server said.
    pub fn finish(mut self, outcome: &BlindOutcome) -> Vec<CheckMessage> {
        self.socket.say(Message::text(serde_json::to_string(outcome).expect("it is JSON")));
        loop {
            match self.socket.listen() {
                // Bytes that were on their way.
                Some(Said::Bytes(_)) => {}
                Some(Said::Text(message)) => self.told.push(message),
                None => return self.told,
            }
        }
    }
}

/// TLS over a line.
pub struct Tls<'a> {
    line: &'a mut Line,
    tls: ClientConnection,
}

impl<'a> Tls<'a> {
    /// Shakes hands.
    pub fn shake(line: &'a mut Line, host: &Host, config: &Arc<ClientConfig>) -> Self {
        let tls = ClientConnection::new(config.clone(), name(host)).expect("a right configuration");
        let mut shaken = Self { line, tls };
        while shaken.tls.is_handshaking() {
            shaken.turn().expect("the handshake goes on");
        }
        shaken.flush();
        shaken
    }

    /// Says this.
    pub fn say(&mut self, bytes: &[u8]) {
        self.tls.writer().write_all(bytes).expect("it is buffered");
        self.flush();
    }

    /// What is said until `end` comes.
    pub fn hear(&mut self, end: &str) -> Result<String, Shut> {
        let mut heard = Vec::new();
        while !heard.windows(end.len()).any(|window| window == end.as_bytes()) {
            let mut buffer = [0; 4096];
            match self.tls.reader().read(&mut buffer) {
                Ok(0) => return Err(Shut::Gone),
                Ok(read) => heard.extend_from_slice(&buffer[..read]),
                Err(_) => self.turn()?,
            }
        }
        Ok(String::from_utf8_lossy(&heard).into_owned())
    }

    /// Why the line was closed.
    pub fn shut(&mut self) -> Shut {
        self.line.shut()
    }

    fn flush(&mut self) {
        let mut bytes = Vec::new();
        while self.tls.wants_write() {
            self.tls.write_tls(&mut bytes).expect("a vector takes it");
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
