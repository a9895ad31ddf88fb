//! The ways to send for a mailbox at Microsoft 365 or Google, as the page shows them.

use shared::{
    grant::steps::{Plugin, Provider, Rights},
    rules::Address,
    ways::{
        self, Administrator, Because, Caution, Passwords, Recipients, Way, google,
        guide::{AdminStep, ClientStep, Surprise},
    },
};

use crate::{
    client::{plan::Plan, state::Wizard},
    say, time,
};

/// A way to send, with everything that the page says about it.
pub(super) struct Offer {
    pub(super) name: String,
    pub(super) because: Because,
    pub(super) needs: &'static str,
    pub(super) cautions: Vec<Caution>,
    pub(super) client: &'static [ClientStep],
    pub(super) administrator: &'static [AdminStep],
    pub(super) surprises: &'static [Surprise],
    pub(super) enters: Enters,
}

/// What the client enters for a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enters {
    /// The password that the provider's own guide is about.
    Password,
    /// A user name and a password for this server.
    OtherPassword(&'static str),
    /// The values of an app that gets access tokens for itself, with these rights.
    OauthClient(Rights),
    /// The values of an app for this plugin.
    PluginClient(Plugin),
    /// The key file of a service account.
    ServiceAccount,
    /// The key of another provider, which the client has to choose first.
    OtherProvider,
    /// Nothing, because the server is known by its address.
    Nothing,
}

/// Microsoft's server for Azure Communication Services.
const AZURE: &str = "smtp.azurecomm.net";
/// Microsoft's server for High Volume Email.
const HIGH_VOLUME: &str = "smtp.hve.mx.microsoft";

/// Returns the provider whose ways we know, by its ID in the provider table.
pub(super) fn provider_of(id: &str) -> Option<Provider> {
    match id {
        "microsoft-365" | "godaddy-m365" => Some(Provider::Microsoft365),
        "google-workspace" => Some(Provider::Google),
        _ => None,
    }
}

/// Returns true if the mailbox is a personal account, which has no administrator.
pub(super) fn is_personal(wizard: &Wizard, at: Provider) -> bool {
    let domain = wizard.address.parse::<Address>().map(|address| address.domain().to_string());
    at == Provider::Google && domain.is_ok_and(|domain| ["gmail.com", "googlemail.com"].contains(&&*domain))
}

/// Returns who can change the settings of the client's organization, once that was answered.
pub(super) fn administrator(wizard: &Wizard, plan: &Plan, at: Provider) -> Option<Administrator> {
    if is_personal(wizard, at) { Some(Administrator::Client) } else { plan.administrator }
}

/// Returns the ways to send, best first, once both questions are answered.
pub(super) fn offers(wizard: &Wizard, plan: &Plan, at: Provider) -> Option<Vec<Offer>> {
    let site = plan.software?.site();
    let administrator = administrator(wizard, plan, at)?;
    Some(match at {
        Provider::Microsoft365 => {
            let (recipients, passwords) = (Recipients::Anyone, Passwords::Unknown);
            let situation = ways::Situation { administrator, recipients, passwords };
            ways::rank(time::now(), site, situation).into_iter().map(Offer::from).collect()
        }
        Provider::Google => {
            let account =
                if is_personal(wizard, at) { google::Account::Personal } else { google::Account::Workspace };
            let app_passwords = Passwords::Unknown;
            let situation = google::Situation { account, administrator, app_passwords };
            google::rank(site, situation).into_iter().map(Offer::from).collect()
        }
    })
}

impl From<ways::Suggestion> for Offer {
    fn from(ways::Suggestion { way, because, cautions }: ways::Suggestion) -> Self {
        let say = say::ways();
        Self {
            name: say.name(way),
            because,
            needs: say.needs(way),
            cautions,
            client: way.client_steps(),
            administrator: way.admin_steps(),
            surprises: way.surprises(),
            enters: match way {
                Way::Password { .. } => Enters::Password,
                Way::AppScoped => Enters::OauthClient(Rights::Scoped),
                Way::AppClassic => Enters::OauthClient(Rights::Classic),
                Way::PluginConsent(plugin) => Enters::PluginClient(plugin),
                Way::AzureCommunication => Enters::OtherPassword(AZURE),
                Way::HighVolume => Enters::OtherPassword(HIGH_VOLUME),
                Way::SendingService => Enters::OtherProvider,
                Way::Connector => Enters::Nothing,
            },
        }
    }
}

impl From<google::Suggestion> for Offer {
    fn from(google::Suggestion { way, because, cautions }: google::Suggestion) -> Self {
        let say = say::ways();
        Self {
            name: say.google_name(way),
            because,
            needs: say.google_needs(way),
            cautions,
            client: way.client_steps(),
            administrator: way.admin_steps(),
            surprises: way.surprises(),
            enters: match way {
                google::Way::AppPassword => Enters::Password,
                google::Way::PluginConsent(plugin) => Enters::PluginClient(plugin),
                google::Way::ServiceAccount => Enters::ServiceAccount,
                google::Way::SendingService => Enters::OtherProvider,
                google::Way::Relay => Enters::Nothing,
            },
        }
    }
}
