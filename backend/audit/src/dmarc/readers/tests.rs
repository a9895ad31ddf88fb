use super::*;

#[test]
fn an_address_is_kept_no_matter_what_is_before_it() {
    for (list, expected) in [
        ("a@shop.test", "mailto:a@shop.test"),
        ("mailto:a@shop.test", "mailto:a@shop.test"),
        ("MAILTO:a@shop.test!10m", "mailto:a@shop.test!10m"),
        ("mailto://a@shop.test", "mailto:a@shop.test"),
        ("mailto: a@shop.test", "mailto:a@shop.test"),
        ("mail:a@shop.test", "mailto:a@shop.test"),
        ("<a@shop.test>", "mailto:a@shop.test"),
        ("mailto:<a@shop.test>", "mailto:a@shop.test"),
        ("a@shop.test 3600", "mailto:a@shop.test"),
        ("a@shop.test b@shop.test", "mailto:a@shop.test,mailto:b@shop.test"),
        ("a@shop.test, mailto:b@shop.test", "mailto:a@shop.test,mailto:b@shop.test"),
    ] {
        let uris: Vec<String> = read(list).into_iter().map(|reader| meant(&reader.uri).unwrap()).collect();
        assert_eq!(uris.join(","), expected, "{list}");
    }
    for other in ["https://shop.test/a@b", "nobody", "a@shop", "@shop.test", "ftp:a@shop.test"] {
        assert_eq!(meant(other), None, "{other}");
    }
    assert_eq!(named("v=DMARC1; p=none; reports to a@shop.test").as_deref(), Some("a@shop.test"));
    assert_eq!(named("v=DMARC1; p=none"), None);
    assert!(read("MAILTO:a@shop.test").iter().all(|reader| reader.is_right), "a scheme has any case");
}
