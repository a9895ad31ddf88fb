//! Finds the provider, or at least a server, from an email address: with our table, with what the domain publishes in
//! DNS and at its autoconfig address, and then by trying the usual host names.
//!
//! All DNS queries are sent at once, and then all servers are tried at once, so it takes about as long as one check.
//! Silence proves nothing, and if two signs point to different companies, the client is asked.

mod autoconfig;
mod judge;
mod named;
mod servers;
mod signs;

use std::time::Duration;

use net::Egress;
use shared::{
    facts::{Provider, provider_by_domain},
    rules::Address,
    wire::{Discovery, FoundBy, ProviderBrief, Sure},
};
use signs::Signs;

/// The time limit for all servers together.
const LIMIT: Duration = Duration::from_secs(4);

/// Finds the provider, or the domain's own server.
pub async fn discover(egress: &Egress, address: &Address) -> Discovery {
    let domain = address.domain();
    if let Some(provider) = provider_by_domain(domain.as_str()) {
        return Discovery {
            provider: Some(brief(provider)),
            found_by: Some(FoundBy::AddressDomain),
            sure: Some(Sure::Certain),
            ..Discovery::default()
        };
    }
    let signs = Signs::look(egress.dns(), &domain).await;
    if let Some(known) = judge::by_table(&signs) {
        return known;
    }
    let found = servers::find(egress, address, &signs, LIMIT).await;
    judge::with_server(&signs, found)
}

fn brief(provider: &Provider) -> ProviderBrief {
    ProviderBrief {
        id: provider.id.clone(),
        name: provider.name.clone(),
        aliases: provider.aliases.clone(),
        kind: provider.kind,
    }
}

#[cfg(test)]
mod tests;
