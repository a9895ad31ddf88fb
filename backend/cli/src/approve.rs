//! The technicians of a link are accepted by a person, one by one: a server that slips in a key of its own is noticed,
//! because nobody counts whom this person has not accepted and the link was not made for.

use shared::{
    approval::{Carried, Learned, Review, Standing, Unusable},
    open::Identities,
    recipients::RecipientSet,
    wire::{Base64, KeepApprovals, Me, StoredApprovals},
};

use super::{Failure, api::Api, ask, clock, dates, keep::Approvals, say, trust::letters};

const PATH: &str = "/api/me/approvals";

/// Whom the person has compared already.
#[derive(Debug, clap::Args)]
pub(crate) struct Accept {
    /// Accept this technician's key, without being asked: its fingerprint, such as "7k3m 9q2x 4n8t 1v6c", once you have
    /// compared it with them. Repeat it for each new technician. It is remembered.
    #[arg(long, value_name = "FINGERPRINT")]
    accept_recipient: Vec<String>,
}

/// Who asks for approval, and what it is compared with.
pub(crate) struct Asker<'a> {
    pub(crate) api: &'a Api,
    pub(crate) me: &'a Me,
    /// The person's key, which carries their approvals between their machines.
    pub(crate) identities: Option<&'a Identities>,
    /// The set that the link was made for, where there is a link.
    pub(crate) pinned: Option<&'a RecipientSet>,
}

impl Asker<'_> {
    /// Lets a set pass whose recipients are all known; asks about each other one.
    ///
    /// # Errors
    /// Where somebody is not accepted: nothing may be made for this set.
    pub(crate) fn approve(&self, set: &RecipientSet, accept: &Accept) -> Result<(), Failure> {
        let server = self.api.server().as_str().to_owned();
        let mut approvals = Approvals::load()?;
        let notes = approvals.of(&server, &self.me.id);
        let stored = self.learn(notes)?;
        let review = Review::new(set, notes.approved(), self.pinned);
        say(&shown(&review));
        let mut accepted = Vec::new();
        for recipient in review.pending() {
            let fingerprint = recipient.fingerprint();
            let is_named = accept.accept_recipient.iter().any(|said| letters(said) == letters(&fingerprint));
            let question = format!("Have you compared {fingerprint} with {}?", recipient.name());
            match if is_named { Some(true) } else { ask::yes(&question) } {
                Some(true) => accepted.push(recipient.clone()),
                Some(false) => return Err(Failure::not_well("Nothing was made.").next(COMPARE)),
                None => return Err(refused(&review)),
            }
        }
        let approved = review.accept(&accepted, clock::now()).ok_or_else(|| refused(&review))?;
        notes.approve(approved);
        self.carry(notes, stored.as_ref())?;
        approvals.save()
    }

    /// Takes in what the person has accepted elsewhere. Returns what the server has stored.
    fn learn(&self, notes: &mut shared::approval::Notes) -> Result<Option<Carried>, Failure> {
        let Some(identities) = self.identities else { return Ok(None) };
        let answer: StoredApprovals = self.api.get(PATH)?;
        let stored = answer.sealed.map(|Base64(bytes)| Carried::received(bytes));
        match notes.learn(identities, &self.me.id, stored.as_ref()) {
            Ok(Learned::Newer(at)) => {
                say(&format!(
                    "On another device, you accepted technicians on {}. That counts here.",
                    dates::day(at)
                ));
            }
            Ok(Learned::Nothing | Learned::Known) => {}
            Err(error @ (Unusable::NoIdentity | Unusable::RolledBack)) => say(&error.to_string()),
        }
        Ok(stored)
    }

    /// Stores it for the person's other devices. Where one of them was faster, the next command meets what it has stored.
    fn carry(&self, notes: &mut shared::approval::Notes, stored: Option<&Carried>) -> Result<(), Failure> {
        let Some(identities) = self.identities.filter(|identities| notes.is_ahead(identities)) else {
            return Ok(());
        };
        let before = notes.clone();
        let sealed = notes.carry(identities, &self.me.id);
        let Some(sealed) = sealed.map_err(|error| Failure::usage(error.to_string()))? else { return Ok(()) };
        let was = stored.map(|stored| Base64(stored.digest().to_vec()));
        let request = KeepApprovals { was, sealed: Base64(sealed.bytes().to_vec()) };
        match self.api.replace(PATH, &request) {
            Err(failure) if failure.is_problem("approvals-changed") => *notes = before,
            kept => kept?,
        }
        Ok(())
    }
}

const COMPARE: &str =
    "Ask each technician for the fingerprint of their key, by telephone. They see it under \"My key\".";

fn refused(review: &Review) -> Failure {
    let what = if review.is_first() {
        "You have not accepted these technicians yet."
    } else {
        "Technicians are listed whom you have not accepted."
    };
    let flags: Vec<String> =
        review.pending().map(|one| format!("--accept-recipient '{}'", one.fingerprint())).collect();
    Failure::not_well(what)
        .next(format!("Compare each new fingerprint with its owner, then give {}.", flags.join(" ")))
}

fn shown(review: &Review) -> String {
    let mut lines = vec!["Able to read what the client seals:".to_owned()];
    for (recipient, standing) in review.offered() {
        let mark = match standing {
            Standing::Accepted => "",
            Standing::Pinned => "   the link was made for this key",
            Standing::New => "   NEW",
            Standing::NewKey(_) => "   NEW KEY",
            Standing::Renamed(_) => "   NEW NAME",
        };
        lines.push(format!("  {}   {}{mark}", recipient.fingerprint(), recipient.name()));
        if let Standing::NewKey(before) | Standing::Renamed(before) = standing {
            lines.push(format!("  {}   {}   before", before.fingerprint(), before.name()));
        }
    }
    for gone in review.gone() {
        lines.push(format!("  {}   {}   NO LONGER", gone.fingerprint(), gone.name()));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::recipients::Recipient;

    #[test]
    fn a_change_is_marked() {
        let recipient = |name| Recipient::new(name, &Identities::generate().public_keys()[0]).unwrap();
        let (ada, sam, eve, new_sam) =
            (recipient("Ada"), recipient("Sam"), recipient("Eve"), recipient("Sam"));
        let before = RecipientSet::new(1, vec![ada.clone(), sam.clone()]).unwrap();
        let approved = Review::new(&before, None, None).accept(before.recipients(), 1).unwrap();
        let lines = |people: &[&Recipient]| {
            let now = RecipientSet::new(2, people.iter().map(|&one| one.clone()).collect()).unwrap();
            let text = shown(&Review::new(&now, Some(&approved), None));
            text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(&[&ada, &eve]),
            [
                format!("  {}   Ada", ada.fingerprint()),
                format!("  {}   Eve   NEW", eve.fingerprint()),
                format!("  {}   Sam   NO LONGER", sam.fingerprint()),
            ]
        );
        assert_eq!(
            lines(&[&ada, &new_sam])[1..],
            [
                format!("  {}   Sam   NEW KEY", new_sam.fingerprint()),
                format!("  {}   Sam   before", sam.fingerprint()),
            ]
        );
    }
}
