//! An HTTPS server with one page, on port 443.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    sync::Arc,
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

fn answer_with(authority: &Authority, at: Ipv4Addr, (host, path): (&str, &str), page: String, folder: &Path) {
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
    let config = Arc::new(config);
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

fn answer(
    config: &Arc<ServerConfig>,
    stream: TcpStream,
    start: &str,
    host: &str,
    page: &str,
) -> std::io::Result<()> {
    let session = ServerConnection::new(config.clone()).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(session, stream);
    let mut question = Vec::new();
    while !question.ends_with(b"\r\n\r\n") && question.len() < QUESTION_MAX {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        question.push(byte[0]);
    }
    let question = String::from_utf8_lossy(&question);
    let is_for_it = question.starts_with(start) && question.contains(host);
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    stream.write_all(if is_for_it { page } else { missing }.as_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}
