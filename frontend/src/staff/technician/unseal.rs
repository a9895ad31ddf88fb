//! Opening a submission in the browser, and telling whether it came through the client's link.

use std::rc::Rc;

use shared::{
    open::{Identities, OpenError, Opened, is_from_link, is_sealed_to, open, open_link},
    recipients::RecipientSet,
    seal::{self, SealError},
    voucher::{Managers, Vouching},
    wire::{ResealRequest, SealedSubmission},
};

/// Where a submission came from, as far as this key can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From somebody who held the link, and who vouches for that.
    Link(Vouching),
    /// Not from a holder of the link: made up or altered on the way.
    Elsewhere,
    /// From the link, but sealed to others than those whom the server names.
    OtherReaders,
    /// From a link, but not from one that was made for this site.
    OtherLink,
    /// The sealed link could not be opened, so that nothing can be said.
    Unknown(OpenError),
}

/// An opened submission. Clones share it; it is wiped with the last of them.
#[derive(Clone)]
pub(crate) struct Unsealed {
    /// What was in it.
    pub(crate) opened: Rc<Opened>,
    /// Where it came from.
    pub(crate) origin: Origin,
    /// The number on the client's receipt.
    pub(crate) receipt: String,
}

impl Unsealed {
    /// Whether nothing speaks against it, though nobody may speak for it.
    pub(crate) fn may_be_genuine(&self) -> bool {
        matches!(self.origin, Origin::Link(_) | Origin::Unknown(_))
    }
}

impl PartialEq for Unsealed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.opened, &other.opened)
    }
}

/// Opens it with any of the identities, and tells where it came from to somebody who knows these managers.
pub(crate) fn unseal(
    identities: &Identities,
    submission: &SealedSubmission,
    known: &Managers,
) -> Result<Unsealed, OpenError> {
    let opened = open(identities, &submission.sealed.file)?;
    let origin = match open_link(identities, &submission.sealed_link) {
        Ok(found) if !is_from_link(&found.link, &submission.sealed, &opened) => Origin::Elsewhere,
        Ok(_) if !is_sealed_to(&opened, &submission.recipients) => Origin::OtherReaders,
        Ok(found) => match known.vouching(found.voucher.as_ref(), &found.link, &submission.site) {
            Vouching::Other => Origin::OtherLink,
            vouching => Origin::Link(vouching),
        },
        Err(error) => Origin::Unknown(error),
    };
    let receipt = opened.receipt(&submission.sealed);
    Ok(Unsealed { opened: Rc::new(opened), origin, receipt })
}

/// Seals a submission anew to `set`. What is not authentic is not passed on.
pub(crate) fn reseal(
    identities: &Identities,
    submission: &SealedSubmission,
    set: &RecipientSet,
    by: &str,
    now: i64,
) -> Result<ResealRequest, String> {
    let opened = open(identities, &submission.sealed.file).map_err(|error| error.to_string())?;
    let found = open_link(identities, &submission.sealed_link).map_err(|error| error.to_string())?;
    let (link, voucher) = (&found.link, found.voucher.as_ref());
    let is_other = Managers::default().vouching(voucher, link, &submission.site) == Vouching::Other;
    let is_ours = is_from_link(link, &submission.sealed, &opened) && !is_other;
    if !is_ours || !is_sealed_to(&opened, &submission.recipients) {
        let inauthentic = "Not authentic: it did not come through this client’s link, or the server names others than can \
                           read it. It was not sealed anew. Call the client, and tell your administrator.";
        return Err(inauthentic.into());
    }
    let failed = |error: SealError| error.to_string();
    Ok(ResealRequest {
        opened: submission.sealed.digest().to_vec(),
        sealed: seal::reseal(link, set, &submission.sealed, &opened, by, now).map_err(failed)?,
        sealed_link: seal::seal_link(link, voucher, set).map_err(failed)?,
        recipients: set.pin(),
    })
}

