use super::*;

/// Returns a key with this many bits, as a SubjectPublicKeyInfo.
fn rsa(bits: usize) -> String {
    fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82][..], &length, content].concat()
    }
    let mut modulus = vec![0xff; bits / 8];
    modulus.insert(0, 0);
    let key = wrap(SEQUENCE, &[wrap(INTEGER, &modulus), vec![INTEGER, 3, 1, 0, 1]].concat());
    let algorithm = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let info = wrap(SEQUENCE, &[&algorithm[..], &wrap(BIT_STRING, &[&[0][..], &key].concat())].concat());
    STANDARD.encode(info)
}

#[test]
fn key_strengths_are_read() {
    for bits in [512, 1024, 2048, 4096] {
        let text = format!("v=DKIM1; k=rsa; p={}", rsa(bits));
        assert_eq!(Key::parse(&text).unwrap().strength, Strength::Rsa(u32::try_from(bits).unwrap()));
    }
    let ed = format!("v=DKIM1;k=ed25519;p={}", STANDARD.encode([7; 32]));
    assert_eq!(Key::parse(&ed).unwrap().strength, Strength::Ed25519);
    assert_eq!(Key::parse("v=DKIM1; p=").unwrap().strength, Strength::Revoked);
}

#[test]
fn flags_spaces_and_order_are_read() {
    let key = rsa(1024);
    let (a, b) = key.split_at(40);
    assert!(Key::parse(&format!("p={a} {b} ; t=s:y")).unwrap().testing);
    assert!(!Key::parse(&format!("p={key}; t=s")).unwrap().testing);
    assert!(Key::parse(&format!("h=sha1 : sha256; p={key}")).is_ok(), "one supported hash is enough");
    for (text, error) in [
        (format!("p={key}; v=DKIM1"), KeyError::Version),
        (format!("v=DKIM2; p={key}"), KeyError::Version),
        ("v=DKIM1; k=rsa".into(), KeyError::NoKey),
        (format!("v=DKIM1; p={a}"), KeyError::Damaged),
        (format!("v=DKIM1; k=ed25519; p={key}"), KeyError::Damaged),
        (format!("v=DKIM1; k=dsa; p={key}"), KeyError::Kind),
        (format!("v=DKIM1; s=tlsrpt; p={key}"), KeyError::NotForMail),
        (format!("v=DKIM1; h=sha1; p={key}"), KeyError::Hash),
        (format!("v=DKIM1; h=; p={key}"), KeyError::Hash),
        (format!("v=DKIM1; p={key}; p={key}"), KeyError::DuplicateTag),
        ("hello".into(), KeyError::Tags),
    ] {
        assert_eq!(Key::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn a_key_is_the_same_in_both_forms() {
    let info = rsa(1024);
    let whole = STANDARD.decode(&info).unwrap();
    // The bare key is the end of a SubjectPublicKeyInfo.
    let start = whole.len() - (4 + 4 + 129 + 5);
    let bare = whole[start..].to_vec();
    for (encoded, flags, strict_identity) in
        [(info, "t=s", true), (STANDARD.encode(&bare), "t=y", false), (STANDARD.encode(&bare), "t=y:s", true)]
    {
        let read = KeyMaterial::parse(&format!("v=DKIM1; {flags}; p={encoded}")).unwrap();
        let public = PublicKey::Rsa { bits: 1024, der: bare.clone() };
        assert_eq!(read, KeyMaterial { public, strict_identity }, "{flags}");
    }
    let ed = KeyMaterial::parse(&format!("k=ed25519; p={}", STANDARD.encode([7; 32]))).unwrap();
    assert_eq!(ed.public, PublicKey::Ed25519(vec![7; 32]));
    assert_eq!(KeyMaterial::parse("v=DKIM1; p=").unwrap().public, PublicKey::Revoked);
    assert_eq!(KeyMaterial::parse("v=DKIM1; p=AAAA"), Err(KeyError::Damaged));
}
