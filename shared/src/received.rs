//! What a technician receives: a submission and the link that it was sealed under, opened, judged and re-encrypted. One
//! place for the page and for the command line.

use crate::{
    open::{Identities, OpenError, Opened, OpenedLink, is_from_link, is_sealed_to, open, open_link},
    recipients::RecipientSet,
    seal::{self, SealError, seal_link},
    voucher::{Managers, Vouching},
    wire::{ResealRequest, SealedSubmission},
};

/// Where a submission came from, as far as this key can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// From somebody who held a link that was made for this site, and who vouches for that.
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

/// Why a submission was not re-encrypted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResealError {
    /// What is not authentic is not passed on.
    #[error(
        "Not authentic: it did not come through this client's link, or the server names others than can read it. It was not re-encrypted. Call the client, and tell your administrator."
    )]
    NotAuthentic,
    /// Nothing says whether it is.
    #[error("{0} It was not re-encrypted.")]
    Unknown(OpenError),
    /// Sealing failed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// A submission that was opened, and the link that it was sealed under, where that opens too.
#[derive(Debug)]
pub struct Received {
    /// What was in the submission.
    pub opened: Opened,
    link: Result<OpenedLink, OpenError>,
}

impl Received {
    /// Opens both with any of the identities.
    ///
    /// # Errors
    /// Where the submission does not open. A link that does not open is [`Origin::Unknown`].
    pub fn open(identities: &Identities, submission: &SealedSubmission) -> Result<Self, OpenError> {
        let opened = open(identities, &submission.sealed.file)?;
        Ok(Self { opened, link: open_link(identities, &submission.sealed_link) })
    }

    /// Where it came from, to somebody who knows these managers.
    pub fn origin(&self, submission: &SealedSubmission, known: &Managers) -> Origin {
        let found = match &self.link {
            Ok(found) => found,
            Err(error) => return Origin::Unknown(*error),
        };
        if !is_from_link(&found.link, &submission.sealed, &self.opened) {
            return Origin::Elsewhere;
        }
        if !is_sealed_to(&self.opened, &submission.recipients) {
            return Origin::OtherReaders;
        }
        let vouching = known.vouching(found.voucher.as_ref(), &found.link, &submission.site);
        vouching.map_or(Origin::OtherLink, Origin::Link)
    }

    /// Re-encrypts it to `set`, by the technician of this name, `at` Unix seconds. The manager's word goes with it.
    ///
    /// # Errors
    /// See [`ResealError`].
    pub fn reseal(
        &self,
        submission: &SealedSubmission,
        set: &RecipientSet,
        by: &str,
        at: i64,
    ) -> Result<ResealRequest, ResealError> {
        let OpenedLink { link, voucher } =
            self.link.as_ref().map_err(|error| ResealError::Unknown(*error))?;
        // Nobody is shown anything, so that it does not matter whose key was compared.
        if !matches!(self.origin(submission, &Managers::default()), Origin::Link(_)) {
            return Err(ResealError::NotAuthentic);
        }
        Ok(ResealRequest {
            opened: submission.sealed.digest().to_vec(),
            sealed: seal::reseal(link, set, &submission.sealed, &self.opened, by, at)?,
            sealed_link: seal_link(link, voucher.as_ref(), set)?,
            recipients: set.pin(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        details::{Answers, Secret, SecretKind},
        link::Link,
        recipients::Recipient,
        retention::Kind,
        rules::{Port, Security},
        seal::seal,
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
    fn the_origin_is_told_and_nothing_else_is_resealed() {
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
    fn a_managers_word_counts_for_its_site_and_is_kept() {
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
}
