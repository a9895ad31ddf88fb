//! A minimal HTTPS client (RFC 9110) for settings that a domain publishes about itself. It connects through the same
//! guard as everything else and limits the answer. It follows a redirect only if the caller allows it, and only to
//! another HTTPS address of the same site, which is vetted again. Otherwise a domain could make us contact anyone.

mod exchange;

use std::{net::IpAddr, time::Duration};

use exchange::{Bodies, Reply, exchange, form, question};

use shared::{
    diagnosis::word,
    facts::ends_on_label,
    page::{Fetched, Web},
    rules::{Domain, Host, Port},
};
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::client::TlsStream;

use super::{Connection, Egress, EgressError, Vetted, tls::TlsFailure};

/// How many redirects are followed.
const REDIRECTS_MAX: usize = 2;

/// The time limit for a page, from the connection to its last byte.
const PAGE_TIME: Duration = Duration::from_secs(3);

/// The time limit for a form, from looking up the host to the last byte of the answer.
const POST_TIME: Duration = Duration::from_secs(10);

/// The port of HTTPS.
const PORT: u16 = 443;

/// An answer to a form.
#[derive(Debug, PartialEq, Eq)]
pub struct Posted {
    /// The status (RFC 9110, section 15).
    pub status: u16,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Why there is no answer to a form.
#[derive(Debug)]
pub enum NotPosted {
    /// The host has no address that we connect to.
    Unreachable(EgressError),
    /// The host's certificate isn't valid. Nothing was sent. Contains details for a technician.
    Untrusted(String),
    /// There is no connection, or no complete answer in time.
    Silent,
}

impl Egress {
    /// Returns the body at `https://{host}{path}`, or `None` for any status except 200. Follows redirects within
    /// `site`. The caller limits the time. Dropping the future closes the connection.
    pub async fn https_get(&self, host: &Host, path: &str, site: &Domain) -> Option<Vec<u8>> {
        self.get_at(host, Port::new(PORT)?, path, site.as_str()).await
    }

    /// Sends a form (`application/x-www-form-urlencoded`) to `https://{host}{path}`, once. Redirects aren't followed. An
    /// answer is read whole, whatever its status, up to 64 KiB.
    ///
    /// # Errors
    /// [`NotPosted`] if there is no complete answer within 10 seconds.
    pub async fn https_post_form(&self, host: &Host, path: &str, form: &str) -> Result<Posted, NotPosted> {
        let port = Port::new(PORT).ok_or(NotPosted::Silent)?;
        timeout(POST_TIME, self.post_at(host, port, path, form)).await.unwrap_or(Err(NotPosted::Silent))
    }

    /// Connects to the HTTPS port of this host, without TLS. The caller has to limit the time.
    ///
    /// # Errors
    /// [`NotPosted`] if there is no connection.
    pub async fn connect_https(&self, host: &Host) -> Result<Connection, NotPosted> {
        let port = Port::new(PORT).ok_or(NotPosted::Silent)?;
        let vetted = self.vet_address(host, port).await.map_err(NotPosted::Unreachable)?;
        self.open(&vetted).await.map_err(|_| NotPosted::Silent)
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

    /// Makes one request. The error is the TLS failure, if there was one.
    async fn ask(&self, vetted: &Vetted, path: &str, accept: &str) -> Result<Reply, Option<TlsFailure>> {
        let question = question(&vetted.host, path, accept).ok_or(None)?;
        exchange(self.secured(vetted).await?, question, Bodies::OfSuccess).await.ok_or(None)
    }

    async fn secured(&self, vetted: &Vetted) -> Result<TlsStream<TcpStream>, Option<TlsFailure>> {
        let mut connection = self.open(vetted).await.map_err(|_| None)?;
        connection.start_tls().await.map_err(Some)?;
        connection.into_tls().ok_or(None)
    }

    async fn post_at(&self, host: &Host, port: Port, path: &str, text: &str) -> Result<Posted, NotPosted> {
        let question = form(host, path, text).ok_or(NotPosted::Silent)?;
        let vetted = self.vet_address(host, port).await.map_err(NotPosted::Unreachable)?;
        let stream = self.secured(&vetted).await.map_err(|failed| match failed {
            Some(failed) if is_certificate(failed.word) => NotPosted::Untrusted(failed.detail),
            _ => NotPosted::Silent,
        })?;
        let reply = exchange(stream, question, Bodies::All).await.ok_or(NotPosted::Silent)?;
        Ok(Posted { status: reply.status, body: reply.body.ok_or(NotPosted::Silent)? })
    }
}

impl Web for Egress {
    async fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> Fetched {
        let (Ok(host), Some(port)) = (host.parse(), Port::new(PORT)) else { return Fetched::NotAsked };
        timeout(PAGE_TIME, self.page_at(&host, addresses, port, path)).await.unwrap_or(Fetched::Silent)
    }
}

/// Returns true if a TLS failure is the certificate's own fault, and so the same for every client.
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

/// Returns the target of a redirect: another HTTPS address of the site at the default port, or another path on the same
/// host.
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
