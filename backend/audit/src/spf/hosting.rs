//! Hosting that sends mail from the web server. In a record, `a` and `mx` mean the addresses that DNS returns, which
//! can belong to a proxy or another company's mail servers.

use std::net::IpAddr;

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::{
    dns::{Kind, Resolver},
    facts::{Proxy, ends_on_label, gateway_by_mx, provider_by_mx, proxies},
    report::Away,
};

use crate::resolver::addresses;

/// Names at which a web server is often reachable behind a proxy.
const BESIDE: [&str; 5] = ["cpanel", "mail", "webmail", "ftp", "server"];

/// What DNS says about the hosting server.
#[derive(Debug, Clone, Default)]
pub(super) struct Hosting {
    /// Those of `a` and `mx` that refer to the server.
    pub(super) terms: Vec<String>,
    /// Why `a` doesn't refer to the server.
    pub(super) away: Option<Away>,
    /// Addresses that could be the server's, each with its name.
    pub(super) hints: Vec<(String, IpAddr)>,
}

/// Finds out if the domain's website and its mail hosts are on the server.
pub(super) async fn hosting<R: Resolver>(resolver: &R, domain: &str, hosts: &[&str]) -> Hosting {
    let own = addresses(resolver, domain).await;
    let site: Vec<IpAddr> = own.iter().collect();
    let proxy = site.iter().find_map(|address| proxy(*address));
    let mut terms = Vec::new();
    if !site.is_empty() && proxy.is_none() {
        terms.push("a".to_owned());
    }
    let is_elsewhere =
        provider_by_mx(hosts.iter().copied()).is_some() || gateway_by_mx(hosts.iter().copied()).is_some();
    if !is_elsewhere {
        let found = join_all(hosts.iter().map(|host| addresses(resolver, host))).await;
        let is_own = hosts.iter().zip(&found).any(|(host, found)| {
            let is_proxied = found.iter().any(|address| self::proxy(address).is_some());
            let is_here = found.iter().any(|address| site.contains(&address)) || ends_on_label(host, domain);
            found.is_there() && is_here && !is_proxied
        });
        if is_own {
            terms.push("mx".to_owned());
        }
    }
    if !terms.is_empty() {
        return Hosting { terms, ..Hosting::default() };
    }
    let away = match proxy {
        Some(proxy) => Away::Proxy(proxy.name.clone()),
        None => Away::NoAddress,
    };
    Hosting { terms, away: Some(away), hints: hints(resolver, domain).await }
}

async fn hints<R: Resolver>(resolver: &R, domain: &str) -> Vec<(String, IpAddr)> {
    let names: Vec<String> = BESIDE.iter().map(|label| format!("{label}.{domain}")).collect();
    let answers = join_all(names.iter().map(|name| resolver.ask(name, Kind::A))).await;
    let found = names.into_iter().zip(&answers).filter_map(|(name, answer)| {
        let address = answer.addresses().find(|address| proxy(*address).is_none())?;
        answer.hops().is_empty().then_some((name, address))
    });
    found.collect()
}

/// Returns the proxy that an address belongs to.
fn proxy(address: IpAddr) -> Option<&'static Proxy> {
    let is_in = |network: &String| network.parse::<IpNet>().is_ok_and(|network| network.contains(&address));
    proxies().iter().find(|proxy| proxy.networks.iter().any(is_in))
}
