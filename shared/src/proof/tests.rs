use super::*;
use proptest::prelude::*;

fn recipient(identities: &Identities) -> Recipient {
    Recipient::new("Ada", &identities.public_keys()[0]).unwrap()
}

#[test]
fn only_the_key_holder_can_answer_and_only_for_themselves() {
    let (ada, eve) = (Identities::generate(), Identities::generate());
    let key = recipient(&ada);
    let made = challenge("ada0000000", &key, &[7; 32]).unwrap();
    assert_eq!(answer(&ada, "ada0000000", &key, &made.sealed), Ok(made.answer.clone()));
    assert_eq!(answer(&eve, "ada0000000", &key, &made.sealed), Err(OpenError::WrongIdentity));
    assert_eq!(answer(&ada, "eve0000000", &key, &made.sealed), Err(OpenError::NotAChallenge));
    let other = challenge("ada0000000", &key, &[8; 32]).unwrap();
    assert_ne!(made.answer, other.answer);
    let other = challenge("eve0000000", &key, &[7; 32]).unwrap();
    assert_ne!(made.answer, other.answer, "the answer depends on the person");
}

#[test]
fn a_server_cannot_pass_off_other_files_as_challenges() {
    let ada = Identities::generate();
    let key = recipient(&ada);
    let asked = |text: &[u8]| {
        let sealed = encrypt(&[key.age().unwrap()], text).unwrap();
        answer(&ada, "ada0000000", &key, &sealed)
    };
    let right = text("ada0000000", key.key(), &[7; 32]);
    assert!(asked(right.as_bytes()).is_ok());
    for wrong in [
        b"".as_slice(),
        b"\xff",
        br#"{"v":1,"secret":"abcdefghijklmnop"}"#,
        right.trim_end().as_bytes(),
        right.replace("v1", "v2").as_bytes(),
        right.replace("random", "random  ").as_bytes(),
        format!("{}and more\n", *right).as_bytes(),
        &[b' '; TEXT_MAX + 1],
    ] {
        assert!(asked(wrong).is_err(), "{}", String::from_utf8_lossy(wrong));
    }
}

proptest! {
    #[test]
    fn a_text_in_another_form_is_not_answered(text in "\\PC{0,200}") {
        let ada = Identities::generate();
        let key = recipient(&ada);
        let sealed = encrypt(&[key.age().unwrap()], text.as_bytes()).unwrap();
        prop_assert_eq!(answer(&ada, "ada0000000", &key, &sealed), Err(OpenError::NotAChallenge));
    }
}
