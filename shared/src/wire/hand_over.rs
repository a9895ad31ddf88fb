//! The requests about a step that a client hands over: from the client's page, and from the page of the person who does
//! the step.

use serde::{Deserialize, Serialize};

use crate::{
    link::{HandedStep, Locator, Salt},
    rules::{Address, Domain},
    seal::Sealed,
};

/// `POST /api/o/{locator}/handovers`: stores a link to one step. It replaces an earlier link to the same step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOverRequest {
    /// The step.
    pub step: HandedStep,
    /// What the link was derived with.
    pub salt: Salt,
    /// The link's public id.
    pub locator: Locator,
    /// SHA-256 of the link's token.
    #[serde(with = "crate::base64_bytes")]
    #[cfg_attr(feature = "schema", schemars(with = "String", extend("contentEncoding" = "base64")))]
    pub token_hash: Vec<u8>,
}

/// A step that is handed over: `GET /api/o/{locator}/handovers` returns all whose link still works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOver {
    /// The step.
    pub step: HandedStep,
    /// What the link was derived with. With it, every device of the client can create the link again.
    pub salt: Salt,
    /// When the link expires.
    pub expires_at: i64,
    /// When someone first did something on the link's page.
    pub opened_at: Option<i64>,
    /// The answer, which only the client's link can open.
    pub sealed: Option<Sealed>,
}

/// `POST /api/o/{locator}/handovers/revoke`: the link to this step stops working, and its answer is deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RevokeHandOver {
    /// The step.
    pub step: HandedStep,
}

/// What the person who does the step sees: `GET /api/h/{locator}`. Of the client's own answers, it has only the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOverView {
    /// The step.
    pub step: HandedStep,
    /// The name of the client who asks.
    pub client: String,
    /// The website that sends the mail.
    pub site: Domain,
    /// The mailbox that the site will send from.
    pub mailbox: Address,
    /// When the link expires.
    pub expires_at: i64,
    /// When the answer arrived, if it did.
    pub done_at: Option<i64>,
}

/// `POST /api/h/{locator}/done`. Sending the same answer again does nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandOverAnswer {
    /// The encrypted answer and its tag.
    pub sealed: Sealed,
}
