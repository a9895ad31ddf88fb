use super::*;

#[test]
fn key_files() {
    let ada = Identities::generate();
    let refused = |text: &str| Identities::parse(text).unwrap_err();
    assert_eq!(Identities::parse(&ada.to_file()).unwrap().public_keys(), ada.public_keys());
    assert_eq!(refused(""), OpenError::NotAnIdentity);
    assert_eq!(refused(&ada.public_keys()[0]), OpenError::PublicKey);
    assert_eq!(refused("age-encryption.org/v1\n-> scrypt"), OpenError::LockedIdentity);
    assert_eq!(refused("# a Yubikey\nAGE-PLUGIN-YUBIKEY-1QQPQQQQ"), OpenError::NeedsPlugin);
    assert_eq!(format!("{ada:?}"), "[redacted]");
}

#[test]
fn a_locked_file_opens_only_with_its_passphrase() {
    let ada = Identities::generate();
    let locked = lock(&ada.to_file(), "a long row of words").unwrap();
    assert!(is_locked(locked.as_bytes()) && !locked.contains("AGE-SECRET-KEY"));
    assert_eq!(Identities::parse(&locked).unwrap_err(), OpenError::LockedIdentity);
    let text = unlock(locked.as_bytes(), "a long row of words").unwrap();
    assert_eq!(Identities::parse(&text).unwrap().public_keys(), ada.public_keys());
    let wrong = |file: &[u8], passphrase| unlock(file, passphrase).unwrap_err();
    assert_eq!(wrong(locked.as_bytes(), "another row of words"), OpenError::WrongPassphrase);
    assert_eq!(wrong(&locked.as_bytes()[..200], "a long row of words"), OpenError::Damaged);
    let sealed = encrypt(&[Box::new(ada.own[0].to_public())], b"x").unwrap();
    assert_eq!(wrong(&sealed, "a long row of words"), OpenError::NotAnIdentity);
}

#[test]
fn a_huge_work_factor_is_rejected_at_once() {
    // The header of a file with N = 2^40. It is rejected before the work begins.
    let salt = "AAAAAAAAAAAAAAAAAAAAAA";
    let body = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let mac = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let header = format!("age-encryption.org/v1\n-> scrypt {salt} 40\n{body}\n--- {mac}\n");
    let file = [header.as_bytes(), &[0; 64]].concat();
    assert_eq!(unlock(&file, "a long row of words").unwrap_err(), OpenError::TooMuchWork);
}
