use super::*;
use proptest::prelude::*;

fn link() -> Link {
    Link::new(Pin([7; 16]), |bytes| bytes.fill(9))
}

#[test]
fn prints_and_parses() {
    let url = link().url("https://post.example/");
    assert!(url.starts_with("https://post.example/o#"), "{}", url.as_str());
    assert_eq!(url.rsplit_once('#').unwrap().1.len(), 60);
    assert_eq!(Link::parse(&url), Ok(link()));
    assert_eq!(Link::parse(&url.to_uppercase()), Ok(link()));
}

#[test]
fn survives_changes_by_mail_programs() {
    let fragment = link().fragment();
    let broken: String = fragment.chars().flat_map(|c| [c, '\u{200b}', '\n', ' ']).collect();
    assert_eq!(Link::parse(&broken), Ok(link()));
}

#[test]
fn rejects_truncated_links() {
    let url = link().url("https://post.example");
    for end in 0..url.len() {
        assert_eq!(Link::parse(&url[..end]), Err(LinkError::Incomplete), "cut off at byte {end}");
    }
}

#[test]
fn another_version_is_reported() {
    let mut bytes = [2u8; BYTES];
    let sum = Sha256::digest(&bytes[..33]);
    bytes[33..].copy_from_slice(&sum[..4]);
    assert_eq!(Link::parse(&base32::encode(&bytes)), Err(LinkError::Version));
}

#[test]
fn derived_values_differ_and_are_redacted() {
    let link = link();
    assert_ne!(link.locator().as_str()[..20], link.token().expose()[..20]);
    let printed = format!("{link:?} {:?}", link.token());
    assert!(!printed.contains(link.token().expose()) && !printed.contains("9, 9"), "{printed}");
}

#[test]
fn authenticates_only_its_own_files() {
    let tag = link().authenticate(b"sealed");
    assert!(link().is_authentic(b"sealed", &tag));
    assert!(!link().is_authentic(b"sealeD", &tag));
    let other = Link::new(Pin([7; 16]), |bytes| bytes.fill(8));
    assert!(!other.is_authentic(b"sealed", &tag));
}

proptest! {
    #[test]
    fn any_single_change_is_noticed(at in 0usize..60, with in "[0-9a-hjkmnp-tv-z]") {
        let mut fragment = link().fragment().to_string();
        prop_assume!(fragment[at..=at] != with);
        fragment.replace_range(at..=at, &with);
        prop_assert!(Link::parse(&fragment).is_err());
    }

    #[test]
    fn never_panics(text: String) {
        let _ = Link::parse(&text);
    }
}
