use super::*;

#[test]
fn records_are_distinguished_from_other_texts() {
    for text in ["v=DMARC1", "v = DMARC1 ; p=none", "v=DMARC1;p=reject;"] {
        assert!(DmarcRecord::parse(text).is_some(), "{text}");
    }
    for text in [
        "v=dmarc1; p=none",
        "v=DMARC1 p=none",
        "p=none; v=DMARC1",
        " v=DMARC1; p=none",
        "\tv=DMARC1; p=none",
        "\"v=DMARC1; p=none\"",
        "note; v=DMARC1; p=none",
        "v=spf1 -all",
        "",
    ] {
        assert!(DmarcRecord::parse(text).is_none(), "{text}");
    }
}

#[test]
fn tags_are_read() {
    let record = DmarcRecord::parse(
        "v=DMARC1; p=Reject; sp=none; rua=mailto:a@shop.test!10m, mailto:b@x.test,https://x.test; aspf=S; pct=50",
    )
    .unwrap();
    assert_eq!((record.policy(), record.subdomain_policy()), (Some(Policy::Reject), Some(Policy::None)));
    assert_eq!(record.report_addresses(), ["a@shop.test", "b@x.test"]);
    assert_eq!(record.absent_policy(), Some(Policy::None));
    let absent = |text| DmarcRecord::parse(text).unwrap().absent_policy();
    assert_eq!(absent("v=DMARC1; p=none; sp=quarantine; np=reject"), Some(Policy::Reject));
    assert_eq!(absent("v=DMARC1; p=reject; np=refuse"), Some(Policy::Reject));
    assert!(record.is_spf_strict());
    assert_eq!(DmarcRecord::parse("v=DMARC1; p=monitor").unwrap().policy(), None);
}

#[test]
fn a_part_without_an_equals_sign_is_ignored() {
    let record =
        DmarcRecord::parse("v=DMARC1;&nbsp;p=quarantine;&nbsp;rua=mailto:a@shop.test; note").unwrap();
    assert_eq!(record.policy(), Some(Policy::Quarantine));
    assert_eq!(record.report_addresses(), ["a@shop.test"]);
    assert_eq!(record.ignored(), ["&nbsp", "&nbsp", "note"]);
}

#[test]
fn a_test_flag_means_the_next_milder_policy() {
    let effective = |text| DmarcRecord::parse(text).unwrap().effective();
    assert_eq!(effective("v=DMARC1; p=reject; t=y"), Policy::Quarantine);
    assert_eq!(effective("v=DMARC1; p=quarantine; t=y"), Policy::None);
    assert_eq!(effective("v=DMARC1; p=reject; t=n"), Policy::Reject);
}

#[test]
fn spaces_and_order_do_not_change_a_record() {
    let record = |text| DmarcRecord::parse(text).unwrap();
    let one = record("v=DMARC1; p=reject; rua=mailto:a@shop.test");
    assert!(one.says_the_same_as(&record("v=DMARC1;p=Reject;  rua=mailto:a@shop.test;")));
    assert!(one.says_the_same_as(&record("v=DMARC1; rua=mailto:a@shop.test; p=reject")));
    assert!(!one.says_the_same_as(&record("v=DMARC1; p=none; rua=mailto:a@shop.test")));
}

#[test]
fn an_edit_keeps_all_other_tags() {
    let record = DmarcRecord::parse("v=DMARC1; p=reject; pct=50;").unwrap();
    assert_eq!(
        record.with("rua", "mailto:a@shop.test"),
        "v=DMARC1; p=reject; pct=50; rua=mailto:a@shop.test"
    );
    let record = DmarcRecord::parse("v=DMARC1; rua=mailto:a@shop.test").unwrap();
    assert_eq!(record.with("p", "none"), "v=DMARC1; p=none; rua=mailto:a@shop.test");
}
