//! Something between a browser and the server that hands out one file changed: a proxy, a cache, or the server itself.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    thread,
};

use crate::http::Api;

/// Longest head of a request, in bytes.
const HEAD_MAX: usize = 32 * 1024;

/// Listens on the target's address, on another port, and passes everything on but `path`, whose text it adds something
/// to. Returns its address as the beginning of an URL.
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
            // Whoever hangs up is answered no further.
            thread::spawn(move || pass(stream, target, path, &answer));
        }
    });
    url
}

/// One request, and its answer. The server is told that no other follows on the connection.
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
    // A body, where there is one, until the browser ends it or the answer does.
    thread::spawn(move || std::io::copy(&mut body, &mut to_server));
    std::io::copy(&mut server, &mut client)?;
    client.shutdown(std::net::Shutdown::Both)
}
