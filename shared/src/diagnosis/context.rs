//! An explanation that takes more than the failure itself: what the host is known for, and all that the check saw on the
//! way. What is said here goes before the error catalogue.

mod broken_off;
mod intercepted;
mod protocol;
mod scanner;
mod unreachable;

use super::Found;
use crate::{
    certificate::Certificate,
    check::{Neighbour, Stage, StageOutcome, StageReport},
    facts::{self, Published},
    rules::{Host, Port, Security},
};

/// All that a check saw until it stopped.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The server.
    pub host: &'a Host,
    /// Its port.
    pub port: Port,
    /// How the connection becomes encrypted.
    pub security: Security,
    /// The stage at which it stopped.
    pub stage: Stage,
    /// Why: the whole reply with its code, or one of the [words](super::word).
    pub words: &'a str,
    /// The stages so far, the last one included.
    pub stages: &'a [StageReport],
    /// The certificate that was shown.
    pub certificate: Option<&'a Certificate>,
    /// The ports beside that were tried.
    pub neighbours: &'a [Neighbour],
}

/// The explanation, if what the check saw gives one that is better than the failure's own.
pub fn explain(context: &Context) -> Option<Found> {
    let published = facts::published(context.host.as_str());
    let published = published.as_ref();
    scanner::explain(context, published)
        .or_else(|| intercepted::explain(context, published?))
        .or_else(|| protocol::explain(context))
        .or_else(|| unreachable::explain(context, published))
        .or_else(|| broken_off::explain(context, published))
}

impl Context<'_> {
    /// Whether the failure is one of these words.
    fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.words)
    }

    /// Whether the host's operator says that it takes mail on this port.
    fn is_published_port(&self, published: &Published) -> bool {
        published.takes(self.port, self.security)
    }

    /// Whether another port was seen to work.
    fn has_another(&self) -> bool {
        self.neighbours.iter().any(|neighbour| neighbour.answers)
    }

    /// The reply that ended it: its code, and all of it.
    fn reply(&self) -> Option<(u16, &str)> {
        let code = self.words.get(..3)?.parse().ok()?;
        (200..600).contains(&code).then_some((code, self.words))
    }

    /// What the server said at a stage that went well; empty if it said nothing.
    fn said(&self, stage: Stage) -> &str {
        let well = |report: &&StageReport| report.stage == stage && report.outcome == StageOutcome::Ok;
        self.stages.iter().find(well).map_or("", |report| &report.detail)
    }

    /// What the technician is shown of the failure.
    fn detail(&self) -> &str {
        self.stages.last().map_or("", |report| &report.detail)
    }
}

/// Whether one of these is in the text; case does not count. The parts are in lower case.
fn holds_any(text: &str, parts: &[&str]) -> bool {
    let text = text.to_lowercase();
    parts.iter().any(|part| text.contains(part))
}

/// The name that a server gives itself: the first word behind the code, if it can be a host's.
fn own_name(said: &str) -> Option<&str> {
    let rest = said.get(3..)?.trim_start_matches(['-', ' ']);
    let name = rest.split([' ', ',', ';']).next()?.trim_end_matches('.');
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let top = name.rsplit('.').next()?;
    let is_name = name.contains('.') && name.chars().all(is_letter);
    (is_name && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic())).then_some(name)
}

#[cfg(test)]
mod tests;
