//! Proof that a configured site's own mail arrives.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    delivery::{Answer, Doubt, HeaderLine},
    diagnosis::Acts,
    report::Verdict,
    rules::Address,
};

/// The longest message source, in bytes.
pub const MESSAGE_SOURCE_MAX: usize = 256 * 1024;
/// The largest body with a message source, in bytes. Base64 writes 3 bytes with 4 characters.
pub const MESSAGE_BODY_MAX: usize = 2 * MESSAGE_SOURCE_MAX;

/// Whether a site's own mail arrives: `GET /api/onboardings/{id}/delivery`. `POST` to it waits for a message at a new
/// address. `POST /api/onboardings/{id}/delivery/message` judges a message that arrived somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveryView {
    /// Where the site's message should be sent, while this server waits for one.
    pub waiting: Option<Waiting>,
    /// False if this server receives no messages (`SEALPOST_INBOUND` isn't set). Then messages can only be pasted.
    pub receives: bool,
    /// The last message that was judged.
    pub judged: Option<Judged>,
    /// True if someone is reminded of a new proof every month.
    #[serde(default)]
    pub remind_monthly: bool,
}

/// Turns reminders of a new proof on or off: `PUT /api/onboardings/{id}/delivery/reminders`. A month after the last
/// proof, the person who last asked for one gets an email, and again every month until there is a new proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RemindersRequest {
    /// True to remind that person every month.
    pub monthly: bool,
}

/// A one-time address, to which the site should send one message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiting {
    /// The address.
    pub address: Address,
    /// Since when it accepts a message, in Unix seconds.
    pub since: i64,
    /// Until when it accepts a message, in Unix seconds.
    pub until: i64,
    /// When its message arrived, in Unix seconds, while that message is being checked. Then it accepts no other one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived_at: Option<i64>,
}

/// A judged message. After its headers were deleted, only the time and the answer remain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Judged {
    /// When it was judged, in Unix seconds.
    pub at: i64,
    /// Whether it shows that the site's mail arrives.
    pub answer: Answer,
    /// Why it doesn't, if the answer isn't known although all lookups were answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
    /// How it arrived, one fact per sentence.
    pub arrival: Vec<String>,
    /// What SPF says.
    pub spf: Vec<String>,
    /// What the DKIM signatures say.
    pub dkim: Vec<String>,
    /// What DMARC says.
    pub dmarc: String,
    /// What is still wrong.
    pub advice: Vec<DeliveryFix>,
    /// The headers that show this, as they arrived.
    pub evidence: Vec<HeaderLine>,
}

/// Something that is still wrong with a site's mail, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeliveryFix {
    /// How bad it is.
    pub verdict: Verdict,
    /// Who has to act.
    pub acts: Acts,
    /// What is wrong.
    pub meaning: String,
    /// What to do now.
    pub fix: String,
}

/// A message's source: `POST /api/onboardings/{id}/delivery/message`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageSource {
    /// Headers and text, byte for byte, at most 256 KiB. The text isn't stored.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub source: Vec<u8>,
}

/// Shows how long the source is, but nothing of it, so that no log contains it.
impl fmt::Debug for MessageSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let source = format_args!("[{} bytes]", self.source.len());
        f.debug_struct("MessageSource").field("source", &source).finish()
    }
}

/// The proof that the site's mail arrives, as the client reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Proven {
    /// When the last message that showed it arrived, in Unix seconds.
    pub at: i64,
    /// The address that the message was from.
    pub from: String,
    /// True if it arrived over an encrypted connection.
    pub encrypted: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DKIM signs bytes, and not every message is UTF-8.
    #[test]
    fn a_source_keeps_every_byte() {
        let message = MessageSource { source: b"Subject: Br\xf6tchen\r\n\r\n\0\xff".to_vec() };
        let json = serde_json::to_string(&message).unwrap();
        assert_eq!(serde_json::from_str::<MessageSource>(&json).unwrap(), message);
        let larger = serde_json::to_string(&MessageSource { source: vec![0xff; MESSAGE_SOURCE_MAX + 1] });
        assert!(larger.unwrap().len() <= MESSAGE_BODY_MAX, "its refusal names the reason");
    }
}
