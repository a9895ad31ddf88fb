use super::*;

fn steps(records: &[(&str, &str)]) -> Vec<Step> {
    records
        .iter()
        .map(|(domain, text)| Step {
            domain: (*domain).to_owned(),
            found: DmarcRecord::parse(text).map_or(Found::Nothing, Found::One),
            hops: Vec::new(),
        })
        .collect()
}

#[test]
fn at_most_eight_names_are_queried() {
    assert_eq!(names("a.shop.test"), ["a.shop.test", "shop.test", "test"]);
    let long = names("a.b.c.d.e.f.g.h.i.shop.test");
    assert_eq!((long.len(), long[1].as_str(), long[7].as_str()), (8, "e.f.g.h.i.shop.test", "test"));
}

#[test]
fn the_organizational_domain_is_found_as_in_the_rfc() {
    let none = steps(&[("a.shop.test", ""), ("shop.test", ""), ("test", "")]);
    assert_eq!(organizational(&none), "a.shop.test");
    let top = steps(&[("a.shop.test", "v=DMARC1"), ("shop.test", "v=DMARC1"), ("test", "")]);
    assert_eq!(organizational(&top), "shop.test");
    let psd =
        steps(&[("a.shop.co.test", ""), ("shop.co.test", ""), ("co.test", "v=DMARC1; psd=y"), ("test", "")]);
    assert_eq!(organizational(&psd), "shop.co.test");
    let cut = steps(&[("a.b.test", "v=DMARC1"), ("b.test", "v=DMARC1; psd=n"), ("test", "v=DMARC1")]);
    assert_eq!(organizational(&cut), "b.test");
}
