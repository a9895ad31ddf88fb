//! The recipients whom a person has accepted, compared with those whom a server offers. One comparison for the page and
//! for the command line.
//!
//! A server can put a key of its own into the list. So nobody is a recipient because the server says so: somebody has
//! compared the key with its owner, or the link was made for it. Without either, each recipient waits to be accepted.

mod carried;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::recipients::{Recipient, RecipientSet};

pub use carried::{Carried, Learned, Notes, Unusable};

/// The recipients whom a person accepted last. Whoever leaves the list leaves this one too, and has to be accepted again
/// to come back: a server can't bring a former technician back by showing an old list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    at: i64,
    recipients: Vec<Recipient>,
}

impl Approved {
    /// When, in Unix seconds, by the clock of the device.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Who, in the list's order.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

/// What an offered recipient is to the person who looks at the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Accepted by this person before.
    Accepted,
    /// Never accepted by this person, but the link was made for this key.
    Pinned,
    /// Unknown.
    New,
    /// Known with another key: this one.
    NewKey(Recipient),
    /// Known with this key under another name: this one.
    Renamed(Recipient),
}

impl Standing {
    /// Whether the person has to accept it.
    pub fn is_pending(&self) -> bool {
        !matches!(self, Self::Accepted | Self::Pinned)
    }
}

/// An offered list beside what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    offered: Vec<(Recipient, Standing)>,
    gone: Vec<Recipient>,
    is_first: bool,
}

impl Review {
    /// Compares `offered` with what this person has accepted and with what the link pinned, if there is a link.
    pub fn new(offered: &RecipientSet, approved: Option<&Approved>, pinned: Option<&RecipientSet>) -> Self {
        let approved = approved.map_or(&[][..], Approved::recipients);
        let pinned = pinned.map_or(&[][..], RecipientSet::recipients);
        let known: Vec<&Recipient> = approved.iter().chain(pinned).collect();
        let lost: Vec<&Recipient> =
            known.iter().copied().filter(|known| !has_key(offered.recipients(), known)).collect();
        let mut replaced: Vec<&Recipient> = Vec::new();
        let mut standing = |recipient: &Recipient| {
            if approved.contains(recipient) {
                return Standing::Accepted;
            }
            if pinned.contains(recipient) {
                return Standing::Pinned;
            }
            if let Some(before) = known.iter().find(|known| known.key() == recipient.key()) {
                return Standing::Renamed((*before).clone());
            }
            let before =
                lost.iter().find(|lost| lost.name() == recipient.name() && !has_key_of(&replaced, lost));
            before.map_or(Standing::New, |before| {
                replaced.push(before);
                Standing::NewKey((*before).clone())
            })
        };
        let compared = offered.recipients().iter().map(|one| (one.clone(), standing(one))).collect();
        let mut gone: Vec<Recipient> = Vec::new();
        for one in lost {
            if !has_key_of(&replaced, one) && !has_key(&gone, one) {
                gone.push(one.clone());
            }
        }
        Self { offered: compared, gone, is_first: known.is_empty() }
    }

    /// Everybody who is offered, in order.
    pub fn offered(&self) -> &[(Recipient, Standing)] {
        &self.offered
    }

    /// Those who were known and are not offered any more.
    pub fn gone(&self) -> &[Recipient] {
        &self.gone
    }

    /// Whether there was nothing to compare with.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// Those whom the person has to accept.
    pub fn pending(&self) -> impl Iterator<Item = &Recipient> {
        self.offered.iter().filter(|(_, standing)| standing.is_pending()).map(|(recipient, _)| recipient)
    }

    /// What this person has accepted from now on, `at` Unix seconds; nothing while somebody is not in `accepted`. A key
    /// that only the link vouched for is not among them: nobody has compared it.
    pub fn accept(&self, accepted: &[Recipient], at: i64) -> Option<Approved> {
        if self.pending().any(|pending| !accepted.contains(pending)) {
            return None;
        }
        let theirs =
            self.offered.iter().filter(|(_, standing)| *standing != Standing::Pinned).map(|(one, _)| one);
        Some(Approved { at, recipients: theirs.cloned().collect() })
    }
}

fn has_key(list: &[Recipient], recipient: &Recipient) -> bool {
    list.iter().any(|other| other.key() == recipient.key())
}

fn has_key_of(list: &[&Recipient], recipient: &Recipient) -> bool {
    list.iter().any(|other| other.key() == recipient.key())
}
