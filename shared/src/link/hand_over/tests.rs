use proptest::prelude::*;

use super::*;
use crate::{link::Link, recipients::Pin};

fn client(seed: u8) -> Link {
    Link::new(Pin([7; 16]), |bytes| bytes.fill(seed))
}

fn link() -> HandOverLink {
    client(9).hand_over(HandedStep::App, salt(1))
}

fn salt(seed: u8) -> Salt {
    Salt::new(|bytes| bytes.fill(seed))
}

#[test]
fn prints_and_parses() {
    let url = link().url("https://post.example/");
    assert!(url.starts_with("https://post.example/h#"), "{}", url.as_str());
    assert_eq!(url.rsplit_once('#').unwrap().1.len(), 34);
    for text in [
        url.to_string(),
        url.to_uppercase(),
        format!("Please do this: <{}>.", url.as_str()),
        url.replace('#', "%23"),
        url[..40].to_owned() + "\n> " + &url[40..],
        link().fragment().to_string(),
    ] {
        assert_eq!(HandOverLink::parse(&text), Ok(link()), "{text}");
    }
}

#[test]
fn rejects_what_is_not_one_whole_link() {
    let url = link().url("https://post.example");
    for end in 0..url.len() {
        assert_eq!(HandOverLink::parse(&url[..end]), Err(LinkError::Incomplete), "cut off at byte {end}");
    }
    let other = client(9).hand_over(HandedStep::App, salt(2)).url("https://post.example");
    let both = format!("{} {}", url.as_str(), other.as_str());
    assert_eq!(HandOverLink::parse(&both), Err(LinkError::Several));
    let sent = format!("https://click.example/{}", link().fragment().as_str());
    assert_eq!(HandOverLink::parse(&sent), Err(LinkError::Rewritten));
    let mut bytes = [2u8; BYTES];
    let sum = Sha256::digest(&bytes[..17]);
    bytes[17..].copy_from_slice(&sum[..4]);
    assert_eq!(HandOverLink::parse(&base32::encode(&bytes)), Err(LinkError::Version));
}

#[test]
fn neither_kind_of_link_is_read_as_the_other() {
    let client = client(9);
    assert!(HandOverLink::parse(&client.url("https://post.example")).is_err());
    assert!(Link::parse(&link().url("https://post.example")).is_err());
}

#[test]
fn every_device_derives_the_same_link_and_no_two_links_share_anything() {
    let again = client(9).hand_over(HandedStep::App, salt(1));
    assert_eq!((again.locator(), again.token()), (link().locator(), link().token()));
    for (what, other) in [
        ("another salt", client(9).hand_over(HandedStep::App, salt(2))),
        ("another client", client(8).hand_over(HandedStep::App, salt(1))),
    ] {
        assert_ne!(other.locator(), link().locator(), "{what}");
        assert_ne!(other.token(), link().token(), "{what}");
        let key = |link: &HandOverLink| link.identity().to_public().to_string();
        assert_ne!(key(&other), key(&link()), "{what}");
    }
    assert_ne!(link().locator(), client(9).locator());
    assert_ne!(link().token(), client(9).token());
}

/// Another program or another release has to derive the same values.
#[test]
fn the_derivation_does_not_change() {
    let secret = Hkdf::<Sha256>::new(None, &[9; 16]);
    let mut expected = [0; 16];
    let info = [b"sealpost hand-over v1".as_slice(), &[1], &[1; 8]].concat();
    secret.expand(&info, &mut expected).unwrap();
    assert_eq!(link().secret.0, expected);
}

#[test]
fn nothing_prints_the_secret() {
    let printed = format!("{:?} {:?}", link(), link().token());
    assert!(!printed.contains(link().token().expose()) && !printed.contains(','), "{printed}");
}

#[test]
fn a_salt_has_thirteen_characters() {
    let text = String::from(salt(1));
    assert_eq!((text.len(), Salt::try_from(text.clone())), (13, Ok(salt(1))));
    for wrong in [String::new(), text[1..].to_owned(), format!("{text}0")] {
        assert!(Salt::try_from(wrong.clone()).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn any_single_change_is_noticed(at in 0usize..34, with in "[0-9a-hjkmnp-tv-z]") {
        let mut fragment = link().fragment().to_string();
        prop_assume!(fragment[at..=at] != with);
        fragment.replace_range(at..=at, &with);
        prop_assert!(HandOverLink::parse(&fragment).is_err());
    }

    #[test]
    fn never_panics(text: String) {
        let _ = HandOverLink::parse(&text);
    }
}
