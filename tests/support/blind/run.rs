//! The page's part of a check, with sockets that wait.

use std::{
    io::{Read, Write},
    time::Instant,
};

use rustls::{CertificateError, ClientConnection, Error, ProtocolVersion};
use shared::{
    certificate,
    check::{Stage, StageReport, TlsInfo},
    diagnosis::word,
    smtp::{Dialogue, Session, Want},
    wire::{BlindOutcome, BlindStop, Problem},
};

use super::{Line, Shut};

/// The page's part of a check.
pub(super) struct Run {
    session: Session,
    tls: ClientConnection,
    begun: Instant,
    outcome: BlindOutcome,
}

/// A failure as the session takes it: the word, and more.
type Failed = (String, String);

impl Run {
    pub(super) fn new(session: Session, tls: ClientConnection) -> Self {
        let outcome = BlindOutcome { stages: Vec::new(), stopped: None, tls: None, capabilities: Vec::new() };
        Self { session, tls, begun: Instant::now(), outcome }
    }

    /// What came of it, unless the server wanted no more of us.
    pub(super) fn outcome(mut self, line: &mut Line) -> Result<BlindOutcome, Box<Problem>> {
        loop {
            match self.session.want() {
                Want::StartTls => self.shake(line)?,
                Want::Write(bytes) => {
                    self.tls.writer().write_all(&bytes).expect("it is buffered");
                    self.flush(line);
                }
                Want::Read => self.read(line)?,
                Want::Done => break,
            }
            while let Some(ended) = self.session.ended() {
                let (stage, outcome, detail) = (ended.stage, ended.outcome, ended.detail);
                let millis = u64::try_from(self.begun.elapsed().as_millis()).expect("not for ages");
                self.begun = Instant::now();
                self.outcome.stages.push(StageReport { stage, outcome, millis, detail });
                if let Some(failure) = ended.failure.filter(|_| stage != Stage::Quit) {
                    self.outcome.stopped =
                        Some(BlindStop { stage, answered: failure.answered, words: failure.words });
                }
            }
        }
        self.outcome.capabilities = self.session.capabilities();
        Ok(self.outcome)
    }

    fn shake(&mut self, line: &mut Line) -> Result<(), Box<Problem>> {
        self.flush(line);
        while self.tls.is_handshaking() {
            if let Err((word, detail)) = self.turn(line)? {
                self.outcome.tls = self.info().filter(|tls| tls.certificate.is_some());
                self.session.failed(&word, &detail);
                return Ok(());
            }
        }
        self.outcome.tls = self.info();
        let detail = self.outcome.tls.as_ref().map(|tls| format!("TLS {}, {}", tls.version, tls.cipher));
        self.session.tls_done(&detail.unwrap_or_default());
        Ok(())
    }

    fn read(&mut self, line: &mut Line) -> Result<(), Box<Problem>> {
        let mut buffer = [0; 4096];
        loop {
            match self.tls.reader().read(&mut buffer) {
                Ok(0) => self.session.failed(word::CLOSED, "the server closed the connection"),
                Ok(read) => self.session.received(&buffer[..read]),
                Err(_) => match self.turn(line)? {
                    Ok(()) => continue,
                    Err((word, detail)) => self.session.failed(&word, &detail),
                },
            }
            return Ok(());
        }
    }

    /// Takes the next bytes that come down.
    fn turn(&mut self, line: &mut Line) -> Result<Result<(), Failed>, Box<Problem>> {
        let bytes = match line.receive() {
            Ok(bytes) => bytes,
            Err(Shut::Closed { word, detail }) => return Ok(Err((word, detail))),
            Err(Shut::Refused(problem)) => return Err(problem),
            Err(Shut::Gone) => panic!("the server has gone away without a word"),
        };
        let mut rest = &bytes[..];
        while !rest.is_empty() {
            self.tls.read_tls(&mut rest).expect("a slice can be read");
            if let Err(error) = self.tls.process_new_packets() {
                self.flush(line);
                return Ok(Err((word_for(&error).to_owned(), error.to_string())));
            }
        }
        self.flush(line);
        Ok(Ok(()))
    }

    fn flush(&mut self, line: &mut Line) {
        let mut bytes = Vec::new();
        while self.tls.wants_write() {
            self.tls.write_tls(&mut bytes).expect("a vector takes it");
        }
        if !bytes.is_empty() {
            line.send(&bytes);
        }
    }

    fn info(&self) -> Option<TlsInfo> {
        let shown = self.tls.peer_certificates().and_then(|chain| chain.first());
        let certificate = shown.and_then(|own| Some(certificate::read(own)?.certificate));
        if self.tls.is_handshaking() {
            return Some(TlsInfo { version: String::new(), cipher: String::new(), certificate });
        }
        let version =
            if self.tls.protocol_version() == Some(ProtocolVersion::TLSv1_3) { "1.3" } else { "1.2" };
        let cipher =
            format!("{:?}", self.tls.negotiated_cipher_suite()?.suite()).replacen("TLS13_", "TLS_", 1);
        Some(TlsInfo { version: version.into(), cipher, certificate })
    }
}

/// Enough of them for what the journeys meet.
fn word_for(error: &Error) -> &'static str {
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::BadSignature) => {
            word::TLS_UNKNOWN_ISSUER
        }
        Error::InvalidCertificate(CertificateError::ExpiredContext { .. }) => word::TLS_EXPIRED,
        Error::InvalidCertificate(CertificateError::NotValidForNameContext { .. }) => word::TLS_NAME,
        _ => word::TLS_HANDSHAKE,
    }
}
