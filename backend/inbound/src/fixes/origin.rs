//! Whose server delivered a message.

use std::net::IpAddr;

use audit::spf::{Connection, SpfResult, check_host};
use futures_util::future::join_all;
use shared::{delivery::Origin, dns::Resolver, facts::Provider};

/// Compares the server with those that the provider publishes: its customers include them in their SPF records.
pub(super) async fn find(resolver: &impl Resolver, ip: IpAddr, provider: &Provider) -> Origin {
    let regions = provider.spf_regions.iter().flat_map(|region| &region.spf_include);
    let names: Vec<&String> =
        provider.spf_include.iter().chain(regions).filter(|name| !name.contains('<')).collect();
    if names.is_empty() {
        return Origin::Unknown;
    }
    let results = join_all(names.into_iter().map(|name| is_allowed(resolver, ip, name))).await;
    if results.contains(&Some(true)) {
        Origin::Provider
    } else if results.contains(&None) {
        Origin::Unknown
    } else {
        Origin::Elsewhere
    }
}

/// Returns true if the record at this name allows the server, and `None` if that isn't known.
async fn is_allowed(resolver: &impl Resolver, ip: IpAddr, name: &str) -> Option<bool> {
    let sender = format!("postmaster@{name}");
    let connection = Connection { ip, sender: &sender, helo: name, receiver: "receiver.invalid", now: 0 };
    match check_host(resolver, &connection).await.result {
        SpfResult::Pass => Some(true),
        SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => Some(false),
        SpfResult::None | SpfResult::TempError | SpfResult::PermError => None,
    }
}
