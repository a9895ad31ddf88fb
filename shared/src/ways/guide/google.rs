//! The steps at Google.

use super::{AdminStep, AdminStep as A, ClientStep, ClientStep as C, SERVICE, Surprise, Surprise as S};
use crate::{grant::steps::Plugin, ways::google::Way};

impl Way {
    /// Returns the client's steps, in order.
    pub const fn client_steps(self) -> &'static [ClientStep] {
        match self {
            Self::SendingService => SERVICE,
            Self::AppPassword => &[C::TurnOnTwoSteps, C::CreateAppPassword, C::EnterAppPassword, C::SendTest],
            Self::PluginConsent(_) => {
                &[C::ChooseMailbox, C::AskForPlugin, C::SignInOnWebsite, C::CheckAccount, C::SendTest]
            }
            Self::Relay => {
                &[C::FindGoogleAdministrator, C::AskServerAddress, C::SendAdministratorPage, C::SendTest]
            }
            Self::ServiceAccount => &[
                C::FindGoogleAdministrator,
                C::ChooseMailbox,
                C::SendAdministratorPage,
                C::AdministratorEntersValues,
                C::SendTest,
            ],
        }
    }

    /// Returns the administrator's steps, in order.
    pub const fn admin_steps(self) -> &'static [AdminStep] {
        match self {
            Self::SendingService | Self::AppPassword => &[],
            Self::PluginConsent(Plugin::GravitySmtp) => &[
                A::CreateProject,
                A::EnableGmailApi,
                A::SetAudience,
                A::CreateOauthClientCopied,
                A::EnterClient,
            ],
            Self::PluginConsent(_) => {
                &[A::CreateProject, A::EnableGmailApi, A::SetAudience, A::CreateOauthClient, A::EnterClient]
            }
            Self::Relay => &[A::AddRelay, A::RelaySettings],
            Self::ServiceAccount => &[
                A::CreateProject,
                A::CreateServiceAccount,
                A::CreateKey,
                A::CopyNumericId,
                A::Delegate,
                A::EnterKey,
            ],
        }
    }

    /// Returns what surprises people.
    pub const fn surprises(self) -> &'static [Surprise] {
        match self {
            Self::SendingService | Self::AppPassword | Self::Relay => &[],
            Self::PluginConsent(_) => &[S::TestingMode, S::WrongAccount, S::InternalApps],
            Self::ServiceAccount => &[S::SendScope, S::DelegationTakesADay],
        }
    }
}
