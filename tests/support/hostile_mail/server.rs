//! The server itself, with a thread for each connection.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::{ServerConnection, StreamOwned};
use tokio::net::TcpSocket;

use super::{Certificates, Do};
use crate::wait;

/// The pause between two bytes of [`Do::Drip`].
const PACE: Duration = Duration::from_millis(20);

/// What arrived on one connection.
#[derive(Debug, Clone, Default)]
pub struct Received {
    /// All bytes that arrived on the wire.
    pub wire: Vec<u8>,
    /// How many of them arrived before the server began TLS, if it did.
    pub before_tls: Option<usize>,
    /// The decrypted bytes that arrived inside TLS.
    pub inside: Vec<u8>,
    /// When the script reached each [`Do::Note`].
    pub noted: Vec<Instant>,
    /// True if the other side has closed, so nothing more arrives.
    pub is_over: bool,
}

impl Received {
    /// Returns what arrived before the server began TLS.
    pub fn in_the_clear(&self) -> &[u8] {
        &self.wire[..self.before_tls.unwrap_or(self.wire.len())]
    }
}

/// A running server.
pub struct HostileMail {
    address: SocketAddr,
    connections: Arc<Mutex<Vec<Shared>>>,
    /// The connections that fill the backlog, so that the server stays unreachable.
    _ears: Vec<TcpStream>,
    _door: Option<TcpListener>,
}

type Shared = Arc<Mutex<Received>>;

impl HostileMail {
    /// Plays the script to everyone who connects.
    pub fn start(script: &[Do], certificates: &Arc<Certificates>) -> Self {
        if let [Do::NeverAccept, ..] = script {
            return Self::deaf();
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback address can be bound");
        let address = listener.local_addr().expect("it is bound");
        let connections = Arc::<Mutex<Vec<Shared>>>::default();
        let (script, certificates, known) = (script.to_vec(), certificates.clone(), connections.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let received = Shared::default();
                lock(&known).push(received.clone());
                let (script, certificates) = (script.clone(), certificates.clone());
                thread::spawn(move || {
                    Actor::new(stream, received.clone()).play(&script, &certificates);
                    lock(&received).is_over = true;
                });
            }
        });
        Self { address, connections, _ears: Vec::new(), _door: None }
    }

    /// Listens with a backlog of one, and fills it. The kernel then drops new connections.
    fn deaf() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().expect("a runtime");
        let _inside = runtime.enter();
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a loopback address can be bound");
        let listener = socket.listen(0).and_then(tokio::net::TcpListener::into_std).expect("it listens");
        let address = listener.local_addr().expect("it is bound");
        let first = TcpStream::connect(address).expect("the only connection that fits");
        Self { address, connections: Arc::default(), _ears: vec![first], _door: Some(listener) }
    }

    /// Returns the address on which it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns what has arrived on each connection so far.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.connections).iter().map(|received| lock(received).clone()).collect()
    }

    /// Returns what arrived on each connection, once the other side has closed all of them.
    pub fn all_received(&self) -> Vec<Received> {
        wait::until("every connection to be closed", || {
            let received = self.received();
            if received.iter().all(|received| received.is_over) {
                Ok(received)
            } else {
                Err("one is still open".into())
            }
        })
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("no thread panicked")
}

/// A socket that records what is read from it.
struct Tap {
    stream: TcpStream,
    received: Shared,
}

impl Read for Tap {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.stream.read(buffer)?;
        lock(&self.received).wire.extend_from_slice(&buffer[..length]);
        Ok(length)
    }
}

impl Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

enum Wire {
    Plain(Tap),
    Tls(Box<StreamOwned<ServerConnection, Tap>>),
}

impl Wire {
    fn tap(&self) -> &Tap {
        match self {
            Self::Plain(tap) => tap,
            Self::Tls(stream) => &stream.sock,
        }
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(tap) => tap.read(buffer),
            Self::Tls(stream) => {
                let length = stream.read(buffer)?;
                lock(&stream.sock.received).inside.extend_from_slice(&buffer[..length]);
                Ok(length)
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(tap) => tap.write_all(bytes),
            Self::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        }
    }
}

/// Plays the script on one connection.
struct Actor {
    wire: Wire,
    received: Shared,
    /// The last line that was read.
    line: Vec<u8>,
}

impl Actor {
    fn new(stream: TcpStream, received: Shared) -> Self {
        // Sends each piece at once, as its own packet.
        let _ = stream.set_nodelay(true);
        Self { wire: Wire::Plain(Tap { stream, received: received.clone() }), received, line: Vec::new() }
    }

