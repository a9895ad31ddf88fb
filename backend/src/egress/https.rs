//! One small HTTPS question (RFC 9110, RFC 9112), for settings that a domain publishes about itself: through the same
//! guard as everything else, with a bounded answer. A redirect is followed only to another HTTPS address, which is
//! vetted anew.

use shared::rules::{Host, Port};

use super::{Connection, Egress};

/// Longest answer, head and body, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 2;

/// Where HTTPS is.
const PORT: u16 = 443;

impl Egress {
    /// The body of what stands at `https://{host}{path}`; none for anything but a 200. The time is the caller's to
    /// bound.
    pub async fn https_get(&self, host: &Host, path: &str) -> Option<Vec<u8>> {
        self.get_at(host, Port::new(PORT)?, path).await
    }

    async fn get_at(&self, host: &Host, port: Port, path: &str) -> Option<Vec<u8>> {
        let (mut host, mut path) = (host.clone(), path.to_owned());
        for _ in 0..=REDIRECTS_MAX {
            match self.ask_once(&host, port, &path).await? {
                Reply::Body(body) => return Some(body),
                Reply::Elsewhere(place) => (host, path) = elsewhere(&host, &place)?,
            }
        }
        None
    }

    async fn ask_once(&self, host: &Host, port: Port, path: &str) -> Option<Reply> {
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let vetted = self.vet_address(host, port).await.ok()?;
        let mut connection = self.open(&vetted).await.ok()?;
        connection.start_tls().await.ok()?;
        let question = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: sealpost\r\nAccept: text/xml, application/xml\r\n\
             Connection: close\r\n\r\n"
        );
        connection.write(question.as_bytes()).await.ok()?;
        reply(&read_all(&mut connection).await?)
    }
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
enum Reply {
    Body(Vec<u8>),
    Elsewhere(String),
}

/// Everything until the other side closes; none where it is more than we take.
async fn read_all(connection: &mut Connection) -> Option<Vec<u8>> {
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match connection.read(&mut buffer).await {
            Ok(0) => return Some(answer),
            Ok(more) if answer.len() + more <= ANSWER_MAX => answer.extend_from_slice(&buffer[..more]),
            // Some servers close without TLS's goodbye; whether that was all, the length in the head tells.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Some(answer),
            _ => return None,
        }
    }
}

/// Reads an answer whose connection was closed after it.
fn reply(answer: &[u8]) -> Option<Reply> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = (std::str::from_utf8(&answer[..end]).ok()?, &answer[end + 4..]);
    let mut lines = head.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?;
    let fields: Vec<(&str, &str)> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim())).collect();
    let field = |wanted: &str| fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|f| f.1);
    match status {
        "301" | "302" | "303" | "307" | "308" => {
            field("location").map(|place| Reply::Elsewhere(place.to_owned()))
        }
        "200" if field("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) => {
            joined(body).map(Reply::Body)
        }
        // What was cut short is no answer.
        "200" => match field("content-length") {
            Some(length) => body.get(..length.parse().ok()?).map(|body| Reply::Body(body.to_vec())),
            None => Some(Reply::Body(body.to_vec())),
        },
        _ => None,
    }
}

/// The chunks of a body as one (RFC 9112, section 7.1). Bounded by what was read.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// Where a redirect leads: another HTTPS address at the usual port, or another path of the same host.
fn elsewhere(host: &Host, place: &str) -> Option<(Host, String)> {
    if place.starts_with('/') && !place.starts_with("//") {
        return Some((host.clone(), place.to_owned()));
    }
    let rest = place.strip_prefix("https://")?;
    let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let name = authority.strip_suffix(":443").unwrap_or(authority);
    Some((name.parse().ok()?, path.to_owned()))
}

#[cfg(test)]
mod tests;
