//! A person accepts the technicians of a link one by one, so they notice if a server slips in its own key. Only technicians
//! that this person has accepted, or that the link was created for, count.

use shared::{
    approval::{Carried, Learned, Review, Standing, Unusable},
    open::Identities,
    recipients::{Recipient, RecipientSet},
    wire::{Base64, KeepApprovals, Me, StoredApprovals},
};

use super::{
    Failure,
    api::Api,
    ask, clock,
    keep::Approvals,
    printer::say,
    say::{self, SAY, TECHNICIAN},
    trust::letters,
};

const PATH: &str = "/api/me/approvals";

/// The technicians whose keys the person has already compared.
#[derive(Debug, clap::Args)]
pub(crate) struct Accept {
    #[arg(long, value_name = "FINGERPRINT", help = SAY.accept_option())]
    accept_recipient: Vec<String>,
}

/// Who approves, and what a set is compared with.
pub(crate) struct Asker<'a> {
    pub(crate) api: &'a Api,
    pub(crate) me: &'a Me,
    /// The person's key, which carries their approvals between their machines.
    pub(crate) identities: Option<&'a Identities>,
    /// The set that the link was created for, if there is a link.
    pub(crate) pinned: Option<&'a RecipientSet>,
}

impl Asker<'_> {
    /// Approves a set, after asking about each recipient who isn't known yet.
    ///
    /// # Errors
    /// If someone isn't accepted. In that case, nothing can be encrypted for this set.
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
            let is_named =
                accept.accept_recipient.iter().any(|named| letters(named) == letters(&fingerprint));
            let question = SAY.accept_question(&fingerprint, &recipient.name());
            match if is_named { Some(true) } else { ask::yes(&question) } {
                Some(true) => accepted.push(recipient.clone()),
                Some(false) => return Err(Failure::not_well(SAY.accept_stopped()).next(SAY.accept_compare())),
                None => return Err(refused(&review)),
            }
        }
        let approved = review.accept(&accepted, clock::now()).ok_or_else(|| refused(&review))?;
        notes.approve(approved);
        self.carry(notes, stored.as_ref())?;
        approvals.save()
    }

    /// Adds what the person has accepted on other devices. Returns what the server has stored.
    fn learn(&self, notes: &mut shared::approval::Notes) -> Result<Option<Carried>, Failure> {
        let Some(identities) = self.identities else { return Ok(None) };
        let answer: StoredApprovals = self.api.get(PATH)?;
        let stored = answer.sealed.map(|Base64(bytes)| Carried::received(bytes));
        match notes.learn(identities, &self.me.id, stored.as_ref()) {
            Ok(Learned::Newer(at)) => {
                say(&SAY.accept_elsewhere(&say::day(at)));
            }
            Ok(Learned::Nothing | Learned::Known) => {}
            Err(error @ (Unusable::NoIdentity | Unusable::RolledBack)) => {
                say(TECHNICIAN.accepted_error(error));
            }
        }
        Ok(stored)
    }

    /// Stores the approvals for the person's other devices. If one of those was faster, the next command reads what it
    /// stored.
    fn carry(&self, notes: &mut shared::approval::Notes, stored: Option<&Carried>) -> Result<(), Failure> {
        let Some(identities) = self.identities.filter(|identities| notes.is_ahead(identities)) else {
            return Ok(());
        };
        let before = notes.clone();
        let sealed = notes.carry(identities, &self.me.id);
        let Some(sealed) = sealed.map_err(|error| Failure::usage(TECHNICIAN.seal_error(&error)))? else {
            return Ok(());
        };
        let was = stored.map(|stored| Base64(stored.digest().to_vec()));
        let request = KeepApprovals { was, sealed: Base64(sealed.bytes().to_vec()) };
        match self.api.replace(PATH, &request) {
            Err(failure) if failure.is_problem("approvals-changed") => *notes = before,
            kept => kept?,
        }
        Ok(())
    }
}

fn refused(review: &Review) -> Failure {
    let what = if review.is_first() { SAY.accept_none_yet() } else { SAY.accept_some_new() };
    let flags: Vec<String> =
        review.pending().map(|one| format!("--accept-recipient '{}'", one.fingerprint())).collect();
    Failure::not_well(what).next(SAY.accept_next(&flags.join(" ")))
}

fn shown(review: &Review) -> String {
    let mut lines = vec![SAY.accept_readers().to_owned()];
    let row = |one: &Recipient, mark: &str| {
        format!("  {}   {}   {mark}", one.fingerprint(), one.name()).trim_end().to_owned()
    };
    for (recipient, standing) in review.offered() {
        let mark = match standing {
            Standing::Accepted => "",
            Standing::Pinned => SAY.accept_mark_pinned(),
            Standing::New => SAY.accept_mark_new(),
            Standing::NewKey(_) => SAY.accept_mark_new_key(),
            Standing::Renamed(_) => SAY.accept_mark_new_name(),
        };
        lines.push(row(recipient, mark));
        if let Standing::NewKey(before) | Standing::Renamed(before) = standing {
            lines.push(row(before, SAY.accept_mark_before()));
        }
    }
    lines.extend(review.gone().iter().map(|gone| row(gone, SAY.accept_mark_gone())));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

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
                format!("  {}   Eve   {}", eve.fingerprint(), SAY.accept_mark_new()),
                format!("  {}   Sam   {}", sam.fingerprint(), SAY.accept_mark_gone()),
            ]
        );
        assert_eq!(
            lines(&[&ada, &new_sam])[1..],
            [
                format!("  {}   Sam   {}", new_sam.fingerprint(), SAY.accept_mark_new_key()),
                format!("  {}   Sam   {}", sam.fingerprint(), SAY.accept_mark_before()),
            ]
        );
    }
}
