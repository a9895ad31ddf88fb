//! The exact values that an administrator enters, so that no one has to put them together by hand.
//!
//! The commands follow Microsoft's articles "Authenticate an IMAP, POP or SMTP connection using OAuth" and "SMTP
//! Onboarding to App RBAC", and the reference of Exchange PowerShell.

mod certificate;
mod google;
mod powershell;
mod redirect;
#[cfg(test)]
mod tests;

pub use certificate::CREATE_CERTIFICATE;
pub use google::{DELEGATED_SCOPE, NotNumeric, NumericId};
pub use powershell::{Command, Comments, Purpose};
pub use redirect::{NotASite, Plugin, Provider, Redirect, SiteAddress, redirect};

use super::{Guid, MICROSOFT, Tenant};
use crate::rules::{Address, Name};

/// How an app gets the right to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// A role in Exchange, for the mailboxes of one group. The app has no API permissions.
    Scoped,
    /// The API permission SMTP.SendAsApp, and full access to the mailbox.
    Classic,
}

/// The two IDs are equal, so one of them was copied twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the same ID twice")]
pub struct SameId;

/// Compares the Application (client) ID with the Object ID of the enterprise application.
///
/// It finds only an ID that was copied twice. The app registration has an Object ID of its own, which looks like the right
/// one. Only Exchange can detect that one, when the app signs in.
///
/// # Errors
/// [`SameId`] if both are the same.
pub fn same_id(application: &Guid, object: &Guid) -> Result<(), SameId> {
    if application == object { Err(SameId) } else { Ok(()) }
}

/// An app, and the mailbox that it sends from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    tenant: Tenant,
    application: Guid,
    object: Guid,
    name: Name,
    mailbox: Address,
}

impl App {
    /// Takes the organization's tenant, the Application (client) ID, the Object ID of the enterprise application, the
    /// app's name, and the mailbox.
    ///
    /// # Errors
    /// [`SameId`] if both IDs are the same.
    pub fn new(
        tenant: Tenant,
        application: Guid,
        object: Guid,
        name: Name,
        mailbox: Address,
    ) -> Result<Self, SameId> {
        same_id(&application, &object)?;
        Ok(Self { tenant, application, object, name, mailbox })
    }

    /// Returns the page on which an administrator approves the app's API permissions. If the app has no redirect address,
    /// Microsoft shows the error AADSTS500113 after the approval, which counts all the same.
    pub fn consent_link(&self) -> String {
        consent_link(&self.tenant, &self.application)
    }
}

/// Returns [`App::consent_link`] of an app whose other values aren't known yet.
pub fn consent_link(tenant: &Tenant, application: &Guid) -> String {
    let (tenant, application) = (tenant.as_str(), application.as_str());
    format!("https://{MICROSOFT}/{tenant}/adminconsent?client_id={application}")
}

/// A permission in Microsoft Entra, as its pages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// The API that it is for.
    pub api: &'static str,
    /// True for an application permission, which the app has for itself. False for a delegated one.
    pub is_for_app: bool,
    /// Its name.
    pub name: &'static str,
}

const EXCHANGE_API: &str = "Office 365 Exchange Online";
const GRAPH_API: &str = "Microsoft Graph";

impl Rights {
    /// Returns the API permissions that the app needs. With a role in Exchange, any would be wrong: SMTP.SendAsApp makes
    /// Exchange check the mailbox's permissions too.
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Scoped => &[],
            Self::Classic => &[Permission { api: EXCHANGE_API, is_for_app: true, name: "SMTP.SendAsApp" }],
        }
    }
}

/// What FluentSMTP asks for.
const FLUENT_SMTP: [Permission; 5] = [
    graph("User.Read"),
    graph("Mail.ReadWrite"),
    graph("Mail.Send"),
    graph("Mail.Send.Shared"),
    graph("offline_access"),
];

const fn graph(name: &'static str) -> Permission {
    Permission { api: GRAPH_API, is_for_app: false, name }
}

impl Plugin {
    /// Returns the API permissions that the plugin asks Microsoft for, or `None` if only the plugin's settings or
    /// documentation have the list.
    pub const fn permissions(self) -> Option<&'static [Permission]> {
        match self {
            Self::FluentSmtp => Some(&FLUENT_SMTP),
            Self::WpMailSmtp | Self::PostSmtp | Self::GravitySmtp | Self::SureMail => None,
        }
    }
}
