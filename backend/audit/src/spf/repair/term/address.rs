//! Addresses and networks in the forms that people write.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv4Subnets};

/// How many networks a range can become.
const NETWORKS_MAX: usize = 8;

/// Returns the terms for an address, a network or a range. Returns `None` if the text is none of these, or has more
/// than one reading.
pub(super) fn read(text: &str) -> Option<Vec<String>> {
    let text = text.trim_matches(|c: char| "[](){}<>,;".contains(c)).trim_end_matches(['.', '/']);
    if let Some(one) = network(text) {
        return Some(vec![one]);
    }
    let networks = range(text).or_else(|| wildcard(text).map(|one| vec![one]))?;
    Some(networks.into_iter().map(|network| of_network(IpNet::V4(network))).collect())
}

fn network(text: &str) -> Option<String> {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.trim())),
        None => (text, None),
    };
    let address = address.trim_matches(|c: char| "[] ".contains(c));
    if let Some(address) = v4(address) {
        let Some(length) = length else { return Some(format!("ip4:{address}")) };
        let length = match length.parse::<Ipv4Addr>() {
            // A netmask, such as `255.255.255.0`.
            Ok(mask) => ipnet::ipv4_mask_to_prefix(mask).ok()?,
            Err(_) => prefix(length, 32)?,
        };
        return Some(format!("ip4:{address}/{length}"));
    }
    let address: Ipv6Addr = address.parse().ok()?;
    match length {
        None => Some(format!("ip6:{address}")),
        Some(length) => Some(format!("ip6:{address}/{}", prefix(length, 128)?)),
    }
}

/// Parses an IPv4 address. Ignores leading zeros and a mail port after it.
fn v4(text: &str) -> Option<Ipv4Addr> {
    let text = [":25", ":465", ":587"].iter().find_map(|port| text.strip_suffix(port)).unwrap_or(text);
    let parts: Vec<&str> = text.split('.').collect();
    let number = |part: &&str| {
        let is_number = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u8>().ok().filter(|_| is_number)
    };
    let octets: Vec<u8> = parts.iter().map(number).collect::<Option<_>>()?;
    <[u8; 4]>::try_from(octets).ok().map(Ipv4Addr::from)
}

fn prefix(digits: &str, max: u8) -> Option<u8> {
    digits.parse().ok().filter(|&length| length <= max && (length > 0))
}

/// Parses `192.0.2.1-192.0.2.9` or `192.0.2.1-9`.
fn range(text: &str) -> Option<Vec<Ipv4Net>> {
    let (from, to) = text.split_once('-')?;
    let from = v4(from.trim())?;
    let to = v4(to.trim()).or_else(|| {
        let [a, b, c, _] = from.octets();
        Some(Ipv4Addr::new(a, b, c, to.trim().parse().ok()?))
    })?;
    if from > to {
        return None;
    }
    let networks: Vec<Ipv4Net> = Ipv4Subnets::new(from, to, 0).collect();
    (networks.len() <= NETWORKS_MAX).then_some(networks)
}

/// Parses `192.0.2.*` or `192.0.2.x`.
fn wildcard(text: &str) -> Option<Ipv4Net> {
    let rest = ["*", "x", "X"].iter().find_map(|any| text.strip_suffix(any))?.strip_suffix('.')?;
    let address = v4(&format!("{rest}.0"))?;
    Ipv4Net::new(address, 24).ok()
}

/// Returns an address or a network as a term.
pub(crate) fn of_network(network: IpNet) -> String {
    match network {
        IpNet::V4(network) if network.prefix_len() == 32 => format!("ip4:{}", network.addr()),
        IpNet::V4(network) => format!("ip4:{network}"),
        IpNet::V6(network) if network.prefix_len() == 128 => format!("ip6:{}", network.addr()),
        IpNet::V6(network) => format!("ip6:{network}"),
    }
}