    /// If the other side breaks the connection, the script ends.
    fn play(mut self, script: &[Do], certificates: &Certificates) {
        for step in script {
            let played = match step {
                Do::Tls(shown) => self.secured(certificates.server(*shown)),
                Do::OldTls(shown) => self.secured(certificates.old_server(*shown)),
                Do::Reset => {
                    // Closing with unread data resets the connection.
                    let _ = self.wire.tap().stream.peek(&mut [0]);
                    return;
                }
                Do::Cut => {
                    let _ = self.wire.tap().stream.shutdown(Shutdown::Write);
                    break;
                }
                Do::Hold => break,
                step => self.perform(step).map(|()| self),
            };
            match played {
                Ok(actor) => self = actor,
                Err(_) => return,
            }
        }
        if !matches!(script.last(), Some(Do::Cut | Do::Hold)) {
            self.hang_up();
        }
        self.read_rest();
    }

    fn perform(&mut self, step: &Do) -> io::Result<()> {
        match *step {
            Do::Send(bytes) => self.wire.write(bytes),
            Do::Split(bytes) => bytes.iter().try_for_each(|byte| self.wire.write(&[*byte])),
            Do::Drip(bytes) => bytes.iter().cycle().try_for_each(|byte| {
                thread::sleep(PACE);
                self.wire.write(&[*byte])
            }),
            Do::Flood(bytes) => loop {
                self.wire.write(bytes)?;
            },
            Do::ReadLine => self.read_line(),
            Do::ReadRecord => self.read_record(),
            Do::Echo => {
                let line = [b"535 5.7.8 what is ", &*self.line].concat();
                self.wire.write(&line)
            }
            Do::Scram(first) => {
                self.read_line()?;
                let challenge = STANDARD.encode(first.replace("{}", &nonce_in(&self.line)));
                self.wire.write(format!("334 {challenge}\r\n").as_bytes())
            }
            Do::Wait(seconds) => {
                thread::sleep(Duration::from_secs(seconds));
                Ok(())
            }
            Do::Note => {
                lock(&self.received).noted.push(Instant::now());
                Ok(())
            }
            Do::NeverAccept | Do::Tls(_) | Do::OldTls(_) | Do::Hold | Do::Cut | Do::Reset => Ok(()),
        }
    }

    fn secured(self, config: Arc<rustls::ServerConfig>) -> io::Result<Self> {
        let Wire::Plain(mut tap) = self.wire else { return Err(io::ErrorKind::Unsupported.into()) };
        {
            let mut received = lock(&self.received);
            received.before_tls = Some(received.wire.len());
        }
        let mut session = ServerConnection::new(config).map_err(io::Error::other)?;
        while session.is_handshaking() {
            session.complete_io(&mut tap)?;
        }
        Ok(Self { wire: Wire::Tls(Box::new(StreamOwned::new(session, tap))), ..self })
    }

    fn read_line(&mut self) -> io::Result<()> {
        self.line.clear();
        while self.line.last() != Some(&b'\n') {
            let mut byte = [0];
            if self.wire.read(&mut byte)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.line.push(byte[0]);
        }
        Ok(())
    }

    fn read_record(&mut self) -> io::Result<()> {
        let Wire::Plain(tap) = &mut self.wire else { return Ok(()) };
        let mut header = [0; 5];
        tap.read_exact(&mut header)?;
        let mut body = vec![0; usize::from(u16::from_be_bytes([header[3], header[4]]))];
        tap.read_exact(&mut body)
    }

    fn hang_up(&mut self) {
        if let Wire::Tls(stream) = &mut self.wire {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
        let _ = self.wire.tap().stream.shutdown(Shutdown::Write);
    }

    /// Reads until the other side has closed too. Closing with unread data would reset the connection.
    fn read_rest(mut self) {
        let mut buffer = [0; 4096];
        while self.wire.read(&mut buffer).is_ok_and(|length| length > 0) {}
    }
}

/// Returns the client's nonce in `AUTH SCRAM-SHA-256 <n,,n=user,r=nonce>`.
fn nonce_in(line: &[u8]) -> String {
    let line = String::from_utf8_lossy(line);
    let first = line.split_ascii_whitespace().last().and_then(|word| STANDARD.decode(word).ok());
    let first = String::from_utf8(first.unwrap_or_default()).unwrap_or_default();
    first.rsplit_once("r=").map(|(_, nonce)| nonce.to_owned()).unwrap_or_default()
}
