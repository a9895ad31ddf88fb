//! One type for every resolver, and one for every web client. The report is compiled for these two, and so only once:
//! in this crate, and not again in each one that asks for a report.

use std::{future::Future, net::IpAddr, pin::Pin};

use shared::{
    dns::{Answer, Kind, Resolver},
    page::{Fetched, Web},
};

/// A future without its type.
pub(crate) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

trait Ask: Sync {
    fn ask_boxed<'a>(&'a self, name: &'a str, kind: Kind) -> Boxed<'a, Answer>;
}

impl<R: Resolver> Ask for R {
    fn ask_boxed<'a>(&'a self, name: &'a str, kind: Kind) -> Boxed<'a, Answer> {
        Box::pin(self.ask(name, kind))
    }
}

/// Any resolver.
pub(crate) struct AnyResolver<'a>(&'a dyn Ask);

impl<'a> AnyResolver<'a> {
    pub(crate) fn new(resolver: &'a impl Resolver) -> Self {
        Self(resolver)
    }
}

impl Resolver for AnyResolver<'_> {
    async fn ask(&self, name: &str, kind: Kind) -> Answer {
        self.0.ask_boxed(name, kind).await
    }
}

trait Fetch: Sync {
    fn page_boxed<'a>(&'a self, host: &'a str, addresses: &'a [IpAddr], path: &'a str) -> Boxed<'a, Fetched>;
}

impl<W: Web> Fetch for W {
    fn page_boxed<'a>(&'a self, host: &'a str, addresses: &'a [IpAddr], path: &'a str) -> Boxed<'a, Fetched> {
        Box::pin(self.page(host, addresses, path))
    }
}

/// Any web client.
pub(crate) struct AnyWeb<'a>(&'a dyn Fetch);

impl<'a> AnyWeb<'a> {
    pub(crate) fn new(web: &'a impl Web) -> Self {
        Self(web)
    }
}

impl Web for AnyWeb<'_> {
    async fn page(&self, host: &str, addresses: &[IpAddr], path: &str) -> Fetched {
        self.0.page_boxed(host, addresses, path).await
    }
}
