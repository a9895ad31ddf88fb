use super::*;

#[test]
fn a_seed_decrypts_only_for_its_person_and_with_its_key() {
    let key = FactorKey::generate().unwrap();
    let sealed = key.seal("ada", b"twenty bytes of seed").unwrap();
    assert!(!sealed.windows(4).any(|part| part == b"seed"));
    assert_ne!(sealed, key.seal("ada", b"twenty bytes of seed").unwrap(), "each encryption differs");
    let again = FactorKey::from_bytes(key.expose()).unwrap();
    assert_eq!(&again.open("ada", &sealed).unwrap()[..], b"twenty bytes of seed");
    assert_eq!(key.open("sam", &sealed), None);
    assert_eq!(FactorKey::generate().unwrap().open("ada", &sealed), None);
    assert_eq!(key.open("ada", &sealed[..20]), None);
    assert!(FactorKey::from_bytes(&[0; 31]).is_none());
    assert_eq!(format!("{key:?}"), "[redacted]");
}
