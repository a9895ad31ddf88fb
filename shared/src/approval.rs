//! Compares the recipients that a person has accepted with those that a server offers. The page and the command line
//! both use it.
//!
//! A malicious server could put its own key into the list. So the server's word alone is never enough: either
//! somebody compared the key with its owner, or the link was created for it. Otherwise, a person has to accept the
//! recipient first.

mod carried;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::recipients::{Recipient, RecipientSet};

pub use carried::{Carried, Learned, Notes, Unusable};

/// The recipients that a person accepted last. Someone who leaves the team's list is removed from this one too, and
/// has to be accepted again to come back. So a server can't bring a former technician back by showing an old list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    at: i64,
    recipients: Vec<Recipient>,
}

impl Approved {
    /// Returns when the person accepted them, in Unix seconds, by the device's clock.
    pub fn at(&self) -> i64 {
        self.at
    }

    /// Returns the accepted recipients, in the list's order.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

/// What a person knows about an offered recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Accepted by this person before.
    Accepted,
    /// Never accepted by this person, but the link was created for this key.
    Pinned,
    /// Unknown.
    New,
    /// This person is known with another key, which is given here.
    NewKey(Recipient),
    /// This key is known under another name, which is given here.
    Renamed(Recipient),
}

impl Standing {
    /// Returns true if the person still has to accept it.
    pub fn is_pending(&self) -> bool {
        !matches!(self, Self::Accepted | Self::Pinned)
    }
}

/// An offered list, compared with what is known about it.
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

    /// Returns all offered recipients, in order.
    pub fn offered(&self) -> &[(Recipient, Standing)] {
        &self.offered
    }

    /// Returns the known recipients that aren't offered anymore.
    pub fn gone(&self) -> &[Recipient] {
        &self.gone
    }

    /// Returns true if there was nothing to compare with.
    pub fn is_first(&self) -> bool {
        self.is_first
    }

    /// Returns the recipients that the person has to accept.
    pub fn pending(&self) -> impl Iterator<Item = &Recipient> {
        self.offered.iter().filter(|(_, standing)| standing.is_pending()).map(|(recipient, _)| recipient)
    }

    /// Returns what this person has accepted as of `at` (Unix seconds), or `None` if a pending recipient isn't in
    /// `accepted`. A key that is known only from the link isn't included, because nobody has compared it.
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
