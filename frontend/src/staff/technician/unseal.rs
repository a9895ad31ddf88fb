//! Opening a submission in the browser, and telling whether it came through the client's link.

use std::rc::Rc;

use shared::{
    open::{Identities, OpenError, Opened, is_from_link, open, open_link},
    wire::SealedSubmission,
};

/// Where a submission came from, as far as this key can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From somebody who held the link.
    Link,
    /// Not from a holder of the link: made up or altered on the way.
    Elsewhere,
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
        Ok(link) if is_from_link(&link, &submission.sealed, &opened) => Origin::Link,
        Ok(_) => Origin::Elsewhere,
        Err(error) => Origin::Unknown(error),
    };
    Ok(Unsealed { opened: Rc::new(opened), origin })
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
        let refused = unseal(&eve, &submission(&set, &real, sealed_link)).map(|_| ()).unwrap_err();
        assert_eq!(refused, OpenError::WrongIdentity);
    }
}
