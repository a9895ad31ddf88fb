//! Decides which addresses belong to the public internet (IANA's special-purpose registries, RFC 6890).

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that are not the public internet, and why.
const NOT_PUBLIC_V4: [([u8; 4], u8); 18] = [
    ([0, 0, 0, 0], 8),        // this network, RFC 791
    ([10, 0, 0, 0], 8),       // private, RFC 1918
    ([100, 64, 0, 0], 10),    // carrier-grade NAT, RFC 6598; cloud metadata at 100.100.100.200
    ([127, 0, 0, 0], 8),      // loopback, RFC 1122
    ([168, 63, 129, 16], 32), // Azure's metadata service and nameserver
    ([169, 254, 0, 0], 16),   // link-local, RFC 3927; cloud metadata at 169.254.169.254
    ([172, 16, 0, 0], 12),    // private, RFC 1918
    ([192, 0, 0, 0], 24),     // protocol assignments, RFC 6890; cloud metadata at 192.0.0.192
    ([192, 0, 2, 0], 24),     // documentation, RFC 5737
    ([192, 31, 196, 0], 24),  // AS112, RFC 7535
    ([192, 52, 193, 0], 24),  // AMT, RFC 7450
    ([192, 88, 99, 0], 24),   // 6to4 relays, RFC 7526
    ([192, 168, 0, 0], 16),   // private, RFC 1918
    ([198, 18, 0, 0], 15),    // benchmarking, RFC 2544
    ([198, 51, 100, 0], 24),  // documentation, RFC 5737
    ([203, 0, 113, 0], 24),   // documentation, RFC 5737
    ([224, 0, 0, 0], 4),      // multicast, RFC 5771
    ([240, 0, 0, 0], 4),      // reserved and broadcast, RFC 1112
];

/// The public part of IPv6: global unicast, RFC 4291. Everything else is excluded: loopback, mapped IPv4, both NAT64
/// prefixes, unique-local, link-local, site-local, multicast, and unassigned addresses.
const GLOBAL_UNICAST_V6: ([u16; 3], u8) = ([0x2000, 0, 0], 3);

/// Networks within global unicast that aren't the public internet, or that lead back to IPv4.
const NOT_PUBLIC_V6: [([u16; 3], u8); 5] = [
    ([0x2001, 0, 0], 23),     // protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID
    ([0x2001, 0xdb8, 0], 32), // documentation, RFC 3849
    ([0x2002, 0, 0], 16),     // 6to4, RFC 3056
    ([0x2620, 0x4f, 0x8000], 48), // AS112, RFC 7534
    ([0x3fff, 0, 0], 20),     // documentation, RFC 9637
];

/// Returns true if the address belongs to the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !NOT_PUBLIC_V4.iter().any(|&(net, prefix)| in_v4(address, net, prefix)),
        IpAddr::V6(address) => {
            let (net, prefix) = GLOBAL_UNICAST_V6;
            in_v6(address, net, prefix)
                && !NOT_PUBLIC_V6.iter().any(|&(net, prefix)| in_v6(address, net, prefix))
        }
    }
}

fn in_v4(address: Ipv4Addr, net: [u8; 4], prefix: u8) -> bool {
    (address.to_bits() ^ u32::from_be_bytes(net)) >> (32 - prefix) == 0
}

fn in_v6(address: Ipv6Addr, [a, b, c]: [u16; 3], prefix: u8) -> bool {
    let net = Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0);
    (address.to_bits() ^ net.to_bits()) >> (128 - prefix) == 0
}
