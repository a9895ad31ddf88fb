//! What a mail server asks about an access token (RFC 7662).

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    thread,
};

/// A part of each token, by which tests find it.
pub const TOKEN_MARK: &str = "dG9rZW4tbWFyay1vZi10aGUtdGVzdHM";

/// Starts a server that says for which mailbox a token is valid. Returns its URL.
pub(crate) fn introspect(at: Ipv4Addr, mailbox: &str) -> String {
    let listener = TcpListener::bind((at, 0)).expect("the address is ours");
    let url = format!("http://{}/", listener.local_addr().expect("it is bound"));
    let mailbox = mailbox.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // If the mail server disconnects, it asks again.
            let _ = answer_introspection(stream, &mailbox);
        }
    });
    url
}

fn answer_introspection(mut stream: TcpStream, mailbox: &str) -> std::io::Result<()> {
    let mut request = Vec::new();
    let mut buffer = [0; 2048];
    while !is_whole(&request) {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            read => request.extend_from_slice(&buffer[..read]),
        }
    }
    let is_active = String::from_utf8_lossy(&request).contains(TOKEN_MARK);
    let body = format!(r#"{{"active":{is_active},"username":"{mailbox}"}}"#);
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// Returns true if a request has arrived with its body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    body.len() >= length.unwrap_or(0)
}