#[cfg(test)]
mod tests {
    use shared::{
        details::{Answers, Secret, SecretKind},
        link::Link,
        recipients::{Recipient, RecipientSet},
        rules::{Port, Security},
        seal::{seal, seal_link},
        voucher::VouchingKey,
    };

    use super::*;

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
            secret_kind: SecretKind::MailboxPassword,
            address: "info@bakery.test".parse().unwrap(),
            note: String::new(),
        };
        let secret = Secret::new("crumbs and crust".into()).unwrap();
        SealedSubmission {
            sealed: seal(sealed_under, set, &answers, &secret, 1_800_000_000).unwrap(),
            sealed_link,
            recipients: set.clone(),
            site: "bakery.test".parse().unwrap(),
            client: "Bakery".into(),
        }
    }

    #[test]
    fn the_origin_is_told() {
        let nobody = || Origin::Link(Vouching::Nobody);
        let unseal = |identities: &Identities, submission: &SealedSubmission| {
            unseal(identities, submission, &Managers::default())
        };
        let (ada, eve) = (Identities::generate(), Identities::generate());
        let recipient = Recipient::new("Ada", &ada.public_keys()[0]).unwrap();
        let set = RecipientSet::new(1, vec![recipient]).unwrap();
        let (real, forged) = (link(&set, 1), link(&set, 2));
        let sealed_link = seal_link(&real, None, &set).unwrap();

        let honest = unseal(&ada, &submission(&set, &real, sealed_link.clone())).unwrap();
        assert_eq!((honest.origin, honest.opened.secret.expose()), (nobody(), "crumbs and crust"));
        let made_up = unseal(&ada, &submission(&set, &forged, sealed_link.clone())).unwrap();
        assert_eq!(made_up.origin, Origin::Elsewhere);
        let cut = unseal(&ada, &submission(&set, &real, sealed_link[..40].to_vec())).unwrap();
        assert_eq!(cut.origin, Origin::Unknown(OpenError::Damaged));
        let others = RecipientSet::new(2, set.recipients().to_vec()).unwrap();
        let lied =
            SealedSubmission { recipients: others.clone(), ..submission(&set, &real, sealed_link.clone()) };
        assert_eq!(unseal(&ada, &lied).unwrap().origin, Origin::OtherReaders);
        assert!(reseal(&ada, &lied, &others, "Ada", 0).is_err());
        assert!(reseal(&ada, &submission(&set, &forged, sealed_link.clone()), &others, "Ada", 0).is_err());
        let anew = reseal(&ada, &submission(&set, &real, sealed_link.clone()), &others, "Ada", 0).unwrap();
        let stored = SealedSubmission {
            sealed: anew.sealed,
            sealed_link: anew.sealed_link,
            recipients: others,
            site: "bakery.test".parse().unwrap(),
            client: "Bakery".into(),
        };
        let unsealed = unseal(&ada, &stored).unwrap();
        assert_eq!((unsealed.origin, unsealed.opened.resealed.is_some()), (nobody(), true));
        let mia = VouchingKey::new(|bytes| bytes.fill(7));
        let vouched = |site: &str| {
            let voucher = mia.vouch("Mia", &real, &site.parse().unwrap());
            submission(&set, &real, seal_link(&real, Some(&voucher), &set).unwrap())
        };
        let origin = |site: &str| unseal(&ada, &vouched(site)).unwrap().origin;
        assert_eq!(origin("bakery.test"), Origin::Link(Vouching::New(mia.manager("Mia"))));
        assert_eq!(origin("florist.test"), Origin::OtherLink);
        let others = RecipientSet::new(2, set.recipients().to_vec()).unwrap();
        assert!(reseal(&ada, &vouched("florist.test"), &others, "Ada", 0).is_err());
        let anew = reseal(&ada, &vouched("bakery.test"), &others, "Ada", 0).unwrap();
        assert!(open_link(&ada, &anew.sealed_link).unwrap().voucher.is_some(), "the manager's word is kept");
        let refused = unseal(&eve, &submission(&set, &real, sealed_link)).map(|_| ()).unwrap_err();
        assert_eq!(refused, OpenError::WrongIdentity);
    }
}
