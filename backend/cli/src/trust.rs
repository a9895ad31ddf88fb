//! Whose link a submission came through: the managers whose keys were compared are remembered on this machine, so that
//! a server that makes up a link is noticed by whoever opens what came with it.

use shared::voucher::{Manager, Vouching};

use super::{Failure, ask, keep::Known, say};

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

/// Lets a link pass that a known manager vouches for; shows who else does, and asks. `receipt` is the number on the
/// client's receipt, where it can tell whose it is.
pub(crate) fn vouched(
    server: &str,
    known: Known,
    vouching: &Vouching,
    receipt: Option<&str>,
    trust: &Trust,
) -> Result<(), Failure> {
    let (by, compared): (_, &[Manager]) = match vouching {
        Vouching::Known(_) => return Ok(()),
        Vouching::New(by) => (Some(by), &[]),
        Vouching::Another { by, known } => (Some(by), known),
        Vouching::Nobody => (None, &[]),
    };
    say(&told(by, compared));
    say(&receipt.map_or_else(
        || "It was sealed anew, so that no number can tell whether it is the client's.".to_owned(),
        |receipt| format!("The client's receipt has the number {receipt}, if it is theirs."),
    ));
    let accepted = match (by, &trust.accept_manager) {
        (Some(by), Some(said)) if letters(said) != letters(&by.fingerprint()) => {
            return Err(Failure::not_well("This is not the key that --accept-manager names.").next(COMPARE));
        }
        (Some(_), Some(_)) => Some(true),
        (None, _) if trust.accept_unvouched => Some(true),
        _ => question(by, receipt).and_then(|question| ask::yes(&question)),
    };
    match (accepted, by) {
        (Some(true), Some(by)) => known.meet(server, by.clone()),
        (Some(true), None) => Ok(()),
        (_, Some(_)) => {
            Err(Failure::not_well("Nothing of it was shown, since nobody has compared who made the link.")
                .next(COMPARE))
        }
        (_, None) => {
            let next = if receipt.is_some() { ASK_CLIENT } else { "Ask the manager for a new link." };
            Err(Failure::not_well("Nothing of it was shown, since nobody vouches for the link.").next(next))
        }
    }
}

const COMPARE: &str = "Ask the manager: their account page shows the key of their browser, and sealpost login that of their \
                       machine. Then give it as --accept-manager.";
const ASK_CLIENT: &str =
    "Compare the number with the client, then give --accept-unvouched; or ask the manager for a new link.";

/// Who vouches, and which other keys of theirs were compared.
fn told(by: Option<&Manager>, compared: &[Manager]) -> String {
    const MADE_BY: &str = "The link that it came through was made by";
    match by {
        Some(by) if compared.is_empty() => {
            format!("{MADE_BY} {}, whose key is not known on this machine:\n  {}", by.name(), by.fingerprint())
        }
        Some(by) => {
            let compared: Vec<String> = compared.iter().map(Manager::fingerprint).collect();
            format!(
                "{MADE_BY} {}, with a key that is none of theirs that you have compared:\n  {}   this one\n  {}   compared",
                by.name(),
                by.fingerprint(),
                compared.join("   compared\n  ")
            )
        }
        None => "No manager vouches for the link that it came through: it is an old one, or the server made it up.".into(),
    }
}

/// What to ask whoever sits there; nothing where nobody could tell.
fn question(by: Option<&Manager>, receipt: Option<&str>) -> Option<String> {
    match (by, receipt) {
        (Some(by), Some(_)) => {
            Some(format!("Has {} read you this key, or the client this number?", by.name()))
        }
        (Some(by), None) => Some(format!("Has {} read you this key?", by.name())),
        (None, Some(_)) => Some("Has the client read you this number?".into()),
        (None, None) => None,
    }
}

/// A fingerprint, however it was set apart.
pub(super) fn letters(fingerprint: &str) -> String {
    fingerprint.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
