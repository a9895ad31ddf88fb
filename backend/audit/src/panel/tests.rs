use super::*;

fn zone(servers: &[&str]) -> Zone {
    Zone::new("shop.test", servers.iter().map(|&server| server.to_owned()).collect())
}

#[test]
fn names_are_written_as_each_panel_expects_them() {
    for (server, apex, below) in [
        ("ada.ns.cloudflare.com", "@", "_dmarc.www"),
        ("ns-12.awsdns-34.co.uk", "", "_dmarc.www"),
        ("ns.inwx.de", "shop.test", "_dmarc.www.shop.test"),
        ("ns1.nobody.test", "@", "_dmarc.www"),
    ] {
        let zone = zone(&[server]);
        assert_eq!(zone.host_field("shop.test"), apex, "{server}");
        assert_eq!(zone.host_field("_dmarc.www.shop.test"), below, "{server}");
    }
}

#[test]
fn hosts_that_share_nameservers_are_all_named() {
    let found = zone(&["ns-12.awsdns-34.co.uk"]).found().unwrap();
    assert_eq!(found.id.as_deref(), Some("route53"));
    assert!(found.also.iter().any(|name| name.contains("Kinsta")), "{:?}", found.also);
    let nobody = zone(&["ns1.nobody.test", "ns2.nobody.test", "ns.other.test"]).found().unwrap();
    assert_eq!((nobody.id, nobody.name.as_str()), (None, "nobody.test"));
}
