//! A message of a configured site, as it arrived: who it says it's from, which server delivered it, and what SPF,
//! DKIM and DMARC say about it. `sealpost-inbound` makes these, and `words` puts them into sentences.
//!
//! A lookup without an answer is a result of its own here, and never counts as a failure.

mod advice;
mod answer;
mod dkim;
mod dmarc;
mod path;
mod spf;
#[cfg(test)]
mod tests;

pub use advice::{Advised, DeliveryAdvice, Origin};
pub use answer::{Answer, Doubt};
pub use dkim::{DkimAlgorithm, DkimCheck, DkimFailure, DkimOutcome, SignatureFault};
pub use dmarc::{Aligned, Alignment, DmarcApplied, DmarcCheck, DmarcOutcome};
pub use path::{
    Author, Hop, Mailbox, ReceiverMethod, ReceiverResults, ReturnPath, Seen, TlsVersion, Transport,
};
use serde::{Deserialize, Serialize};
pub use spf::{SpfCheck, SpfOutcome, Unknown};

/// How many headers are kept as evidence.
pub const EVIDENCE_MAX: usize = 24;
/// How many bytes of one header are kept as evidence.
pub const EVIDENCE_BYTES_MAX: usize = 2048;

/// What is known about one delivered message. Its text isn't in here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivery {
    /// How we got the message.
    pub seen: Seen,
    /// The sender that people see: the `From` header.
    pub author: Author,
    /// Where bounces go: the address in MAIL FROM.
    pub return_path: ReturnPath,
    /// The server that delivered it to us, or, in a pasted message, to its receiver.
    pub hop: Hop,
    /// SPF (RFC 7208).
    pub spf: SpfCheck,
    /// The DKIM signatures, topmost first (RFC 6376). Empty if the message isn't signed.
    pub dkim: Vec<DkimCheck>,
    /// DMARC (RFC 9989).
    pub dmarc: DmarcCheck,
    /// The headers that show this, as they arrived.
    pub evidence: Vec<HeaderLine>,
}

impl Delivery {
    /// Returns true if at least one signature passes for a domain that DMARC accepts.
    pub fn has_aligned_signature(&self) -> bool {
        self.dkim.iter().any(|check| check.outcome == DkimOutcome::Pass && check.aligned == Aligned::Yes)
    }

    /// Returns true if the message was pasted, and its receiver says that DMARC passes for its sender.
    pub fn passes_at_receiver(&self) -> bool {
        let Seen::Pasted { receiver: Some(receiver) } = &self.seen else { return false };
        let passing = receiver.methods.iter().filter(|one| one.method == "dmarc" && one.result == "pass");
        passing.filter_map(|one| one.domain.as_deref()).any(|domain| self.author.domain() == Some(domain))
    }
}

/// A header that is kept as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeaderLine {
    /// Its name, as it was written.
    pub name: String,
    /// Its value in one line, cut off at [`EVIDENCE_BYTES_MAX`], without invisible characters.
    pub value: String,
}
