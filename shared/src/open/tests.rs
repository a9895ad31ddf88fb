use super::*;
use crate::{
    details::SecretKind,
    grant::ClientCertificate,
    recipients::{Recipient, RecipientSet},
    seal::{SealError, reseal, seal, seal_check, seal_link},
    sealed::cipher::encrypt,
    voucher::VouchingKey,
};
use proptest::prelude::*;

fn set_of(identities: &[&Identities]) -> RecipientSet {
    let recipient = |(i, id): (usize, &&Identities)| {
        Recipient::new(&format!("Technician {i}"), &id.public_keys()[0]).unwrap()
    };
    RecipientSet::new(1, identities.iter().enumerate().map(recipient).collect()).unwrap()
}

fn link_for(set: &RecipientSet) -> Link {
    Link::new(set.pin(), |bytes| getrandom::fill(bytes).unwrap())
}

fn answers() -> Answers {
    Answers {
        provider: "google-workspace".into(),
        host: "smtp.gmail.com".parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        username: "ada@shop.test".parse().unwrap(),
        address: "ada@shop.test".parse().unwrap(),
        note: "the till uses it too".into(),
    }
}

fn secret(text: &str) -> Secret {
    Secret::from_text(SecretKind::AppPassword, text.into()).unwrap()
}

#[test]
fn every_technician_can_open_it_and_see_who_sent_it() {
    let (ada, sam, eve) = (Identities::generate(), Identities::generate(), Identities::generate());
    let set = set_of(&[&ada, &sam]);
    let link = link_for(&set);
    let sealed = seal(&link, &set, &answers(), &secret("abcdefghijklmnop"), 1_800_000_000).unwrap();
    let site = "shop.test".parse().unwrap();
    let voucher = VouchingKey::new(|bytes| bytes.fill(7)).vouch("Mia", &link, &site);
    let sealed_link = seal_link(&link, Some(&voucher), &set).unwrap();
    for identity in [&ada, &sam] {
        let opened = open(identity, &sealed.file).unwrap();
        assert_eq!((opened.answers.clone(), opened.secret.text().expose()), (answers(), "abcdefghijklmnop"));
        let found = open_link(identity, &sealed_link).unwrap();
        assert!(is_from_link(&found.link, &sealed, &opened));
        assert!(!is_from_link(&link_for(&set), &sealed, &opened));
        assert_eq!(found.voucher.as_ref(), Some(&voucher));
    }
    assert_eq!(open(&eve, &sealed.file).unwrap_err(), OpenError::WrongIdentity);
    let before = OpenedLink { link: link.clone(), voucher: None };
    assert_eq!(
        open_link(&ada, &seal_link(&link, None, &set).unwrap()),
        Ok(before),
        "old links have no voucher"
    );
}

#[test]
fn a_swapped_recipient_set_is_rejected_before_encryption() {
    let (ada, eve) = (Identities::generate(), Identities::generate());
    let link = link_for(&set_of(&[&ada]));
    let error = seal(&link, &set_of(&[&eve]), &answers(), &secret("x"), 0).unwrap_err();
    assert_eq!(error, SealError::PinMismatch);
}

#[test]
fn the_length_reveals_nothing_about_the_secret() {
    let ada = Identities::generate();
    let set = set_of(&[&ada]);
    let body = |text: &str| {
        let file = seal(&link_for(&set), &set, &answers(), &secret(text), 0).unwrap().file;
        // age adds random stanzas to its header. The body begins after the header's MAC.
        let mac = file.windows(5).position(|bytes| bytes == b"\n--- ").unwrap();
        file.len() - mac
    };
    assert_eq!(body("a"), body(&"a".repeat(400)));
    assert!(body(&"\"".repeat(4096)) > body("a"), "the longest secret fits even if every byte is escaped");
}

#[test]
fn damage_anywhere_is_noticed() {
    let ada = Identities::generate();
    let set = set_of(&[&ada]);
    let sealed = seal(&link_for(&set), &set, &answers(), &secret("x"), 0).unwrap();
    for at in (0..sealed.file.len()).step_by(7) {
        let mut file = sealed.file.clone();
        file[at] ^= 1;
        assert!(open(&ada, &file).is_err(), "changed byte {at}");
        assert!(open(&ada, &sealed.file[..at]).is_err(), "cut off at byte {at}");
    }
}

#[test]
fn only_the_verifier_can_open_a_check() {
    let (verifier, other) = (Identities::generate(), Identities::generate());
    let file = seal_check(&verifier.public_keys()[0], &answers(), &secret("x")).unwrap();
    assert_eq!(open_check(&verifier, &file).unwrap(), (answers(), secret("x")));
    assert_eq!(open_check(&other, &file).unwrap_err(), OpenError::WrongIdentity);
}

