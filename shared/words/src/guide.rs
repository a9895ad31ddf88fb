//! The texts about a provider, and about the panel of a DNS host.

use shared::{
    facts::Provider,
    wire::{ProviderGuide, ProviderServer},
};

use crate::Guides;

/// The texts about a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guide {
    /// Steps for the person who uses the wizard, in order.
    pub steps: Vec<&'static str>,
    /// For the person who manages the organization's email: what to turn on, or what to use instead.
    pub administrator: Vec<&'static str>,
    /// What surprises people.
    pub notes: Vec<&'static str>,
    /// Notes on its servers, by the number that the table gives them.
    pub servers: Vec<(usize, &'static str)>,
    /// What to enter as the user name.
    pub username: Option<&'static str>,
    /// What the secret looks like.
    pub secret: Option<&'static str>,
    /// Why a personal account can't sign for a domain, and what to use instead.
    pub personal: Option<&'static str>,
    /// What to know about its DKIM keys.
    pub dkim: Option<&'static str>,
    /// The path to the page that creates and shows them.
    pub dkim_page: Option<&'static str>,
}

/// The texts about a DNS host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panel {
    /// The path through its menus to the records.
    pub menu: Option<&'static str>,
    /// What surprises people.
    pub notes: Vec<&'static str>,
}

/// The texts about a mail service's login.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Login {
    /// What the service calls its secret.
    pub secret: Option<&'static str>,
    /// The page that has it.
    pub place: Option<&'static str>,
}

impl Guides {
    /// Returns the provider with its guide, for the client's page.
    #[must_use]
    pub fn tell(self, provider: &Provider) -> ProviderGuide {
        let guide = self.of(&provider.id).unwrap_or_default();
        let note = |number: usize| guide.servers.iter().find(|(of, _)| *of == number).map(|(_, note)| *note);
        let servers = provider.endpoints.iter().map(|endpoint| ProviderServer {
            host: endpoint.host.clone(),
            port: endpoint.port,
            security: endpoint.security,
            note: endpoint.note.and_then(note).unwrap_or_default().to_owned(),
        });
        ProviderGuide {
            id: provider.id.clone(),
            name: provider.name.clone(),
            endpoints: servers.collect(),
            username_form: provider.username_form.clone(),
            username_note: guide.username.unwrap_or_default().to_owned(),
            secret_kind: provider.secret_kind,
            secret_pattern: provider.secret_pattern.clone(),
            secret_shape: guide.secret.unwrap_or_default().to_owned(),
            secret_normalize: provider.secret_normalize,
            secret_url: provider.secret_url.clone(),
            help_url: provider.help_url.clone(),
            guide: owned(&guide.steps),
            admin: owned(&guide.administrator),
            gotchas: owned(&guide.notes),
        }
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}
