//! The server's messages during a check.

use shared::{
    check::StageReport,
    rules::Host,
    wire::{self, Problem},
};

use super::{Checked, Left};
use crate::json::Object;

/// A [`wire::CheckMessage`], read by its tag. For tagged enums, serde generates a second decoder of all their contents,
/// which clients would have to download.
pub(super) enum Message {
    Key(String),
    Stage(StageReport),
    TokenRelay,
    Relay(Host),
    Closed { word: String, detail: String },
    Done(Checked),
    Refused(Problem),
}

impl Message {
    /// Reads a message. Returns `None` if it isn't one of ours.
    pub(super) fn read(text: &str) -> Option<Self> {
        let message = Object::parse(text)?;
        let kind: String = message.field("type")?;
        Some(match kind.as_str() {
            "key" => Self::Key(message.field("key")?),
            "stage" => Self::Stage(message.field("stage")?),
            "token-relay" => Self::TokenRelay,
            "relay" => Self::Relay(message.field("helo")?),
            "closed" => Self::Closed { word: message.field("word")?, detail: message.field("detail")? },
            "done" => Self::Done(checked(message.read()?)),
            "refused" => Self::Refused(message.field("problem")?),
            _ => return None,
        })
    }
}

/// Returns the report, and what remains of the limit on checks.
pub(super) fn checked(wire::Checked { report, checks_left, check_wait }: wire::Checked) -> Checked {
    (report, Left { checks: checks_left, wait: check_wait })
}
