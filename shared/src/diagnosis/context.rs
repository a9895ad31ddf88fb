//! Explains a failure from more than its reply: what is known about the host, and everything that the check saw
//! before. These explanations take priority over the error catalog.

mod broken_off;
mod intercepted;
mod protocol;
mod scanner;
mod unreachable;

use super::Found;
use crate::{
    certificate::Certificate,
    check::{Neighbor, Stage, StageOutcome, StageReport},
    facts::{self, Published},
    rules::{Host, Port, Security},
};

/// Everything that a check saw until it stopped.
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
    /// The whole reply including its code, or one of the [words](super::word).
    pub words: &'a str,
    /// The stages so far, including the last one.
    pub stages: &'a [StageReport],
    /// The certificate that the server sent.
    pub certificate: Option<&'a Certificate>,
    /// The server's other ports that were tried.
    pub neighbors: &'a [Neighbor],
}

/// Returns an explanation, if what the check saw gives a better one than the failure alone.
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
    /// Returns true if the failure is one of these words.
    fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.words)
    }

    /// Returns true if the host's operator says that it takes mail on this port.
    fn is_published_port(&self, published: &Published) -> bool {
        published.takes(self.port, self.security)
    }

    /// Returns true if another port worked.
    fn has_another(&self) -> bool {
        self.neighbors.iter().any(|neighbor| neighbor.answers)
    }

    /// Returns the reply that ended the check: its code, and the whole text.
    fn reply(&self) -> Option<(u16, &str)> {
        let code = self.words.get(..3)?.parse().ok()?;
        (200..600).contains(&code).then_some((code, self.words))
    }

    /// Returns what the server said at a stage that succeeded; empty if it said nothing.
    fn reply_at(&self, stage: Stage) -> &str {
        let well = |report: &&StageReport| report.stage == stage && report.outcome == StageOutcome::Ok;
        self.stages.iter().find(well).map_or("", |report| &report.detail)
    }

    /// Returns what the technician sees of the failure.
    fn detail(&self) -> &str {
        self.stages.last().map_or("", |report| &report.detail)
    }
}

/// Returns true if the text contains one of these parts, which are in lower case. The text's case doesn't matter.
fn holds_any(text: &str, parts: &[&str]) -> bool {
    let text = text.to_lowercase();
    parts.iter().any(|part| text.contains(part))
}

/// Returns the server's own name: the first word after the code, if it can be a host name.
fn own_name(greeting: &str) -> Option<&str> {
    let rest = greeting.get(3..)?.trim_start_matches(['-', ' ']);
    let name = rest.split([' ', ',', ';']).next()?.trim_end_matches('.');
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let top = name.rsplit('.').next()?;
    let is_name = name.contains('.') && name.chars().all(is_letter);
    (is_name && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic())).then_some(name)
}

#[cfg(test)]
mod tests;