/// Seals what an older or newer program wrote, and opens it.
fn open_written(version: u32, kind: &str, secret: &serde_json::Value) -> Result<Secret, OpenError> {
    let ada = Identities::generate();
    let written =
        serde_json::json!({ "v": version, "answers": answers(), "secret_kind": kind, "secret": secret });
    let key: age::x25519::Recipient = ada.public_keys()[0].parse().unwrap();
    let keys: [Box<dyn age::Recipient>; 1] = [Box::new(key)];
    let file = encrypt(&keys, written.to_string().as_bytes()).unwrap();
    open_check(&ada, &file).map(|(_, secret)| secret)
}

#[test]
fn each_kind_is_only_in_files_of_its_version() {
    let id = "4b7e21c9-6d0f-4a58-9c33-e0a1f2b3c4d5";
    let pem = ClientCertificate::parse(include_str!("../../fixtures/app.pem")).unwrap();
    let with_secret = serde_json::json!({ "tenant": "shop.test", "application": id, "client_secret": "a~b" });
    let with_certificate = serde_json::json!({
        "tenant": "shop.test", "application": id,
        "certificate": pem.certificate(), "private_key": pem.key().expose(),
    });
    for (version, kind, secret) in [
        (1, "app-password", serde_json::json!("abcd")),
        (2, "oauth-client", with_secret.clone()),
        (3, "oauth-certificate", with_certificate.clone()),
    ] {
        let opened = open_written(version, kind, &secret).unwrap();
        assert_eq!(opened.kind().as_str(), kind);
        assert_eq!(serde_json::to_value(opened.expose()).unwrap(), secret);
        for other in (1..=3).filter(|other| *other != version) {
            assert_eq!(open_written(other, kind, &secret), Err(OpenError::Version), "{kind} {other}");
        }
        assert_eq!(open_written(4, kind, &secret), Err(OpenError::Version));
    }
    assert_eq!(open_written(4, "a-newer-kind", &with_secret), Err(OpenError::Version));
    assert_eq!(open_written(3, "oauth-certificate", &with_secret), Err(OpenError::Damaged));
    assert_eq!(open_written(2, "oauth-client", &with_certificate), Err(OpenError::Damaged));
}

#[test]
fn a_file_is_reencrypted_to_others_and_says_so() {
    let (ada, sam, kim) = (Identities::generate(), Identities::generate(), Identities::generate());
    let (old, new) = (set_of(&[&ada, &sam]), set_of(&[&ada, &kim]));
    let link = link_for(&old);
    let sent = seal(&link, &old, &answers(), &secret("abcdefghijklmnop"), 1_800_000_000).unwrap();
    let by_ada = open(&ada, &sent.file).unwrap();
    assert!(is_from_link(&link, &sent, &by_ada) && is_sealed_to(&by_ada, &old));
    assert!(!is_sealed_to(&by_ada, &new), "the server must not name other recipients");

    let first = reseal(&link, &new, &sent, &by_ada, "Ada", 1_800_000_100).unwrap();
    assert_eq!(open(&sam, &first.file).unwrap_err(), OpenError::WrongIdentity);
    let by_kim = open(&kim, &first.file).unwrap();
    assert!(is_from_link(&link, &first, &by_kim) && is_sealed_to(&by_kim, &new));
    assert!(!is_sealed_to(&by_kim, &old));
    assert_eq!((by_kim.answers.clone(), by_kim.made_at), (answers(), 1_800_000_000));
    assert_eq!(by_kim.secret.text().expose(), "abcdefghijklmnop");
    let note = by_kim.resealed.clone().unwrap();
    assert_eq!((note.by.as_str(), note.at, &note.sent), ("Ada", 1_800_000_100, &sent.number()));

    assert_eq!(by_ada.receipt(&sent), sent.number());
    assert_eq!(by_kim.receipt(&first), sent.number());
    let again = reseal(&link, &old, &first, &by_kim, "Kim", 1_800_000_200).unwrap();
    let note = open(&sam, &again.file).unwrap().resealed.unwrap();
    assert_eq!((note.by.as_str(), &note.sent), ("Kim", &sent.number()), "the number on the client's receipt");
    let forged = reseal(&link_for(&old), &new, &sent, &by_ada, "Ada", 0).unwrap();
    assert!(!is_from_link(&link, &forged, &open(&kim, &forged.file).unwrap()));
}

proptest! {
    #[test]
    fn any_secret_is_opened_unchanged(text in "[^\\p{Cc}]{1,200}") {
        let ada = Identities::generate();
        let set = set_of(&[&ada]);
        let sealed = seal(&link_for(&set), &set, &answers(), &secret(&text), 0).unwrap();
        let opened = open(&ada, &sealed.file).unwrap();
        prop_assert_eq!(opened.secret.text().expose(), text);
    }
}
