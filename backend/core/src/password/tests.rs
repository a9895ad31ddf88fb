use super::*;

#[tokio::test]
async fn a_password_is_recognized_but_not_stored() {
    let passwords = Passwords::default();
    let right = Password("correct horse battery".into());
    let hash = passwords.hash(&right, Vec::new()).await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=12288,t=3,p=1$") && !hash.contains("horse"), "{hash}");
    assert!(passwords.verify(&right, Some(hash.clone())).await.unwrap());
    let wrong = Password("correct horse batterz".into());
    assert!(!passwords.verify(&wrong, Some(hash)).await.unwrap());
    assert!(!passwords.verify(&right, None).await.unwrap());
    assert!(!passwords.verify(&right, Some("damaged".into())).await.unwrap());
}

#[tokio::test]
async fn only_outdated_hashes_are_replaced() {
    let (passwords, right) = (Passwords::default(), Password("correct horse battery".into()));
    for old in older(&right) {
        assert!(passwords.verify(&right, Some(old.clone())).await.unwrap(), "{old}");
        let rehashed = passwords.rehashed(&right, &old).await.unwrap().expect("an outdated hash");
        assert!(rehashed.starts_with("$argon2id$v=19$m=12288,t=3,p=1$"), "{rehashed}");
        assert!(passwords.verify(&right, Some(rehashed.clone())).await.unwrap());
        assert_eq!(passwords.rehashed(&right, &rehashed).await.unwrap(), None);
    }
}

#[tokio::test]
async fn passwords_that_are_too_short_or_too_long_are_refused() {
    for text in ["elevenchars".to_owned(), "x".repeat(MAX + 1)] {
        let error = Passwords::default().hash(&Password(text), Vec::new()).await.unwrap_err();
        assert_eq!((error.code(), error.field()), ("password", Some("password")));
    }
}
