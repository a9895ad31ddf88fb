//! The keys that a login for a check by the server is encrypted to, with several servers.

use sealpost_core::{Error, factor_key::FactorKey, fixture::answers, store::Limits, verifier::Verifier};
use shared::{details::SecretKind, seal::seal_check_to_any, secret::Secret, wire::CheckKey};

/// How long a key is offered, and how long it still decrypts afterward.
const HOUR: i64 = 3600;
const GRACE: i64 = 120;

fn sealed_to(offered: &CheckKey) -> Vec<u8> {
    let secret = Secret::from_text(SecretKind::AppPassword, "hunter2".into()).unwrap();
    seal_check_to_any(offered.all(), &answers(), &secret).unwrap()
}

#[tokio::test]
async fn any_server_decrypts_what_was_encrypted_to_the_offered_keys() {
    let kept = store_sqlite::testing::store().await;
    let shared = FactorKey::generate().unwrap();
    let (one, other) = (Verifier::new(0), Verifier::new(0));
    let alone = one.offer(&kept.store, &shared, 0).await.unwrap();
    assert!(alone.others.is_empty());
    let both = other.offer(&kept.store, &shared, 1).await.unwrap();
    assert_eq!(both.others, vec![alone.key.clone()]);
    assert_eq!(one.offer(&kept.store, &shared, 2).await.unwrap().others, vec![both.key.clone()]);
    let sealed = sealed_to(&both);
    for verifier in [&one, &other] {
        assert_eq!(verifier.open(&sealed, 3).unwrap().0, answers());
    }
    // The other server wasn't there yet when this key was offered.
    assert!(matches!(other.open(&sealed_to(&alone), 3), Err(Error::CheckKeyGone)));
    assert!(matches!(one.open(b"nothing", 3), Err(Error::Unreadable)));
}

#[tokio::test]
async fn a_replaced_key_still_decrypts_for_a_while() {
    let kept = store_sqlite::testing::store().await;
    let shared = FactorKey::generate().unwrap();
    let verifier = Verifier::new(0);
    let sealed = sealed_to(&verifier.offer(&kept.store, &shared, HOUR - 1).await.unwrap());
    assert!(verifier.open(&sealed, HOUR + GRACE - 1).is_ok());
    assert!(matches!(verifier.open(&sealed, HOUR + GRACE), Err(Error::CheckKeyGone)));
}

#[tokio::test]
async fn announcing_a_key_needs_the_key_file() {
    let kept = store_sqlite::testing::store().await;
    let (shared, stolen) = (FactorKey::generate().unwrap(), FactorKey::generate().unwrap());
    Verifier::new(0).offer(&kept.store, &stolen, 0).await.unwrap();
    kept.store.announce("verifier:age1mine:00", 0, HOUR).await.unwrap();
    let offered = Verifier::new(0).offer(&kept.store, &shared, 0).await.unwrap();
    assert!(offered.others.is_empty(), "{offered:?}");
}
