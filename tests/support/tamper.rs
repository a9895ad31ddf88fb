//! A proxy between the browser and the server that changes one file, as a cache or the server itself could.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use crate::http::Api;

/// Longest head of a request, in bytes.
const HEAD_MAX: usize = 32 * 1024;

/// Listens on the target's address, on another port. Relays everything, but appends text to the file at `path`.
/// Returns its base URL.
pub fn with_changed(target: SocketAddr, path: &'static str) -> String {
    let listener = TcpListener::bind((target.ip(), 0)).expect("a loopback address can be bound");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let original = Api::new(&format!("http://{target}")).get(path);
    assert_eq!(original.status, 200, "{path}: {original}");
    let changed = [&original.body[..], b"\n/* changed */\n"].concat();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        original.media_type,
        changed.len()
    );
    let answer = [answer.as_bytes(), &changed].concat();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            // If the client disconnects, the rest isn't sent.
            thread::spawn(move || pass(stream, target, path, &answer));
        }
    });
    url
}

/// Relays one request and its answer. Tells the server that no other request follows on this connection.
fn pass(mut client: TcpStream, target: SocketAddr, path: &str, changed: &[u8]) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD_MAX {
        let mut byte = [0];
        client.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    if head.split(' ').nth(1) == Some(path) {
        return client.write_all(changed);
    }
    let is_kept = |line: &&str| !line.is_empty() && !line.to_ascii_lowercase().starts_with("connection:");
    let head = head.lines().filter(is_kept).collect::<Vec<_>>().join("\r\n");
    let head = head + "\r\nconnection: close\r\n\r\n";
    let mut server = TcpStream::connect(target)?;
    server.write_all(head.as_bytes())?;
    let (mut body, mut to_server) = (client.try_clone()?, server.try_clone()?);
    // Relays the request's body, if any, until the browser ends it or the answer does.
    thread::spawn(move || std::io::copy(&mut body, &mut to_server));
    std::io::copy(&mut server, &mut client)?;
    client.shutdown(std::net::Shutdown::Both)
}
