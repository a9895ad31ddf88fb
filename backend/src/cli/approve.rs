//! The technicians of a link are approved by a person: a server that slips in a key of its own is
//! noticed, because the set that was approved last is remembered on this machine.

use shared::recipients::{Recipient, RecipientSet};

use super::{Failure, ask, keep::Approved, say};

/// Lets a set pass that was approved before; shows any other one with its fingerprints, and asks.
pub(crate) fn recipients(server: &str, set: &RecipientSet, accept: bool) -> Result<(), Failure> {
    let approved = Approved::load()?;
    let before = approved.of(server);
    let is_known = before.is_some_and(|before| before.pin() == set.pin());
    say(&shown(set, before));
    if is_known {
        return Ok(());
    }
    let question = "Have you compared the fingerprints with the technicians themselves?";
    match if accept { Some(true) } else { ask::yes(question) } {
        Some(true) => approved.remember(server, set.clone()),
        Some(false) => Err(Failure::not_well("Nothing was made.")
            .next("Ask each technician for the fingerprint of their key, by telephone.")),
        None => Err(Failure::not_well(match before {
            Some(_) => "The technicians are not the ones whom you approved before.",
            None => "You have not approved these technicians yet.",
        })
        .next("Compare the fingerprints with them, then give --accept-recipients.")),
    }
}

fn shown(set: &RecipientSet, before: Option<&RecipientSet>) -> String {
    let mut lines = vec!["Able to read what the client seals:".to_owned()];
    let knew = |recipient: &Recipient| before.is_some_and(|before| before.recipients().contains(recipient));
    for recipient in set.recipients() {
        let mark = if before.is_some() && !knew(recipient) { "   NEW" } else { "" };
        lines.push(format!("  {}   {}{mark}", recipient.fingerprint(), recipient.name()));
    }
    for gone in before.into_iter().flat_map(RecipientSet::recipients) {
        if !set.recipients().contains(gone) {
            lines.push(format!("  {}   {}   NO LONGER", gone.fingerprint(), gone.name()));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::open::Identities;

    #[test]
    fn a_change_is_marked() {
        let recipient = |name| Recipient::new(name, &Identities::generate().public_keys()[0]).unwrap();
        let (ada, sam, eve) = (recipient("Ada"), recipient("Sam"), recipient("Eve"));
        let before = RecipientSet::new(1, vec![ada.clone(), sam.clone()]).unwrap();
        let now = RecipientSet::new(2, vec![ada.clone(), eve.clone()]).unwrap();
        let text = shown(&now, Some(&before));
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(lines[0], format!("  {}   Ada", ada.fingerprint()));
        assert_eq!(lines[1], format!("  {}   Eve   NEW", eve.fingerprint()));
        assert_eq!(lines[2], format!("  {}   Sam   NO LONGER", sam.fingerprint()));
        assert!(!shown(&now, None).contains("NEW"));
    }
}
