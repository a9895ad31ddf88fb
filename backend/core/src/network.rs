//! Where a request comes from, for the limits: an address and the networks around it.

use std::net::IpAddr;

use ipnet::IpNet;

/// The network that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(Option<IpAddr>);

/// How large a network around an address is counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A household: an IPv4 address, or 64 bits of IPv6.
    Household,
    /// The most that a provider assigns to one customer: 24 bits of IPv4, 56 of IPv6.
    Customer,
    /// An organization: 16 bits of IPv4, 48 of IPv6.
    Organization,
}

impl Width {
    /// From near to far.
    pub const ALL: [Self; 3] = [Self::Household, Self::Customer, Self::Organization];
}

impl Network {
    /// An unknown network.
    pub const UNKNOWN: Self = Self(None);

    /// Returns the network of an address.
    pub fn of(ip: IpAddr) -> Self {
        Self(Some(ip.to_canonical()))
    }

    /// Returns true if the address is in one of these networks.
    pub fn is_in(self, networks: &[IpNet]) -> bool {
        self.0.is_some_and(|ip| networks.iter().any(|net| net.contains(&ip)))
    }

    /// Returns a name for the network of this width. Networks of different widths never have the same name.
    pub fn name(self, width: Width) -> String {
        match self.0 {
            None => "unknown".into(),
            Some(IpAddr::V4(ip)) => {
                let [a, b, c, _] = ip.octets();
                match width {
                    Width::Household => ip.to_string(),
                    Width::Customer => format!("{a}.{b}.{c}.0/24"),
                    Width::Organization => format!("{a}.{b}.0.0/16"),
                }
            }
            Some(IpAddr::V6(ip)) => {
                let [a, b, c, d, ..] = ip.segments();
                match width {
                    Width::Household => format!("{a:x}:{b:x}:{c:x}:{d:x}"),
                    Width::Customer => format!("{a:x}:{b:x}:{c:x}:{:x}::/56", d & 0xff00),
                    Width::Organization => format!("{a:x}:{b:x}:{c:x}::/48"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(address: &str) -> [String; 3] {
        let network = Network::of(address.parse().unwrap());
        Width::ALL.map(|width| network.name(width))
    }

    #[test]
    fn networks_around_an_address() {
        assert_eq!(names("198.51.100.7"), ["198.51.100.7", "198.51.100.0/24", "198.51.0.0/16"]);
        assert_eq!(names("::ffff:198.51.100.7")[0], "198.51.100.7");
        let here = names("2001:db8:1:2345::1");
        assert_eq!(here, ["2001:db8:1:2345", "2001:db8:1:2300::/56", "2001:db8:1::/48"]);
        let same = |other: &str| names(other).iter().zip(&here).map(|(a, b)| a == b).collect::<Vec<_>>();
        assert_eq!(same("2001:db8:1:2345:ffff::9"), [true, true, true]);
        assert_eq!(same("2001:db8:1:23ff::1"), [false, true, true]);
        assert_eq!(same("2001:db8:1:2400::1"), [false, false, true]);
        assert_eq!(same("2001:db8:2:2345::1"), [false, false, false]);
    }
}
