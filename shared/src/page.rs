//! The one thing that a domain says about its mail on a web page (RFC 8461, section 3.3), and the trait by which a report
//! asks for it.

use std::{future::Future, net::IpAddr};

/// Something that answers HTTPS questions.
pub trait Web: Sync {
    /// What stands at `https://{host}{path}`, whose host has these addresses. No redirect is followed.
    fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> impl Future<Output = Fetched> + Send;
}

/// What came of a question for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// 200, whole.
    Page {
        /// Its media type, in lower case and without parameters; empty where none is named.
        media: String,
        /// Its content.
        body: Vec<u8>,
    },
    /// Another status.
    Status(u16),
    /// The certificate is not one for this host that others would trust; the words are for the technician.
    Untrusted(String),
    /// No whole answer: it says nothing about the page.
    Silent,
    /// We do not ask there.
    NotAsked,
}

/// No web: every page is [`Fetched::NotAsked`].
#[derive(Debug, Clone, Copy)]
pub struct Offline;

impl Web for Offline {
    async fn page(&self, _: &str, _: &[IpAddr], _: &str) -> Fetched {
        Fetched::NotAsked
    }
}
