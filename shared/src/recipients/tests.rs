use super::*;

fn recipient(name: &str) -> Recipient {
    let identity = age::x25519::Identity::generate();
    Recipient::new(name, &identity.to_public().to_string()).unwrap()
}

#[test]
fn the_pin_covers_version_order_names_and_keys() {
    let (ada, sam) = (recipient("Ada"), recipient("Sam"));
    let renamed = Recipient::new("Adam", ada.key()).unwrap();
    let set = |version, list: &[&Recipient]| {
        RecipientSet::new(version, list.iter().map(|&r| r.clone()).collect()).unwrap().pin()
    };
    let pin = set(1, &[&ada, &sam]);
    assert_eq!(pin, set(1, &[&ada, &sam]));
    for other in [set(2, &[&ada, &sam]), set(1, &[&sam, &ada]), set(1, &[&ada]), set(1, &[&renamed, &sam])] {
        assert_ne!(pin, other);
    }
}

#[test]
fn sets_are_checked_when_read() {
    let ada = recipient("Ada");
    assert_eq!(RecipientSet::new(1, vec![]), Err(RecipientError::Nobody));
    assert_eq!(RecipientSet::new(1, vec![ada.clone(), ada.clone()]), Err(RecipientError::Twice));
    assert!(serde_json::from_str::<RecipientSet>(r#"{"version":1,"recipients":[]}"#).is_err());
    let json = serde_json::to_string(&RecipientSet::new(1, vec![ada]).unwrap()).unwrap();
    assert!(serde_json::from_str::<RecipientSet>(&json).is_ok());
    assert!(serde_json::from_str::<RecipientSet>(&json.replace("age1", "age2")).is_err());
}

#[test]
fn a_secret_key_is_recognized() {
    use age::secrecy::ExposeSecret;
    let identity = age::x25519::Identity::generate();
    let error = Recipient::new("Ada", identity.to_string().expose_secret()).unwrap_err();
    assert_eq!(error, RecipientError::IsSecretKey);
}

#[test]
fn a_key_that_browsers_cannot_encrypt_to_is_recognized() {
    let error = |key: &str| Recipient::new("Ada", key).unwrap_err();
    assert_eq!(error("AGE-PLUGIN-YUBIKEY-1QQPQQQQ"), RecipientError::IsSecretKey);
    assert_eq!(
        error("age1yubikey1q2w7u3vpya839jxxuq8g0sedh3d740d4xvn639sqhr95ejj8vu3hyfumptt"),
        RecipientError::NeedsPlugin
    );
    assert_eq!(error("age1pq1qqqq"), RecipientError::PostQuantum);
    assert_eq!(error("AGE1TAGPQ1QQQQ"), RecipientError::PostQuantum);
    assert_eq!(error("age1tag1qqqq"), RecipientError::NotAKey);
    assert_eq!(error("age1"), RecipientError::NotAKey);
    // This key is from the age crate's own tests.
    let tagged = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";
    let recipient = Recipient::new("Ada", tagged).unwrap();
    assert!(recipient.is_hardware() && recipient.key() == tagged);
    assert_eq!(Recipient::new("Ada", &tagged.to_ascii_uppercase()), Ok(recipient));
}

#[test]
fn a_hardware_key_off_its_curve_is_rejected_everywhere() {
    // A compressed point whose x coordinate isn't on P-256.
    let mut point = [0_u8; 33];
    point[0] = 2;
    point[32] = 1;
    let hrp = bech32::Hrp::parse("age1tag").unwrap();
    let key = bech32::encode::<Bech32>(hrp, &point).unwrap();
    assert_eq!(Recipient::new("Ada", &key), Err(RecipientError::NotAKey));
    let sent: Recipient = serde_json::from_value(serde_json::json!({ "name": "Ada", "key": key })).unwrap();
    assert_eq!(sent.age().map(drop), Err(RecipientError::NotAKey));
}

#[test]
fn a_missing_recipient_is_found_by_key() {
    let (ada, sam) = (recipient("Ada"), recipient("Sam"));
    let renamed = Recipient::new("Adam", ada.key()).unwrap();
    let before = RecipientSet::new(1, vec![ada.clone(), sam.clone()]).unwrap();
    let now = RecipientSet::new(2, vec![renamed]).unwrap();
    assert_eq!(before.without(Some(&now)), [&sam]);
    assert_eq!(before.without(Some(&before)), Vec::<&Recipient>::new());
    assert_eq!(before.without(None), [&ada, &sam]);
}

#[test]
fn names_keep_their_order() {
    let set = RecipientSet::new(1, vec![recipient("Ada"), recipient("Sam"), recipient("Kim")]).unwrap();
    assert_eq!(set.names(), ["Ada", "Sam", "Kim"]);
}
