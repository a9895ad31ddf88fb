//! Opening a submission in the browser, and telling whether it came through the client's link.

use std::rc::Rc;

use shared::{
    open::{Identities, OpenError, Opened, is_from_link, is_sealed_to, open, open_link},
    recipients::RecipientSet,
    seal::{self, SealError},
    wire::{ResealRequest, SealedSubmission},
};

/// Where a submission came from, as far as this key can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From somebody who held the link.
    Link,
    /// Not from a holder of the link: made up or altered on the way.
    Elsewhere,
    /// From the link, but sealed to others than those whom the server names.
    OtherReaders,
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
}

impl PartialEq for Unsealed {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.opened, &other.opened)
    }
}

/// Opens it with any of the identities.
pub(crate) fn unseal(identities: &Identities, submission: &SealedSubmission) -> Result<Unsealed, OpenError> {
    let opened = open(identities, &submission.sealed.file)?;
    let origin = match open_link(identities, &submission.sealed_link) {
        Ok(link) if !is_from_link(&link, &submission.sealed, &opened) => Origin::Elsewhere,
        Ok(_) if !is_sealed_to(&opened, &submission.recipients) => Origin::OtherReaders,
        Ok(_) => Origin::Link,
        Err(error) => Origin::Unknown(error),
    };
    Ok(Unsealed { opened: Rc::new(opened), origin })
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
    let link = open_link(identities, &submission.sealed_link).map_err(|error| error.to_string())?;
    if !is_from_link(&link, &submission.sealed, &opened) || !is_sealed_to(&opened, &submission.recipients) {
        let inauthentic = "Not authentic: it did not come through this client’s link, or the server names others than can \
                           read it. It was not sealed anew. Call the client, and tell your administrator.";
        return Err(inauthentic.into());
    }
    let failed = |error: SealError| error.to_string();
    Ok(ResealRequest {
        opened: submission.sealed.digest().to_vec(),
        sealed: seal::reseal(&link, set, &submission.sealed, &opened, by, now).map_err(failed)?,
        sealed_link: seal::seal_link(&link, set).map_err(failed)?,
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
        let (ada, eve) = (Identities::generate(), Identities::generate());
        let recipient = Recipient::new("Ada", &ada.public_keys()[0]).unwrap();
        let set = RecipientSet::new(1, vec![recipient]).unwrap();
        let (real, forged) = (link(&set, 1), link(&set, 2));
        let sealed_link = seal_link(&real, &set).unwrap();

        let honest = unseal(&ada, &submission(&set, &real, sealed_link.clone())).unwrap();
        assert_eq!((honest.origin, honest.opened.secret.expose()), (Origin::Link, "crumbs and crust"));
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
        assert_eq!((unsealed.origin, unsealed.opened.resealed.is_some()), (Origin::Link, true));
        let refused = unseal(&eve, &submission(&set, &real, sealed_link)).map(|_| ()).unwrap_err();
        assert_eq!(refused, OpenError::WrongIdentity);
    }
}
