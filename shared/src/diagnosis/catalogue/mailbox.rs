//! Whose mailbox it is, and so who can change its settings.

use regex_lite::Regex;

use super::Failed;
use crate::facts::{self, ErrorRow, MailService, Provider, ProviderKind};

/// Providers whose mailboxes are all private, with any domain.
const PRIVATE: [&str; 7] = ["outlook-com", "icloud", "yahoo", "aol", "gmx", "web-de", "posteo"];

/// Providers whose mailboxes belong to organizations, except for Google's private ones.
const OF_ORGANIZATIONS: [&str; 3] = ["microsoft-365", "godaddy-m365", "google-workspace"];

/// A domain that belongs to organizations, although it is in a provider's `email_domains`.
const DOMAIN_OF_ORGANIZATIONS: &str = "onmicrosoft.com";

/// What is known about the mailbox or the sending account that was tried.
#[derive(Clone, Copy)]
pub(super) struct Mailbox {
    /// The provider's row, if it has one.
    pub(super) provider: Option<&'static Provider>,
    /// The row for a mail service that isn't in the provider table.
    pub(super) service: Option<&'static MailService>,
    /// True for a private mailbox, which has no administrator.
    pub(super) is_private: bool,
    /// True if the user name is an address at a domain that no provider gives to private people.
    has_own_domain: bool,
}

impl Mailbox {
    pub(super) fn of(failed: &Failed) -> Self {
        let provider = failed.provider.and_then(facts::provider);
        let service = if provider.is_none() { service(failed) } else { None };
        let domain = failed.user.domain().map(str::to_ascii_lowercase);
        let private_domain = domain.as_deref().is_some_and(is_private);
        let private_provider = provider.is_some_and(|provider| PRIVATE.contains(&provider.id.as_str()));
        let private_service = service.is_some_and(|service| !service.email_domains.is_empty());
        let is_private = private_domain || private_provider || private_service;
        Self { provider, service, is_private, has_own_domain: domain.is_some() && !is_private }
    }

    /// Returns true if a row can apply to it. Rows that need an administrator never apply to private mailboxes.
    pub(super) fn can_have(self, row: &ErrorRow) -> bool {
        !(self.is_alone() && row.needs_admin && row.consumer.is_none())
    }

    /// Returns true if there is no administrator between its owner and the provider: a private mailbox, or an account
    /// at a sending service.
    pub(super) fn is_alone(self) -> bool {
        self.is_private || self.kind() == Some(ProviderKind::Relay)
    }

    /// Returns true if it has an administrator: an organization's mailbox at a provider for organizations.
    pub(super) fn has_administrator(self) -> bool {
        let is_theirs =
            self.provider.is_some_and(|provider| OF_ORGANIZATIONS.contains(&provider.id.as_str()));
        is_theirs && self.has_own_domain && !self.is_alone()
    }

    /// Returns true for an account at a sending service where senders are set up separately from the login.
    pub(super) fn sets_up_senders(self) -> bool {
        let form = self.provider.map(|p| p.username_form.as_str());
        let form = form.or(self.service.map(|service| service.username_form.as_str()));
        self.kind() == Some(ProviderKind::Relay) && form.is_some_and(|form| form != "full-email")
    }

    fn kind(self) -> Option<ProviderKind> {
        self.provider.map(|p| p.kind).or(self.service.map(|s| s.kind))
    }

    /// Returns the provider's name, as its customers know it.
    pub(super) fn name(self) -> &'static str {
        let name = self.provider.map(|p| p.name.as_str()).or(self.service.map(|s| s.name.as_str()));
        name.unwrap_or("The server")
    }

    /// Returns the server for outgoing mail.
    pub(super) fn server(self) -> &'static str {
        let host = self.provider.and_then(|p| p.endpoints.first()).map(|endpoint| endpoint.host.as_str());
        host.filter(|host| !host.contains('<')).unwrap_or("the provider's outgoing (SMTP) server")
    }
}

fn service(failed: &Failed) -> Option<&'static MailService> {
    let labels = |service: &MailService| {
        let own = service.hosts.iter().filter(|suffix| facts::ends_on_label(failed.host, suffix));
        own.map(|suffix| suffix.split('.').count()).max().unwrap_or(0)
    };
    let by_greeting = |service: &&MailService| {
        !service.greeting.is_empty()
            && Regex::new(&service.greeting).is_ok_and(|pattern| pattern.is_match(failed.greeting))
    };
    let services = || facts::mail_services().iter();
    let by_host = services().filter(|service| labels(service) > 0).max_by_key(|service| labels(service));
    by_host.or_else(|| services().find(by_greeting))
}

fn is_private(domain: &str) -> bool {
    let listed = |domains: &[String]| domains.iter().any(|own| own == domain);
    domain != DOMAIN_OF_ORGANIZATIONS
        && (facts::provider_by_domain(domain).is_some()
            || facts::mail_services().iter().any(|service| listed(&service.email_domains)))
}
