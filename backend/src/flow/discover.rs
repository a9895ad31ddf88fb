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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::zone::Zone;

    async fn found(zone: &str, address: &str) -> Discovery {
        recognise(&Zone::new(zone), &address.parse().unwrap()).await
    }

    #[tokio::test]
    async fn by_the_address_itself_without_asking() {
        let discovery = found("gmail.com TIMEOUT", "ada@gmail.com").await;
        assert_eq!(discovery.provider.unwrap().id, "google-workspace");
        assert_eq!(discovery.found_by, Some(FoundBy::AddressDomain));
    }

    #[tokio::test]
    async fn by_mail_hosts_on_whole_labels() {
        let discovery =
            found("shop.test MX 10 mx.shop.test\nshop.test MX 1 ASPMX.L.Google.com", "a@shop.test").await;
        assert_eq!(
            (discovery.provider.unwrap().id.as_str(), discovery.found_by),
            ("google-workspace", Some(FoundBy::Mx))
        );
        assert_eq!(discovery.seen, ["aspmx.l.google.com", "mx.shop.test"]);
        let none = found("shop.test MX 1 mx.notgoogle.com", "a@shop.test").await;
        assert_eq!((none.provider, none.unknown, none.seen.len()), (None, None, 1));
    }

    #[tokio::test]
    async fn silence_is_not_nobody() {
        let discovery = found("shop.test TIMEOUT", "a@shop.test").await;
        assert_eq!(discovery.provider, None);
        assert!(discovery.unknown.unwrap().contains("192.0.2.53:53"));
    }
}
