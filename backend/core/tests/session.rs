//! Signing in, tested with a store.

use sealpost_core::{
    fixture::{self, START},
    guard::Guard,
    guard::Visitor,
    network::Network,
    password::older,
    session::{recognize, sign_in},
    store::Store,
};
use shared::wire::{Password, Role, SecondFactor, SignInRequest};
use store_sqlite::testing;

#[tokio::test]
async fn an_old_hash_is_renewed_by_signing_in() {
    let kept = testing::store().await;
    let store: &dyn Store = &kept.store;
    let guard = Guard::new(SecondFactor::Optional, "Nord").unwrap();
    let ada = fixture::person(store, "Ada", &[Role::Admin]).await;
    let right = Password("correct horse battery".into());
    let hash = async || store.person(&ada.id).await.unwrap().unwrap().password_hash.unwrap();
    let visitor = Visitor { network: Network::UNKNOWN, known: None, device: "Firefox on Linux" };
    let sign_in = async |password: &Password| {
        let (email, password) = (ada.email.clone(), password.clone());
        let request = SignInRequest { email, password, code: None, token: true };
        sign_in(store, &guard, &request, visitor, START).await
    };
    for old in older(&right) {
        assert!(store.rehash(&ada.id, &hash().await, &old).await.unwrap());
        let wrong = sign_in(&Password("not the password".into())).await;
        assert_eq!((wrong.unwrap_err().code(), hash().await), ("wrong-login", old.clone()));
        let first = sign_in(&right).await.unwrap();
        let rehashed = hash().await;
        assert!(rehashed != old && rehashed.starts_with("$argon2id$v=19$m=12288,t=3,p=1$"), "{rehashed}");
        sign_in(&right).await.unwrap();
        assert_eq!(hash().await, rehashed, "it already has the current settings");
        assert!(recognize(store, &first.token, START).await.is_ok(), "the first session stays open");
    }
}
