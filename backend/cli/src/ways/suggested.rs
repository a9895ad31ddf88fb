//! A suggestion for either provider, with its words, its steps, and the values that a step shows.

use crate::say::WAYS;
use shared::{
    grant::{
        MICROSOFT,
        steps::{CREATE_CERTIFICATE, DELEGATED_SCOPE, Plugin, Provider, Redirect, SiteAddress, redirect},
    },
    ways::{
        Because, Caution, Suggestion, Way, google,
        guide::{AdminStep, ClientStep, Surprise},
    },
};

/// The website in examples.
pub(super) const EXAMPLE_SITE: &str = "https://bakery.example";

/// A way at either provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnyWay {
    Microsoft(Way),
    Google(google::Way),
}

/// A way, why it is suggested, and what to know before choosing it.
#[derive(Debug, Clone)]
pub(super) struct Suggested {
    pub(super) way: AnyWay,
    pub(super) because: Because,
    pub(super) cautions: Vec<Caution>,
}

impl From<Suggestion> for Suggested {
    fn from(Suggestion { way, because, cautions }: Suggestion) -> Self {
        Self { way: AnyWay::Microsoft(way), because, cautions }
    }
}

impl From<google::Suggestion> for Suggested {
    fn from(google::Suggestion { way, because, cautions }: google::Suggestion) -> Self {
        Self { way: AnyWay::Google(way), because, cautions }
    }
}

impl AnyWay {
    pub(super) fn name(self) -> String {
        match self {
            Self::Microsoft(way) => WAYS.name(way),
            Self::Google(way) => WAYS.google_name(way),
        }
    }

    pub(super) fn needs(self) -> &'static str {
        match self {
            Self::Microsoft(way) => WAYS.needs(way),
            Self::Google(way) => WAYS.google_needs(way),
        }
    }

    pub(super) fn client_steps(self) -> &'static [ClientStep] {
        match self {
            Self::Microsoft(way) => way.client_steps(),
            Self::Google(way) => way.client_steps(),
        }
    }

    pub(super) fn admin_steps(self) -> &'static [AdminStep] {
        match self {
            Self::Microsoft(way) => way.admin_steps(),
            Self::Google(way) => way.admin_steps(),
        }
    }

    pub(super) fn surprises(self) -> &'static [Surprise] {
        match self {
            Self::Microsoft(way) => way.surprises(),
            Self::Google(way) => way.surprises(),
        }
    }

    /// Returns the values that a step shows. What the administrator fills in is in capitals.
    pub(super) fn values(self, step: AdminStep) -> Vec<String> {
        match step {
            AdminStep::RegisterAppWithRedirect | AdminStep::CreateOauthClient => {
                self.redirect().into_iter().collect()
            }
            AdminStep::AddPluginPermissions => {
                let permissions = self.plugin().and_then(Plugin::permissions).unwrap_or_default();
                permissions.iter().map(|permission| permission.name.to_owned()).collect()
            }
            AdminStep::GrantConsent => {
                vec![format!("https://{MICROSOFT}/TENANT/adminconsent?client_id=APPLICATION")]
            }
            AdminStep::RunCommands => {
                let option = if self == Self::Microsoft(Way::AppClassic) { " --full-access" } else { "" };
                let command = "sealpost exchange --tenant TENANT --application APPLICATION --object-id OBJECT \
                               --mailbox ADDRESS --name NAME";
                vec![format!("{command}{option}")]
            }
            AdminStep::UploadCertificate => CREATE_CERTIFICATE.map(str::to_owned).to_vec(),
            AdminStep::Delegate => vec![DELEGATED_SCOPE.to_owned()],
            _ => Vec::new(),
        }
    }

    /// Returns the plugin from whose settings someone signs in.
    fn plugin(self) -> Option<Plugin> {
        match self {
            Self::Microsoft(Way::PluginConsent(plugin))
            | Self::Google(google::Way::PluginConsent(plugin)) => Some(plugin),
            _ => None,
        }
    }

    /// Returns the plugin's redirect address for the website in examples.
    fn redirect(self) -> Option<String> {
        let provider = match self {
            Self::Microsoft(_) => Provider::Microsoft365,
            Self::Google(_) => Provider::Google,
        };
        let site: SiteAddress = EXAMPLE_SITE.parse().ok()?;
        match redirect(self.plugin()?, &site, provider) {
            Redirect::Exact(address) => Some(address),
            Redirect::CopyFromSettings => None,
        }
    }
}
