//! The provider behind an address: by the address's own domain, then by who takes the domain's mail.

use shared::{
    facts::{Provider, provider_by_domain, provider_by_mx},
    rules::Address,
    wire::{Discovery, FoundBy, ProviderBrief},
};

use crate::{
    egress::dns::{Dns, Kind},
    report::resolver::Resolver,
};

/// Looks for the provider. A silent name server is told apart from "nobody that we know".
pub async fn discover(dns: &Dns, address: &Address) -> Discovery {
    recognise(dns, address).await
}

async fn recognise<R: Resolver>(resolver: &R, address: &Address) -> Discovery {
    let domain = address.domain();
    let mut discovery = Discovery { provider: None, found_by: None, seen: Vec::new(), unknown: None };
    if let Some(provider) = provider_by_domain(domain.as_str()) {
        discovery.provider = Some(brief(provider));
        discovery.found_by = Some(FoundBy::AddressDomain);
        return discovery;
    }
    let answer = resolver.ask(domain.as_str(), Kind::Mx).await;
    if let Some(silence) = answer.silence() {
        discovery.unknown = Some(format!("We could not find out who takes the mail of {domain}: {silence}."));
        return discovery;
    }
    let hosts: Vec<&str> =
        answer.mail_hosts().into_iter().map(|(_, host)| host).filter(|host| *host != ".").collect();
    if let Some(provider) = provider_by_mx(hosts.iter().copied()) {
        discovery.provider = Some(brief(provider));
        discovery.found_by = Some(FoundBy::Mx);
    }
    discovery.seen = hosts.into_iter().map(str::to_owned).collect();
    discovery
}

fn brief(provider: &Provider) -> ProviderBrief {
    ProviderBrief {
        id: provider.id.clone(),
        name: provider.name.clone(),
        aliases: provider.aliases.clone(),
        kind: provider.kind,
    }
}
