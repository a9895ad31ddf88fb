//! The resolvers of this machine.

use std::{
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

const PATH: &str = "/etc/resolv.conf";
const PORT: u16 = 53;

/// Returns the machine's resolvers, or loopback if none is configured (resolv.conf(5)).
pub(super) fn servers() -> Vec<SocketAddr> {
    let servers = parse(&fs::read_to_string(PATH).unwrap_or_default());
    if servers.is_empty() { vec![(Ipv4Addr::LOCALHOST, PORT).into()] } else { servers }
}

/// Parses resolv.conf. Skips link-local servers, which need the name of an interface.
fn parse(text: &str) -> Vec<SocketAddr> {
    text.lines()
        .filter_map(|line| {
            let mut words = line.split_ascii_whitespace();
            let address: IpAddr = (words.next()? == "nameserver").then(|| words.next())??.parse().ok()?;
            Some((address, PORT).into())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nameserver_lines_are_read() {
        let text = "# nameserver 1.1.1.1\nsearch lan\nnameserver 192.0.2.53 \n nameserver ::1\nnameserver fe80::1%eth0\n";
        assert_eq!(parse(text), ["192.0.2.53:53".parse().unwrap(), "[::1]:53".parse().unwrap()]);
    }
}
