//! From an address alone to the provider, or at least to a server: by the table, by what the domain says about itself
//! in DNS and at its autoconfig address, then by who greets at the usual names.
//!
//! All DNS questions are asked at once, and then all servers at once: it takes about as long as one check. Nothing is
//! concluded from silence, and where two signs speak for two companies the client is asked.

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

/// How long the servers have, all of them together.
const LIMIT: Duration = Duration::from_secs(4);

/// Looks for the provider, or for the domain's own server.
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
