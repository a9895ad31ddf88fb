use super::*;

fn steps(records: &[(&str, &str)]) -> Vec<Step> {
    let found = |text| DmarcRecord::parse(text).map_or(Found::Nothing, Found::One);
    records
        .iter()
        .map(|&(domain, text)| Step { domain: domain.to_owned(), found: found(text), hops: Vec::new() })
        .collect()
}

#[test]
fn the_list_has_registries_and_shared_domains() {
    for (domain, expected) in [
        ("shop.test", "shop.test"),
        ("a.b.shop.test", "shop.test"),
        ("www.shop.co.uk", "shop.co.uk"),
        ("co.uk", "co.uk"),
        ("mail.bakery.github.io", "bakery.github.io"),
        ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
    ] {
        assert_eq!(organizational(domain), expected);
    }
}

#[test]
fn only_the_name_and_its_organization_are_queried() {
    let between = steps(&[
        ("a.b.shop.test", ""),
        ("b.shop.test", "v=DMARC1; p=reject"),
        ("shop.test", ""),
        ("test", ""),
    ]);
    assert_eq!(inherited(&between), Inherited::Nothing);
    let top = steps(&[("a.shop.test", ""), ("shop.test", "v=DMARC1; p=reject; sp=none"), ("test", "")]);
    assert_eq!(inherited(&top), Inherited::From("shop.test", Policy::None));
    let not_asked = steps(&[("a.shop.test", ""), ("test", "")]);
    assert_eq!(inherited(&not_asked), Inherited::Unknown);
}

#[test]
fn tags_of_only_one_standard_are_reported() {
    let older = |text: &str| beside(&DmarcRecord::parse(text).unwrap(), "shop.test", "shop.test");
    assert_eq!(older("v=DMARC1; p=reject"), OlderReading::default());
    assert_eq!(older("v=DMARC1; p=reject; pct=20").share, Some(20));
    assert_eq!(older("v=DMARC1; p=none; pct=20; t=y"), OlderReading::default());
    assert!(older("v=DMARC1; p=reject; t=y").in_full);
}
