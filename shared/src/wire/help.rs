//! A client's request for help: from the client's page to the manager, and back to the page.

use serde::{Deserialize, Serialize};

use crate::{
    rules::{Address, HelpNote, Phone},
    status::Step,
    utc_offset::UtcOffset,
};

/// How the person can be reached whose name is in [`super::ClientView::contact_name`]. It has no text of their own, so
/// a page can make only links to call and to write out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Their email address, if they show it to clients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Address>,
    /// Their phone number, if they are the onboarding's manager and have entered one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
}

/// Whom the holder of a link that has expired can ask for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonToAsk {
    /// Their name.
    pub name: String,
    /// How they can be reached.
    pub contact: Contact,
}

/// `POST /api/o/{locator}/help`: the client is stuck. Sending the same request again does nothing until someone at the
/// agency has helped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HelpRequest {
    /// The step that the client's page shows.
    pub step: Step,
    /// What happened there.
    pub situation: Situation,
    /// What the client writes about it. It never contains the secret that is in the page's field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<HelpNote>,
    /// When the client wants to be called, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

/// What a client's page showed when its client asked for help. The server knows the details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Situation {
    /// Nothing went wrong.
    Nothing,
    /// The last sign-in test failed.
    CheckFailed,
    /// There are no sign-in tests left in this hour.
    ChecksUsedUp,
    /// The domain's DNS records are wrong.
    RecordsWrong,
    /// The link has ended, and only the receipt is left.
    LinkOver,
}

/// A call that a client asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    /// The client's phone number.
    pub phone: Phone,
    /// The start of the time that the client chose.
    pub from: i64,
    /// The end of that time.
    pub until: i64,
    /// The client's time zone then. The agency may be in another one.
    pub offset: UtcOffset,
}

/// A client's last request for help, as their page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HelpSent {
    /// When it was sent.
    pub at: i64,
    /// The call that the client asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// Who helped, if someone said that they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<HelpSettled>,
}

/// Who helped a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HelpSettled {
    /// When they said so.
    pub at: i64,
    /// Their name.
    pub by: String,
}

/// A request for help that no one has settled yet, as staff see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HelpAsked {
    /// When it was sent.
    pub at: i64,
    /// The step that the client's page showed.
    pub step: Step,
    /// What happened there.
    pub situation: Situation,
    /// The stable code of the cause, if the last sign-in test had failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What the client wrote about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<HelpNote>,
    /// The call that the client asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
}

/// `POST /api/onboardings/{id}/help/settled`: someone at the agency has helped. Doing it again isn't an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettleHelp {
    /// The time of the last request that this person has seen. Later ones stay open.
    pub until: i64,
}
