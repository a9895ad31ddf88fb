//! The servers that the relay's tests use, and helpers that read their messages.

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    sync::Arc,
    thread,
};

use rustls::{
    ClientConfig, ClientConnection, ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use shared::{
    check::{CheckReport, Stage},
    link::Link,
    rules::Security,
    wire::{BlindOutcome, BlindStop, CheckMessage, RelayTo},
};
use support::{
    agency::{Agency, parsed},
    blind::{Line, Shut, name, relay_to, trusting},
    certificates::Authority,
    lab::{Lab, PROVIDER_HOST, SITE},
    server::Server,
};

/// A provider, a server, an agency, and TLS that trusts the provider.
pub(crate) struct World {
    pub(crate) lab: Lab,
    pub(crate) server: Server,
    pub(crate) agency: Agency,
    pub(crate) tls: Arc<ClientConfig>,
}

impl World {
    pub(crate) fn new() -> Self {
        let lab = Lab::start();
        let server = lab.server();
        let agency = Agency::set_up(&server);
        let tls = trusting(lab.authority());
        Self { lab, server, agency, tls }
    }

    pub(crate) fn link(&self) -> Link {
        self.agency.onboarding("Bakery", SITE).link
    }

    /// Opens a relayed connection to the provider, for a new link.
    pub(crate) fn line(&self, port: u16, security: Security) -> Line {
        self.line_to(&relay_to(PROVIDER_HOST, port, security))
    }

    pub(crate) fn line_to(&self, to: &RelayTo) -> Line {
        Line::open(&self.server.url(), &self.link(), to).unwrap_or_else(|refused| panic!("{refused:?}"))
    }

    /// Returns the server's report for a connection that it refuses.
    pub(crate) fn no_line(&self, to: &RelayTo) -> CheckReport {
        match Line::open(&self.server.url(), &self.link(), to) {
            Ok(_) => panic!("the server opened a relay to {to:?}"),
            Err(refused) => done(&refused).0.clone(),
        }
    }
}

/// Returns the report, and how many checks are left.
pub(crate) fn done(messages: &[CheckMessage]) -> (&CheckReport, u32) {
    match messages.last() {
        Some(CheckMessage::Done { report, checks_left, .. }) => (report, *checks_left),
        other => panic!("the check ended with {other:?}"),
    }
}

pub(crate) fn refusal(shut: &Shut) -> &str {
    match shut {
        Shut::Refused(problem) => &problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) fn closed(shut: &Shut) -> &str {
    match shut {
        Shut::Closed { word, .. } => word,
        other => panic!("not closed: {other:?}"),
    }
}

/// Returns the outcome that a page reports if its connection was closed in this stage, for the reason `word`.
pub(crate) fn stopped(stage: Stage, word: &str) -> BlindOutcome {
    let outcome = serde_json::json!({
        "stages": [{ "stage": stage, "outcome": "fail", "millis": 1, "detail": "closed" }],
        "stopped": null, "tls": null, "capabilities": [],
    });
    let mut outcome: BlindOutcome = serde_json::from_value(outcome).expect("an outcome");
    outcome.stopped = Some(BlindStop { stage, answered: false, words: word.into() });
    outcome
}

/// Returns the first record of a connection to `host`.
pub(crate) fn client_hello(config: &Arc<ClientConfig>, host: &str) -> Vec<u8> {
    let mut tls = ClientConnection::new(config.clone(), name(&parsed(host))).expect("a valid configuration");
    let mut hello = Vec::new();
    tls.write_tls(&mut hello).expect("a vector accepts any write");
    hello
}

/// Far more bytes than all buffers on the way can hold.
pub(crate) const FLOOD: usize = 64 << 20;

/// Listens on port 465. The thread returns how many bytes it could send to the first client.
pub(crate) fn flooding(authority: &Authority, here: &str, folder: &Path) -> thread::JoinHandle<usize> {
    let issued = authority.issue(&[here], folder);
    let chain = CertificateDer::pem_file_iter(&issued.certificate).expect("just written");
    let chain: Vec<_> = chain.map(|certificate| certificate.expect("PEM")).collect();
    let key = PrivateKeyDer::from_pem_file(&issued.key).expect("just written");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has suites")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("the key is the certificate's");
    let listener = TcpListener::bind((here, 465)).expect("the address is ours");
    thread::spawn(move || {
        let (stream, _) = listener.accept().expect("a client connects");
        let session = ServerConnection::new(Arc::new(config)).expect("a valid configuration");
        let mut stream = StreamOwned::new(session, stream);
        let mut sent = 0;
        while sent < FLOOD && stream.write_all(&[b'2'; 4096]).and_then(|()| stream.flush()).is_ok() {
            sent += 4096;
        }
        let _ = stream.sock.read(&mut [0; 64]);
        sent
    })
}
