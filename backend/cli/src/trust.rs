//! Checks whose link a submission came through. This machine remembers the managers whose keys were compared, so a technician
//! notices if a server makes up a link.

use shared::voucher::{Manager, Vouching};

use super::{Failure, ask, keep::Known, say, say::SAY};

/// What the person has already decided.
#[derive(Debug, clap::Args)]
pub(crate) struct Trust {
    #[arg(long, value_name = "FINGERPRINT", help = SAY.trust_manager_option())]
    accept_manager: Option<String>,
    #[arg(long, help = SAY.trust_unvouched_option())]
    accept_unvouched: bool,
}

/// Accepts a link that a known manager vouches for. For any other link, shows who vouches for it, and asks. `receipt` is
/// the number on the client's receipt, if it can show whose settings these are.
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
    say(&by_manager(by, compared));
    say(&receipt.map_or_else(|| SAY.trust_resealed().to_owned(), |receipt| SAY.trust_receipt(&receipt)));
    let accepted = match (by, &trust.accept_manager) {
        (Some(by), Some(typed)) if letters(typed) != letters(&by.fingerprint()) => {
            return Err(Failure::not_well(SAY.trust_other_key()).next(SAY.trust_compare_next()));
        }
        (Some(_), Some(_)) => Some(true),
        (None, _) if trust.accept_unvouched => Some(true),
        _ => question(by, receipt).and_then(|question| ask::yes(&question)),
    };
    match (accepted, by) {
        (Some(true), Some(by)) => known.meet(server, by.clone()),
        (Some(true), None) => Ok(()),
        (_, Some(_)) => Err(Failure::not_well(SAY.trust_not_compared()).next(SAY.trust_compare_next())),
        (_, None) => {
            let next = if receipt.is_some() { SAY.trust_client_next() } else { SAY.trust_manager_next() };
            Err(Failure::not_well(SAY.trust_not_vouched()).next(next))
        }
    }
}

/// Returns who vouches, and which of their other keys were compared.
fn by_manager(by: Option<&Manager>, compared: &[Manager]) -> String {
    match by {
        Some(by) if compared.is_empty() => {
            format!("{}\n  {}", SAY.trust_new(&by.name()), by.fingerprint())
        }
        Some(by) => {
            let row = |key: &Manager, mark| format!("\n  {}   {mark}", key.fingerprint());
            let before = compared.iter().map(|key| row(key, SAY.trust_mark_compared()));
            let rows = [row(by, SAY.trust_mark_this())].into_iter().chain(before);
            SAY.trust_another(&by.name()) + &rows.collect::<String>()
        }
        None => SAY.trust_none().into(),
    }
}

/// Returns the question for the person at the terminal, if they can know the answer.
fn question(by: Option<&Manager>, receipt: Option<&str>) -> Option<String> {
    match (by, receipt) {
        (Some(by), Some(_)) => Some(SAY.trust_question_either(&by.name())),
        (Some(by), None) => Some(SAY.trust_question_manager(&by.name())),
        (None, Some(_)) => Some(SAY.trust_question_client().into()),
        (None, None) => None,
    }
}

/// Returns the letters and digits of a fingerprint, without separators.
pub(super) fn letters(fingerprint: &str) -> String {
    fingerprint.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
