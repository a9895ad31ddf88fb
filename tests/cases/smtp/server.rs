//! The scripted mail server, with a thread for each connection.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, TcpStream},
    sync::Arc,
    thread,
    time::Duration,
};

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivatePkcs8KeyDer},
};
use shared::{check::Stage, rules::Security};
use support::certificates::Authority;

use super::{
    case::{Case, Fault, Tls, Trouble},
    network::Behind,
};

/// The pause between two pieces of a reply.
const PACE: Duration = Duration::from_millis(1);

/// What the server presents in a handshake: a certificate, or an alert instead.
pub(super) enum Identity {
    Shows(Arc<ServerConfig>),
    Alerts(u8),
}

impl Identity {
    /// Returns the case's identity, or a valid certificate, which `authority` signs.
    pub(super) fn of(case: &Case, authority: &Authority) -> Self {
        let key = KeyPair::generate().expect("a key");
        let certificate = match &case.tls {
            None => authority.sign(&params(std::slice::from_ref(&case.host)), &key),
            Some(Tls { fault: Fault::Alert, alert, .. }) => return Self::Alerts(alert_number(alert)),
            Some(Tls { fault: Fault::SelfSigned, names, .. }) => {
                params(names).self_signed(&key).expect("a certificate")
            }
            Some(Tls { fault: Fault::Issuer, names, issuer, .. }) => {
                Authority::named(issuer).sign(&params(names), &key)
            }
            Some(Tls { fault: Fault::Name, names, trusted: true, .. }) => {
                authority.sign(&params(names), &key)
            }
            Some(Tls { fault: Fault::Name, names, .. }) => {
                Authority::named("Nobody's authority").sign(&params(names), &key)
            }
        };
        let chain = vec![CertificateDer::from(certificate)];
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring has suites for them")
            .with_no_client_auth()
            .with_single_cert(chain, PrivatePkcs8KeyDer::from(key.serialize_der()).into())
            .expect("the key was made for the certificate");
        Self::Shows(Arc::new(config))
    }
}

fn params(names: &[String]) -> CertificateParams {
    let mut params = CertificateParams::new(names.to_vec()).expect("host names");
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, names[0].as_str());
    params
}

/// Returns an alert's number (RFC 8446, appendix B.2; RFC 6066, section 9).
fn alert_number(name: &str) -> u8 {
    match name {
        "handshake_failure" => 40,
        "bad_certificate" => 42,
        "certificate_required" => 116,
        "illegal_parameter" => 47,
        "unknown_ca" => 48,
        "access_denied" => 49,
        "decode_error" => 50,
        "protocol_version" => 70,
        "insufficient_security" => 71,
        "internal_error" => 80,
        "inappropriate_fallback" => 86,
        "user_canceled" => 90,
        "unrecognized_name" => 112,
        "no_application_protocol" => 120,
        _ => panic!("unknown alert: {name}"),
    }
}

enum Wire {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ServerConnection, TcpStream>>),
}

/// One connection. If it breaks, the script ends.
pub(super) struct Connection {
    wire: Wire,
    behind: Behind,
}

impl Connection {
    pub(super) fn new(stream: TcpStream, behind: Behind) -> Self {
        // Sends each piece at once, as its own packet.
        let _ = stream.set_nodelay(true);
        Self { wire: Wire::Plain(stream), behind }
    }

    /// Plays the script. `is_own` is true for the port that the case is about. The others greet like any mail server.
    pub(super) fn play(mut self, security: Security, is_own: bool) {
        // The other side may hang up at any time.
        let _ = if is_own { self.talk(security) } else { self.talk_elsewhere(security) };
        self.hang_up();
    }

    fn talk_elsewhere(&mut self, security: Security) -> io::Result<()> {
        if security == Security::ImplicitTls {
            self.start_tls()?;
        }
        self.say(&["220 ready".to_owned()])
    }

    fn talk(&mut self, security: Security) -> io::Result<()> {
        let case = self.behind.case.clone();
        if security == Security::ImplicitTls {
            if let Some(lines) = case.in_the_clear() {
                return self.say(lines);
            }
            self.start_tls()?;
        }
        if self.breaks_off(Stage::Greeting) {
            return Ok(());
        }
        if let Some(reply) = case.reply_at(Stage::Greeting) {
            return self.say(reply);
        }
        self.greet()?;
        loop {
            let line = self.line()?;
            let verb = line.split(' ').next().unwrap_or_default().to_uppercase();
            let stage = self.stage_of(&verb);
            if stage.is_some_and(|stage| self.breaks_off(stage)) {
                return Ok(());
            }
            let reply = stage.and_then(|stage| case.reply_at(stage)).map(<[String]>::to_vec);
            match (&*verb, reply) {
                ("AUTH", reply) => self.sign_in(&line, reply)?,
                (_, Some(reply)) => self.say(&reply)?,
                ("EHLO", None) => self.say(&self.capabilities())?,
                ("STARTTLS", None) => {
                    self.say(&["220 go ahead".to_owned()])?;
                    self.start_tls()?;
                }
                ("QUIT", None) => return self.say(&["221 bye".to_owned()]),
                ("MAIL" | "RSET", None) => self.say(&["250 ok".to_owned()])?,
                _ => self.say(&["502 what is that?".to_owned()])?,
            }
        }
    }

