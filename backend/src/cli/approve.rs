//! The technicians of a link are approved by a person: a server that slips in a key of its own is
//! noticed, because the set that was approved last is remembered on this machine. So are the managers who make links: a
//! server that makes one up is noticed by whoever opens what came with it.

use shared::{
    open::OpenedLink,
    recipients::{Recipient, RecipientSet},
    rules::Domain,
    voucher::Vouching,
};

use super::{
    Failure, ask,
    keep::{Approved, Known},
    say,
};

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

/// What the person has said beforehand.
#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    /// Take this key for the manager's who made the link, without being asked: its fingerprint, such as
    /// "7k3m 9q2x 4n8t 1v6c", once you have compared it with them. It is remembered.
    #[arg(long, value_name = "FINGERPRINT")]
    accept_manager: Option<String>,
    /// Go on although no manager vouches for the link, once the client has told you that it is theirs.
    #[arg(long)]
    accept_unvouched: bool,
}

/// Lets a link pass that a known manager made for this site; shows who else vouches for it, and asks. `receipt` is the
/// number on the client's receipt, where it can tell whose it is.
pub(crate) fn manager(
    server: &str,
    opened: &OpenedLink,
    site: &Domain,
    receipt: Option<&str>,
    trust: &Trust,
) -> Result<(), Failure> {
    let mut known = Known::load()?;
    let (told, by) = match known.at(server).vouching(opened.voucher.as_ref(), &opened.link, site) {
        Vouching::Known(_) => return Ok(()),
        Vouching::Other => {
            return Err(Failure::not_well(format!(
                "Not authentic: the link that it came through was not made for {site}. The server shows another one's, or \
                 somebody has changed it."
            ))
            .next("Use nothing of it. Tell your administrator."));
        }
        Vouching::New(by) => (
            format!(
                "The link that it came through was made by {}, whose key is not known on this machine:\n  {}",
                by.name(),
                by.fingerprint()
            ),
            Some(by),
        ),
        Vouching::Another { by, known } => (
            format!(
                "The link that it came through was made by {}, with a key that is none of theirs that you have compared:\n  \
                 {}   this one\n{}",
                by.name(),
                by.fingerprint(),
                known.iter().map(|known| format!("  {}   compared", known.fingerprint())).collect::<Vec<_>>().join("\n")
            ),
            Some(by),
        ),
        Vouching::Nobody => (
            "No manager vouches for the link that it came through: it is an old one, or the server made it up.".into(),
            None,
        ),
    };
    say(&told);
    say(&receipt.map_or_else(
        || "It was sealed anew, so that no number can tell whether it is the client's.".to_owned(),
        |receipt| format!("The client's receipt has the number {receipt}, if it is theirs."),
    ));
    let question = match &by {
        Some(by) => format!("Has {} read you this key, or the client this number?", by.name()),
        None => "Has the client read you this number?".to_owned(),
    };
    let accepted = match (&by, &trust.accept_manager) {
        (Some(by), Some(said)) if letters(said) != letters(&by.fingerprint()) => {
            return Err(Failure::not_well("This is not the key that --accept-manager names.").next(COMPARE));
        }
        (Some(_), Some(_)) => Some(true),
        (None, _) if trust.accept_unvouched => Some(true),
        _ => ask::yes(&question),
    };
    match (accepted, by) {
        (Some(true), Some(by)) => known.meet(server, by),
        (Some(true), None) => Ok(()),
        (Some(false), _) => Err(Failure::not_well("Nothing of it was shown.").next(COMPARE)),
        (None, Some(_)) => {
            Err(Failure::not_well("Nothing of it was shown, since nobody has compared who made the link.")
                .next(COMPARE))
        }
        (None, None) => Err(Failure::not_well("Nothing of it was shown, since nobody vouches for the link.")
            .next("Compare the number with the client, then give --accept-unvouched; or ask the manager for a new link.")),
    }
}

/// A fingerprint, however it was set apart.
fn letters(fingerprint: &str) -> String {
    fingerprint.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

const COMPARE: &str = "Ask the manager: their account page shows the key of their browser, and sealpost login that of their \
                       machine. Then give it as --accept-manager.";

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
