//! How a report asks for the one thing that a domain says about its mail on a web page: a trait, so that it can be asked of
//! pages in memory, and a report made without any.

use std::{future::Future, net::IpAddr, time::Duration};

use tokio::time::timeout;

use crate::egress::{Egress, Fetched};

/// How long a page may take, from the connection to its last byte.
const LIMIT: Duration = Duration::from_secs(3);

/// Something that answers HTTPS questions.
pub trait Web: Sync {
    /// What stands at `https://{host}{path}`, whose host has these addresses. No redirect is followed.
    fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> impl Future<Output = Fetched> + Send;
}

impl Web for Egress {
    async fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> Fetched {
        let Ok(host) = host.parse() else { return Fetched::NotAsked };
        timeout(LIMIT, self.https_page(&host, addresses, path)).await.unwrap_or(Fetched::Silent)
    }
}

/// No web: every page is [`Fetched::NotAsked`].
#[derive(Debug, Clone, Copy)]
pub struct Offline;

impl Web for Offline {
    async fn page(&self, _: &str, _: &[IpAddr], _: &str) -> Fetched {
        Fetched::NotAsked
    }
}
