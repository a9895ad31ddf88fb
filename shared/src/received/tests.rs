use super::*;
use crate::{
    details::{Answers, SecretKind},
    link::Link,
    recipients::Recipient,
    retention::Kind,
    rules::{Port, Security},
    seal::seal,
    secret::Secret,
    voucher::VouchingKey,
};

fn link(set: &RecipientSet, fill: u8) -> Link {
    Link::new(set.pin(), |bytes| bytes.fill(fill))
}

fn submission(set: &RecipientSet, sealed_under: &Link, sealed_link: Vec<u8>) -> SealedSubmission {
    let answers = Answers {
        provider: String::new(),
        host: "smtp.bakery.test".parse().unwrap(),
        port: Port::new(465).unwrap(),
        security: Security::ImplicitTls,
        username: "info@bakery.test".parse().unwrap(),
        address: "info@bakery.test".parse().unwrap(),
        note: String::new(),
    };
    let secret = Secret::from_text(SecretKind::AppPassword, "crumbs and crust".into()).unwrap();
    SealedSubmission {
        sealed: seal(sealed_under, set, &answers, &secret, 1_800_000_000).unwrap(),
        sealed_link,
        recipients: set.clone(),
        site: "bakery.test".parse().unwrap(),
        client: "Bakery".into(),
        keep: Kind::Sealed.default_days(),
    }
}

fn origin(identities: &Identities, submission: &SealedSubmission) -> Origin {
    Received::open(identities, submission).unwrap().origin(submission, &Managers::default())
}

fn resealed(
    identities: &Identities,
    submission: &SealedSubmission,
    set: &RecipientSet,
) -> Result<ResealRequest, ResealError> {
    Received::open(identities, submission).unwrap().reseal(submission, set, "Ada", 0)
}

#[test]
fn only_a_submission_from_the_link_is_reencrypted() {
    let (ada, eve) = (Identities::generate(), Identities::generate());
    let recipient = Recipient::new("Ada", &ada.public_keys()[0]).unwrap();
    let set = RecipientSet::new(1, vec![recipient]).unwrap();
    let others = RecipientSet::new(2, set.recipients().to_vec()).unwrap();
    let (real, forged) = (link(&set, 1), link(&set, 2));
    let sealed_link = seal_link(&real, None, &set).unwrap();

    let honest = submission(&set, &real, sealed_link.clone());
    assert_eq!(origin(&ada, &honest), Origin::Link(Vouching::Nobody));
    assert_eq!(Received::open(&eve, &honest).unwrap_err(), OpenError::WrongIdentity);
    let made_up = submission(&set, &forged, sealed_link.clone());
    assert_eq!(origin(&ada, &made_up), Origin::Elsewhere);
    let cut = submission(&set, &real, sealed_link[..40].to_vec());
    assert_eq!(origin(&ada, &cut), Origin::Unknown(OpenError::Damaged));
    let lied = SealedSubmission { recipients: others.clone(), ..submission(&set, &real, sealed_link) };
    assert_eq!(origin(&ada, &lied), Origin::OtherReaders);
    for refused in [&made_up, &lied] {
        assert_eq!(resealed(&ada, refused, &others), Err(ResealError::NotAuthentic));
    }
    assert_eq!(resealed(&ada, &cut, &others), Err(ResealError::Unknown(OpenError::Damaged)));

    let request = resealed(&ada, &honest, &others).unwrap();
    let stored = SealedSubmission {
        sealed: request.sealed,
        sealed_link: request.sealed_link,
        recipients: others,
        ..honest
    };
    assert_eq!(origin(&ada, &stored), Origin::Link(Vouching::Nobody));
    assert!(Received::open(&ada, &stored).unwrap().opened.resealed.is_some());
}

#[test]
fn a_managers_voucher_is_valid_for_its_site_and_is_kept() {
    let ada = Identities::generate();
    let recipient = Recipient::new("Ada", &ada.public_keys()[0]).unwrap();
    let set = RecipientSet::new(1, vec![recipient]).unwrap();
    let others = RecipientSet::new(2, set.recipients().to_vec()).unwrap();
    let (real, mia) = (link(&set, 1), VouchingKey::new(|bytes| bytes.fill(7)));
    let vouched = |site: &str| {
        let voucher = mia.vouch("Mia", &real, &site.parse().unwrap());
        submission(&set, &real, seal_link(&real, Some(&voucher), &set).unwrap())
    };
    let (here, elsewhere) = (vouched("bakery.test"), vouched("florist.test"));
    assert_eq!(origin(&ada, &here), Origin::Link(Vouching::New(mia.manager("Mia"))));
    assert_eq!(origin(&ada, &elsewhere), Origin::OtherLink);
    assert_eq!(resealed(&ada, &elsewhere, &others), Err(ResealError::NotAuthentic));
    let sealed_link = resealed(&ada, &here, &others).unwrap().sealed_link;
    assert!(open_link(&ada, &sealed_link).unwrap().voucher.is_some());
}