    fn stage_of(&self, verb: &str) -> Option<Stage> {
        match verb {
            // EHLO is refused the first time that it is sent.
            "EHLO" | "HELO" if self.is_tls() == (self.behind.case.security == Security::ImplicitTls) => {
                Some(Stage::Ehlo)
            }
            "STARTTLS" => Some(Stage::Starttls),
            "AUTH" => Some(Stage::Auth),
            "MAIL" => Some(Stage::Sender),
            _ => None,
        }
    }

    fn breaks_off(&self, stage: Stage) -> bool {
        if self.behind.case.breaks_off(stage, Trouble::Silent) {
            thread::sleep(Duration::from_mins(2));
        }
        self.behind.case.breaks_off(stage, Trouble::Closed)
    }

    fn greet(&mut self) -> io::Result<()> {
        let case = self.behind.case.clone();
        let usual = [format!("220 {} ESMTP ready", case.host)];
        let greeting = if case.greeting.is_empty() { &usual } else { &case.greeting[..] };
        let (last, first) = greeting.split_last().expect("a greeting has a line");
        if !first.is_empty() {
            self.say(first)?;
        }
        thread::sleep(Duration::from_secs(case.delay_s));
        if case.drip_s == 0 {
            return self.say(std::slice::from_ref(last));
        }
        for byte in format!("{last}\r\n").bytes() {
            thread::sleep(Duration::from_secs(case.drip_s));
            self.write(&[byte])?;
        }
        Ok(())
    }

    fn capabilities(&self) -> Vec<String> {
        let case = &self.behind.case;
        let last = if self.is_tls() { "250 AUTH PLAIN LOGIN" } else { "250 STARTTLS" };
        let before_tls = case.stage == Stage::Starttls;
        if !case.ehlo.is_empty() && before_tls != self.is_tls() {
            return case.ehlo.clone();
        }
        vec![format!("250-{} hello", case.host), last.to_owned()]
    }

    fn sign_in(&mut self, line: &str, reply: Option<Vec<String>>) -> io::Result<()> {
        let mut words = line.split(' ').skip(1);
        let mechanism = words.next().unwrap_or_default();
        if !self.behind.case.accepts(mechanism) {
            let reply = reply.unwrap_or_else(|| vec!["535 5.7.8 no".to_owned()]);
            let (challenge, end) = match reply.split_first() {
                Some((first, rest)) if first.starts_with("334 ") => (Some(first), rest),
                _ => (None, &reply[..]),
            };
            if let Some(challenge) = challenge {
                self.say(std::slice::from_ref(challenge))?;
                self.line()?;
            }
            return self.say(end);
        }
        let answers = if mechanism.eq_ignore_ascii_case("LOGIN") { 2 } else { 1 };
        for _ in words.count()..answers {
            self.say(&["334 ".to_owned()])?;
            self.line()?;
        }
        self.say(&["235 2.7.0 welcome".to_owned()])
    }

    fn is_tls(&self) -> bool {
        matches!(self.wire, Wire::Tls(_))
    }

    fn start_tls(&mut self) -> io::Result<()> {
        let Wire::Plain(stream) = &self.wire else { return Err(io::ErrorKind::Unsupported.into()) };
        let mut stream = stream.try_clone()?;
        let gives_up = self.breaks_off(Stage::Tls);
        match &*self.behind.identity {
            Identity::Shows(config) if !gives_up => {
                let mut session = ServerConnection::new(config.clone()).map_err(io::Error::other)?;
                while session.is_handshaking() {
                    session.complete_io(&mut stream)?;
                }
                self.wire = Wire::Tls(Box::new(StreamOwned::new(session, stream)));
                Ok(())
            }
            refusal => {
                let mut header = [0; 5];
                stream.read_exact(&mut header)?;
                let mut hello = vec![0; usize::from(u16::from_be_bytes([header[3], header[4]]))];
                stream.read_exact(&mut hello)?;
                if let Identity::Alerts(number) = refusal {
                    stream.write_all(&[0x15, 3, 3, 0, 2, 2, *number])?;
                }
                Err(io::ErrorKind::ConnectionAborted.into())
            }
        }
    }

    fn say(&mut self, lines: &[String]) -> io::Result<()> {
        let text = lines.join("\r\n") + "\r\n";
        if !self.behind.in_pieces {
            return self.write(text.as_bytes());
        }
        text.as_bytes().chunks(5).try_for_each(|piece| {
            thread::sleep(PACE);
            self.write(piece)
        })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.wire {
            Wire::Plain(stream) => stream.write_all(bytes),
            Wire::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        while line.last() != Some(&b'\n') {
            let mut byte = [0];
            let read = match &mut self.wire {
                Wire::Plain(stream) => stream.read(&mut byte)?,
                Wire::Tls(stream) => stream.read(&mut byte)?,
            };
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            line.push(byte[0]);
        }
        self.behind.received.lock().expect("no thread panicked").extend_from_slice(&line);
        Ok(String::from_utf8_lossy(&line).trim_end().to_owned())
    }

    /// Closes its own half, and reads until the other side has closed. Closing with unread data would reset the
    /// connection.
    fn hang_up(mut self) {
        if let Wire::Tls(stream) = &mut self.wire {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
        let mut stream = match self.wire {
            Wire::Plain(stream) => stream,
            Wire::Tls(stream) => stream.sock,
        };
        let _ = stream.shutdown(Shutdown::Write);
        let _ = io::copy(&mut stream, &mut io::sink());
    }
}
