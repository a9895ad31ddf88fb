//! One small HTTPS question (RFC 9110, RFC 9112), for settings that a domain publishes about itself: through the same
//! guard as everything else, with a bounded answer. A redirect is followed only where the asker may, and only to another
//! HTTPS address of the same site, which is vetted anew: a domain must not make us ask anybody else.

use std::{net::IpAddr, time::Duration};

use shared::{
    diagnosis::word,
    facts::ends_on_label,
    page::{Fetched, Web},
    rules::{Domain, Host, Port},
};
use tokio::time::timeout;

use super::{Connection, Egress, Vetted, tls::TlsFailure};

/// Longest answer, head and body, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// Longest media type that is kept, in characters.
const MEDIA_MAX: usize = 60;

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 2;

/// How long a page may take, from the connection to its last byte.
const PAGE_TIME: Duration = Duration::from_secs(3);

/// Where HTTPS is.
const PORT: u16 = 443;

impl Egress {
    /// The body of what stands at `https://{host}{path}`; none for anything but a 200. Redirects are followed within
    /// `site`. The time is the caller's to bound.
    pub async fn https_get(&self, host: &Host, path: &str, site: &Domain) -> Option<Vec<u8>> {
        self.get_at(host, Port::new(PORT)?, path, site.as_str()).await
    }

    async fn page_at(&self, host: &Host, addresses: &[IpAddr], port: Port, path: &str) -> Fetched {
        let Ok(vetted) = self.vet_found(host, port, addresses.iter().copied()) else {
            return Fetched::NotAsked;
        };
        match self.ask(&vetted, path, "text/plain").await {
            Ok(Reply { status: 200, body: Some(body), media, .. }) => Fetched::Page { media, body },
            Ok(Reply { status: 200, .. }) => Fetched::Silent,
            Ok(reply) => Fetched::Status(reply.status),
            Err(Some(failed)) if is_certificate(failed.word) => Fetched::Untrusted(failed.detail),
            Err(_) => Fetched::Silent,
        }
    }

    async fn get_at(&self, host: &Host, port: Port, path: &str, site: &str) -> Option<Vec<u8>> {
        let (mut host, mut path) = (host.clone(), path.to_owned());
        for _ in 0..=REDIRECTS_MAX {
            let vetted = self.vet_address(&host, port).await.ok()?;
            let reply = self.ask(&vetted, &path, "text/xml, application/xml").await.ok()?;
            match reply.status {
                200 => return reply.body,
                301 | 302 | 303 | 307 | 308 => (host, path) = elsewhere(&host, &reply.place?, site)?,
                _ => return None,
            }
        }
        None
    }

    /// Asks once; what TLS came to grief over, where it was that.
    async fn ask(&self, vetted: &Vetted, path: &str, accept: &str) -> Result<Reply, Option<TlsFailure>> {
        if !path.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(None);
        }
        let mut connection = self.open(vetted).await.map_err(|_| None)?;
        connection.start_tls().await.map_err(Some)?;
        let question = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: sealpost\r\nAccept: {accept}\r\n\
             Connection: close\r\n\r\n",
            vetted.host
        );
        connection.write(question.as_bytes()).await.map_err(|_| None)?;
        read_all(&mut connection).await.as_deref().and_then(reply).ok_or(None)
    }
}

impl Web for Egress {
    async fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> Fetched {
        let (Ok(host), Some(port)) = (host.parse(), Port::new(PORT)) else { return Fetched::NotAsked };
        timeout(PAGE_TIME, self.page_at(&host, addresses, port, path)).await.unwrap_or(Fetched::Silent)
    }
}

/// Whether a failure of TLS is the certificate's own, and the same for everybody who asks.
fn is_certificate(failure: &str) -> bool {
    let faults = [
        word::TLS_NAME,
        word::TLS_EXPIRED,
        word::TLS_NOT_YET,
        word::TLS_UNKNOWN_ISSUER,
        word::TLS_SELF_SIGNED,
        word::TLS_INCOMPLETE,
        word::TLS_REVOKED,
        word::TLS_UNSUITABLE,
        word::TLS_WEAK,
        word::TLS_SHORT_KEY,
    ];
    faults.contains(&failure)
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    status: u16,
    /// Where a redirect leads.
    place: Option<String>,
    /// The media type, without parameters.
    media: String,
    /// None where it was cut short.
    body: Option<Vec<u8>>,
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
    let status = lines.next()?.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let fields: Vec<(&str, &str)> =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name, value.trim())).collect();
    let field = |wanted: &str| fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|f| f.1);
    let media = field("content-type").and_then(|text| text.split(';').next()).unwrap_or_default();
    let is_chunked = field("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
    let body = match field("content-length") {
        _ if is_chunked => joined(body),
        // What was cut short is no answer.
        Some(length) => length.parse().ok().and_then(|length| body.get(..length)).map(<[u8]>::to_vec),
        None => Some(body.to_vec()),
    };
    let place = field("location").map(str::to_owned);
    Some(Reply { status, place, media: shortened(media), body })
}

/// A media type in lower case. Longer ones are none that we know.
fn shortened(media: &str) -> String {
    media.trim().chars().take(MEDIA_MAX).collect::<String>().to_ascii_lowercase()
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

/// Where a redirect leads: another HTTPS address of the site at the usual port, or another path of the same host.
fn elsewhere(host: &Host, place: &str, site: &str) -> Option<(Host, String)> {
    if place.starts_with('/') && !place.starts_with("//") {
        return Some((host.clone(), place.to_owned()));
    }
    let rest = place.strip_prefix("https://")?;
    let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let name = authority.strip_suffix(":443").unwrap_or(authority);
    let next: Host = name.parse().ok()?;
    (next == *host || ends_on_label(next.as_str(), site)).then(|| (next, path.to_owned()))
}

#[cfg(test)]
mod tests;
