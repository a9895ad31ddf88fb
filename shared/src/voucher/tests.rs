use super::*;
use crate::recipients::Pin;

fn link(fill: u8) -> Link {
    Link::new(Pin([fill; 16]), |bytes| bytes.fill(fill))
}

fn key(fill: u8) -> VouchingKey {
    VouchingKey::new(|bytes| bytes.fill(fill))
}

fn site(name: &str) -> Domain {
    name.parse().unwrap()
}

#[test]
fn a_manager_is_known_after_someone_compared_the_key() {
    let (mia, eve, link, site) = (key(1), key(2), link(3), site("bakery.test"));
    let voucher = mia.vouch("Mia", &link, &site);
    let mut managers = Managers::default();
    let vouching = |managers: &Managers, voucher| managers.vouching(voucher, &link, &site).unwrap();
    assert_eq!(vouching(&managers, Some(&voucher)), Vouching::New(mia.manager("Mia")));
    managers.meet(mia.manager("Mia"));
    assert_eq!(vouching(&managers, Some(&voucher)), Vouching::Known(mia.manager("Mia")));

    let forged = eve.vouch("Mia", &link, &site);
    let another = Vouching::Another { by: eve.manager("Mia"), known: vec![mia.manager("Mia")] };
    assert_eq!(vouching(&managers, Some(&forged)), another);
    let stranger = eve.vouch("Eve", &link, &site);
    assert_eq!(vouching(&managers, Some(&stranger)), Vouching::New(eve.manager("Eve")));
    assert_eq!(vouching(&managers, None), Vouching::Nobody);

    managers.meet(eve.manager("Mia"));
    managers.meet(mia.manager("Mia"));
    assert_eq!(managers.0, [mia.manager("Mia"), eve.manager("Mia")], "each of her browsers has a key");
    for voucher in [&voucher, &forged] {
        assert!(matches!(vouching(&managers, Some(voucher)), Vouching::Known(_)));
    }
}

#[test]
fn a_voucher_is_only_valid_for_its_link_site_name_and_key() {
    let (real, here) = (link(3), site("bakery.test"));
    let voucher = key(1).vouch("Mia", &real, &here);
    let is_other = |voucher: &Voucher, link: &Link, site: &Domain| {
        Managers::default().vouching(Some(voucher), link, site).is_none()
    };
    assert!(!is_other(&voucher, &real, &here));
    assert!(is_other(&voucher, &link(4), &here), "another link");
    assert!(is_other(&voucher, &real, &site("florist.test")), "another site");
    let of = |by: Manager| Voucher { by, ..voucher.clone() };
    assert!(is_other(&of(key(1).manager("Ada")), &real, &here), "another name");
    assert!(is_other(&of(key(2).manager("Mia")), &real, &here), "another key");
    let no_point = Manager { name: "Mia".into(), key: Text([2; 32]) };
    assert!(is_other(&of(no_point), &real, &here), "not a valid key");
    for at in 0..64 {
        let mut altered = voucher.clone();
        altered.signature.0[at] ^= 1;
        assert!(is_other(&altered, &real, &here), "changed byte {at}");
    }
}

#[test]
fn only_valid_text_forms_are_parsed() {
    let voucher = key(1).vouch("Mia", &link(3), &site("bakery.test"));
    let json = serde_json::to_string(&voucher).unwrap();
    let read = |json: &str| serde_json::from_str::<Voucher>(json).ok();
    assert_eq!(read(&json), Some(voucher.clone()));
    let key = String::from(voucher.by.key);
    assert_eq!(read(&json.replace(&key, &key.to_uppercase())), Some(voucher), "the same key in upper case");
    assert_eq!(read(&json.replace(&key, &key[1..])), None);
    for name in ["", " Mia", "Mi\\u001b[2Ja", "Mi\\na", &"a".repeat(101)] {
        assert_eq!(read(&json.replace("Mia", name)), None, "{name}");
    }
}

#[test]
fn a_key_is_stored_and_never_printed() {
    let key = key(7);
    let again = VouchingKey::parse(&key.text()).unwrap();
    assert_eq!(again.manager("Mia"), key.manager("Mia"));
    assert_eq!(key.manager("Mia").fingerprint().len(), 19);
    assert!(VouchingKey::parse("nothing").is_none());
    assert_eq!(format!("{key:?}"), "[redacted]");
}
