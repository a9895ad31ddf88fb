//! HTTPS servers on port 443: one with one page, and one that answers forms.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use rustls::{
    ServerConfig, ServerConnection, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::certificates::Authority;

/// Longest request, in bytes.
const QUESTION_MAX: usize = 8192;

/// Serves `body` for requests to `host` with this path, and 404 for others, until the process ends. Listens on an
/// address that the test already has, such as its mail server's.
pub fn serve(authority: &Authority, at: Ipv4Addr, (host, path): (&str, &str), body: &str, folder: &Path) {
    let page =
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    answer_with(authority, at, (host, path), page, folder);
}

/// Like [`serve`], but redirects to another place.
pub fn redirect(authority: &Authority, at: Ipv4Addr, (host, path): (&str, &str), place: &str, folder: &Path) {
    let page =
        format!("HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    answer_with(authority, at, (host, path), page, folder);
}

/// Every request that a server has received, with its body.
#[derive(Clone, Default)]
pub struct Requests(Arc<Mutex<Vec<String>>>);

impl Requests {
    /// Returns the requests so far.
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Answers the forms that are sent to `host` with these statuses and bodies, one after the other, until the process
/// ends. Listens on an address that the test already has.
pub fn answer_forms(
    authority: &Authority,
    at: Ipv4Addr,
    host: &str,
    answers: Vec<(&'static str, String)>,
    folder: &Path,
) -> Requests {
    let mut answers = answers.into_iter();
    answer_each_form(authority, at, host, folder, move |_| {
        answers.next().unwrap_or(("500 Internal Server Error", String::new()))
    })
}

/// Answers each form that is sent to `host` with the status and body that `answer` returns for it, until the process
/// ends.
pub fn answer_each_form(
    authority: &Authority,
    at: Ipv4Addr,
    host: &str,
    folder: &Path,
    mut answer: impl FnMut(&str) -> (&'static str, String) + Send + 'static,
) -> Requests {
    let config = config(authority, host, folder);
    let listener = TcpListener::bind((at, 443)).expect("the address is ours");
    let requests = Requests::default();
    let known = requests.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // If the client disconnects, there is no request, or nobody reads the answer.
            let _ = answer_form(&config, stream, |request| {
                // A test that has read the answer must find its request.
                known.0.lock().unwrap_or_else(PoisonError::into_inner).push(request.to_owned());
                answer(request)
            });
        }
    });
    requests
}

fn answer_form(
    config: &Arc<ServerConfig>,
    stream: TcpStream,
    answer: impl FnOnce(&str) -> (&'static str, String),
) -> io::Result<()> {
    let mut stream =
        StreamOwned::new(ServerConnection::new(config.clone()).map_err(io::Error::other)?, stream);
    let head = head(&mut stream)?;
    let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok());
    let mut form = vec![0; length.unwrap_or(0_usize).min(QUESTION_MAX)];
    stream.read_exact(&mut form)?;
    let request = head + &*String::from_utf8_lossy(&form);
    let (status, body) = answer(&request);
    let answer =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}

/// Reads a request up to its body.
fn head(stream: &mut impl Read) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < QUESTION_MAX {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn answer_with(authority: &Authority, at: Ipv4Addr, (host, path): (&str, &str), page: String, folder: &Path) {
    let config = config(authority, host, folder);
    let listener = TcpListener::bind((at, 443)).expect("the address is ours");
    let start = format!("GET {path}");
    let host = format!("\r\nHost: {host}\r\n");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // If the client disconnects, the rest isn't sent.
            let _ = answer(&config, stream, &start, &host, &page);
        }
    });
}

/// Returns the configuration of a server with a certificate for `host`.
fn config(authority: &Authority, host: &str, folder: &Path) -> Arc<ServerConfig> {
    let issued = authority.issue(&[host], folder);
    let chain = CertificateDer::pem_file_iter(&issued.certificate).expect("just written");
    let chain: Vec<_> = chain.map(|certificate| certificate.expect("PEM")).collect();
    let key = PrivateKeyDer::from_pem_file(&issued.key).expect("just written");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has suites")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("the key is the certificate's");
    Arc::new(config)
}

fn answer(
    config: &Arc<ServerConfig>,
    stream: TcpStream,
    start: &str,
    host: &str,
    page: &str,
) -> io::Result<()> {
    let session = ServerConnection::new(config.clone()).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(session, stream);
    let question = head(&mut stream)?;
    let is_for_it = question.starts_with(start) && question.contains(host);
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(if is_for_it { page } else { missing }.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}
