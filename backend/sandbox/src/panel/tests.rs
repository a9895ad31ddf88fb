use super::*;

fn record(kind: &str, value: &str, was: &str) -> FixRecord {
    FixRecord {
        name: SITE.into(),
        host_field: "@".into(),
        kind: kind.into(),
        value: value.into(),
        value_field: String::new(),
        was: was.into(),
    }
}

#[test]
fn only_the_fixed_record_changes() {
    let zone = Zone::default();
    zone.add(SITE, "TXT", "v=spf1 -all").unwrap();
    zone.add(SITE, "TXT", "verify=1").unwrap();
    let values = || -> Vec<String> { zone.records().into_iter().map(|(.., value)| value).collect() };

    assert!(change(&zone, &record("TXT", "v=spf1 a -all", "v=spf1 -all")).unwrap());
    assert_eq!(values(), ["verify=1", "v=spf1 a -all"]);
    assert!(!change(&zone, &record("TXT", "v=spf1 a -all", "v=spf1 -all")).unwrap(), "it's already there");
    assert!(change(&zone, &record("TXT", "", "verify=1")).unwrap());
    assert_eq!(values(), ["v=spf1 a -all"]);
    assert!(change(&zone, &record("SRV", "1", "")).is_err());
}

#[test]
fn values_are_escaped() {
    assert_eq!(escape("<b>&\""), "&lt;b&gt;&amp;&quot;");
}
