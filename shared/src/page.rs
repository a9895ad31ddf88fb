//! The page on which a domain publishes its MTA-STS policy (RFC 8461, section 3.3), and the trait with which a report
//! requests it.

use std::{future::Future, net::IpAddr};

/// Something that sends HTTPS requests.
pub trait Web: Sync {
    /// Requests `https://{host}{path}`, whose host has these addresses. Redirects aren't followed.
    fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> impl Future<Output = Fetched> + Send;
}

/// The result of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Status 200, and the whole page.
    Page {
        /// The media type, in lower case and without parameters; empty if there is none.
        media: String,
        /// Its content.
        body: Vec<u8>,
    },
    /// Another status.
    Status(u16),
    /// The certificate isn't a trusted one for this host. The words are for the technician.
    Untrusted(String),
    /// No complete response, which says nothing about the page.
    Silent,
    /// We don't send requests to this host.
    NotAsked,
}

/// Sends no requests: every page is [`Fetched::NotAsked`].
#[derive(Debug, Clone, Copy)]
pub struct Offline;

impl Web for Offline {
    async fn page(&self, _: &str, _: &[IpAddr], _: &str) -> Fetched {
        Fetched::NotAsked
    }
}
