use proptest::prelude::*;

use super::*;
use crate::{details::SecretText, smtp::Proof};

fn login(user: &str, secret: &str) -> Login {
    Login {
        username: user.parse().unwrap(),
        secret: SecretText::new(secret.into()).unwrap(),
        proof: Proof::Password,
        address: None,
    }
}

/// The nonce in the example of RFC 7677, section 3.
const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";
const SERVER_FIRST: &str =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

fn example() -> (Scram, Login) {
    let login = login("user", "pencil");
    (Scram::new(&login, Nonce(NONCE.into())), login)
}

#[test]
fn the_example_of_rfc_7677() {
    let (scram, login) = example();
    assert_eq!(scram.first(), "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    let (last, signature) = scram.last(&login, SERVER_FIRST).unwrap();
    assert_eq!(
        *last,
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    );
    assert!(signature.is_in("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
    for wrong in ["v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G5=", "v=", "", "e=invalid-proof", "v=6rri"] {
        assert!(!signature.is_in(wrong), "{wrong}");
    }
}

#[test]
fn an_untrusted_first_message_is_not_answered() {
    let (scram, login) = example();
    for text in [
        "",
        "r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=another-nonce-than-ours,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=?,i=4096",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=100001",
        "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999999",
        "m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "e=unknown-user",
    ] {
        assert_eq!(scram.last(&login, text).err(), Some(Unusable), "{text}");
    }
    assert!(scram.last(&login, "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1,x=y").is_ok());
}

#[test]
fn names_are_escaped_and_non_ascii_logins_use_plain() {
    let scram = Scram::new(&login("a=b,c", "x"), Nonce(NONCE.into()));
    assert_eq!(scram.first(), "n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO");
    assert!(can_carry(&login("ada@shop.test", "correct horse ~!")));
    assert!(!can_carry(&login("ada@shop.test", "Käse")));
}

proptest! {
    #[test]
    fn server_messages_never_panic(text in "(r=rOprNGfwEbeRWgbNEkqO)?.{0,60}") {
        let (scram, login) = example();
        let _ = scram.last(&login, &text);
        let first = "r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1";
        let (_, signature) = scram.last(&login, first).unwrap();
        prop_assert!(!signature.is_in(&text));
    }
}
