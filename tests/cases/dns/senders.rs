//! Finds out who may send under a term of an SPF record, by asking the case's own DNS server.

use std::net::IpAddr;

use audit::{
    resolver::Overlay,
    spf::{Connection, SpfResult, check_host},
};
use net::dns::Dns;
use support::authority::Authority;
use tokio::runtime::Builder;

use super::zone::Zone;

/// Addresses that no case's records mention: IPv4 from both halves of the address space, and IPv6.
const STRANGERS: [&str; 4] = ["9.9.9.9", "100.42.0.1", "150.101.3.7", "2a0b:7080::53"];

/// Returns true if a term permits strangers by itself, makes the record void, or finds nothing at all.
pub(crate) fn may_go(zone: &Zone, name: &str, term: &str) -> bool {
    let server = Authority::alone(zone.world());
    let dns = Dns::new(vec![server.addresses()[0]], true);
    let text = if term.contains('=') { format!("v=spf1 {term}") } else { format!("v=spf1 {term} -all") };
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let result = |ip: IpAddr| {
        let overlay = Overlay::new(&dns, name, &text);
        let sender = format!("postmaster@{name}");
        let connection = Connection { ip, sender: &sender, helo: name, receiver: "unknown", now: 0 };
        let found = runtime.block_on(check_host(&overlay, &connection));
        (found.result, found.lookups > 0 && found.lookups == found.voids)
    };
    let results = STRANGERS.map(|ip| result(ip.parse().expect("an address")));
    let lets_in = |(result, _): &(SpfResult, bool)| matches!(result, SpfResult::Pass | SpfResult::PermError);
    results.iter().any(lets_in) || results.iter().all(|(_, finds_nothing)| *finds_nothing)
}
