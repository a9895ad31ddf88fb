use super::{super::key::KeyError, *};

const KEY: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCrZ6zwKHLkoNpHNyPGwGd8wZoNZOk5buOf8wJwfkSZsNllZs4jTNFQLy6v4Ok9qd46NdeRZWnTAY+lmAAV1nfH6ulBjiRHsdymijqKy/VMZ9Njjdy/+FPnJSm3+tG9Id7zgLxacA1Yis/18V3TCfvJrHAR/a77Dxd65c96UvqP3QIDAQAB";
const ED: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn rsa() -> String {
    format!("v=DKIM1; k=rsa; p={KEY}")
}

#[test]
fn a_tag_with_other_characters_is_not_repaired() {
    for flags in ["\u{fffd}K H", "y&amp;#160;"] {
        assert_eq!(repaired(&format!("v=DKIM1; t={flags}; h=sha1; p={KEY}")), None, "{flags:?}");
    }
}

#[test]
fn a_duplicate_record_is_kept_once() {
    let twice = format!("v=DKIM1; k=rsa; p={KEY}; v=DKIM1; k=rsa; p={KEY}");
    assert_eq!(Key::parse(&twice).unwrap_err(), KeyError::DuplicateTag);
    assert_eq!(repaired(&twice), Some(format!("v=DKIM1; k=rsa; p={KEY}")));
}

#[test]
fn typos_with_one_reading_are_repaired() {
    for text in [
        format!("k=rsa; p={KEY}; v=DKIM1"),
        format!("\"v=DKIM1; k=rsa; p={KEY}\""),
        format!("v=DKIM1\\; k=rsa\\; p={KEY}"),
        format!("v=dkim1; k=rsa; p={KEY}"),
        format!("v=DKIM1; k=RSA; p={KEY}"),
        format!("v=DKIM1, k=rsa, p={KEY}"),
        format!("v=DKIM1 k=rsa p={KEY}"),
        format!("v=DKIM1; h=sha1; k=rsa; p={KEY}"),
        format!("v=DKIM1; k=rsa; s=smtp; p={KEY}"),
        format!("v=DKIM1; k=rsa; p:{KEY}"),
        format!("v=DKIM1;&nbsp;k=rsa;&nbsp;p={KEY}"),
        format!("“v=DKIM1; k=rsa; p={KEY}”"),
        format!("s1._domainkey IN TXT ( v=DKIM1; k=rsa; p={KEY} )"),
        format!("v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----{KEY}-----END PUBLIC KEY-----"),
        format!("v=DKIM1; k=rsa; {KEY}"),
        format!("v=DKIM1; k=rsa; k=rsa; p={KEY}"),
        format!("DKIM1; k=rsa; p={KEY}"),
        KEY.to_owned(),
    ] {
        assert_eq!(repaired(&text).as_deref(), Some(rsa().as_str()), "{text}");
    }
    let info = STANDARD.encode([&ED25519_INFO[..], &STANDARD.decode(ED).unwrap()].concat());
    for text in [
        format!("v=DKIM1; k=ed25519; p={info}"),
        format!("v=DKIM1; p={ED}"),
        format!("v=DKIM1; k=ed25519; p={}", ED.trim_end_matches('=')),
    ] {
        assert_eq!(repaired(&text).unwrap(), format!("v=DKIM1; k=ed25519; p={ED}"), "{text}");
    }
}

#[test]
fn correct_or_unclear_text_is_left_alone() {
    let (half, _) = KEY.split_at(100);
    for text in [
        rsa(),
        format!("v=DKIM1; k=rsa; p={half}"),
        "v=DKIM1; k=rsa".to_owned(),
        "v=DKIM1; k=rsa; p=".to_owned(),
        format!("v=DKIM1; s=tlsrpt; k=rsa; p={KEY}; v=DKIM1x"),
        format!("v=DKIM1; k=rsa; p={KEY}; p={ED}"),
        "v=spf1 -all".to_owned(),
        "abcd efgh ijkl mnop".to_owned(),
        String::new(),
    ] {
        assert_eq!(repaired(&text), None, "{text}");
    }
}

#[test]
fn a_bare_key_becomes_one_that_every_verifier_reads() {
    let info = STANDARD.decode(KEY).unwrap();
    assert_eq!(record_of(&info).unwrap(), rsa());
    // The bytes after the algorithm and the header of the bit string are the bare key.
    let bare = &info[22..];
    let record = record_of(bare).unwrap();
    assert!(is_usable(&record) && Key::parse(&record).unwrap().strength == Strength::Rsa(1024), "{record}");
    assert_ne!(record, format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(bare)));
}

#[test]
fn only_the_test_flag_is_removed() {
    assert_eq!(without_testing(&format!("v=DKIM1; t=y; k=rsa; p={KEY}")).unwrap(), rsa());
    let kept = without_testing(&format!("v=DKIM1; t=y:s; k=rsa; p={KEY}")).unwrap();
    assert_eq!(kept, format!("v=DKIM1; t=s; k=rsa; p={KEY}"));
}
