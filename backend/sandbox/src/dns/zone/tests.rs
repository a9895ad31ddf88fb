use super::*;

#[test]
fn records_are_shown_as_they_were_added() {
    let zone = Zone::default();
    let given = [
        ("shop.test", "TXT", "v=spf1 include:x.test -all"),
        ("shop.test", "MX", "10 mx.shop.test"),
        ("null.test", "MX", "0 ."),
        ("mx.shop.test", "A", "127.0.0.1"),
        ("s1._domainkey.shop.test", "CNAME", "s1.provider.test"),
    ];
    for (name, kind, value) in given {
        zone.add(name, kind, value).unwrap();
    }
    let shown = zone.records();
    let given = given.map(|(name, kind, value)| (name.to_owned(), kind.to_owned(), value.to_owned()));
    assert_eq!(shown, given);
}

#[test]
fn invalid_records_are_rejected_and_change_nothing() {
    let zone = Zone::default();
    zone.add("shop.test", "A", "127.0.0.1").unwrap();
    for (name, kind, value) in [
        ("shop.test", "A", "localhost"),
        ("shop.test", "MX", "mx.shop.test"),
        ("shop.test", "SRV", "0 0 0 x"),
        ("a..test", "A", "127.0.0.1"),
        ("", "A", "127.0.0.1"),
    ] {
        assert!(zone.set(name, kind, &[value]).is_err(), "{name} {kind} {value}");
    }
    assert_eq!(zone.records().len(), 1);
}
