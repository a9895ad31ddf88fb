//! The steps at Microsoft.

use super::{AdminStep, AdminStep as A, ClientStep, ClientStep as C, SERVICE, Surprise, Surprise as S};
use crate::{grant::steps::Plugin, ways::Way};

impl Way {
    /// Returns the client's steps, in order.
    pub const fn client_steps(self) -> &'static [ClientStep] {
        match self {
            Self::SendingService => SERVICE,
            Self::AppScoped | Self::AppClassic => &[
                C::FindMicrosoftAdministrator,
                C::ChooseMailbox,
                C::SendAdministratorPage,
                C::AdministratorEntersValues,
                C::NoteExpiry,
                C::Wait,
                C::SendTest,
            ],
            Self::PluginConsent(_) => &[
                C::FindMicrosoftAdministrator,
                C::ChooseMailbox,
                C::SendAdministratorPage,
                C::AdministratorEntersValues,
                C::AskForPlugin,
                C::SignInOnWebsite,
                C::CheckAccount,
                C::NoteExpiry,
                C::SendTest,
            ],
            Self::AzureCommunication => &[
                C::FindMicrosoftAdministrator,
                C::SendAdministratorPage,
                C::AdministratorEntersValues,
                C::NoteExpiry,
                C::SendTest,
            ],
            Self::Connector => {
                &[C::FindMicrosoftAdministrator, C::AskServerAddress, C::SendAdministratorPage, C::SendTest]
            }
            Self::HighVolume => &[
                C::FindMicrosoftAdministrator,
                C::SendAdministratorPage,
                C::AdministratorEntersValues,
                C::SendTest,
            ],
            Self::Password { .. } => {
                &[C::ChooseMailbox, C::AskForSmtpAuth, C::Wait, C::EnterPassword, C::SendTest, C::PlanChange]
            }
        }
    }

    /// Returns the administrator's steps, in order.
    pub const fn admin_steps(self) -> &'static [AdminStep] {
        match self {
            Self::SendingService => &[],
            Self::AppScoped => &[
                A::RegisterApp,
                A::CopyIds,
                A::UploadCertificate,
                A::CreateSecretInstead,
                A::NoPermissions,
                A::FindObjectId,
                A::OpenPowerShell,
                A::RunCommands,
                A::CheckRole,
                A::EnterValuesAndProof,
            ],
            Self::AppClassic => &[
                A::RegisterApp,
                A::CopyIds,
                A::UploadCertificate,
                A::CreateSecretInstead,
                A::AddSendAsApp,
                A::GrantConsent,
                A::FindObjectId,
                A::OpenPowerShell,
                A::RunCommands,
                A::CheckMailboxRights,
                A::EnterValuesAndProof,
            ],
            Self::PluginConsent(Plugin::FluentSmtp) => &[
                A::RegisterAppWithRedirect,
                A::CopyIds,
                A::CreateSecret,
                A::AddPluginPermissions,
                A::GrantConsent,
                A::EnterValues,
            ],
            Self::PluginConsent(_) => &[
                A::RegisterAppWithCopiedRedirect,
                A::CopyIds,
                A::CreateSecret,
                A::AddDocumentedPermissions,
                A::GrantConsent,
                A::EnterValues,
            ],
            Self::AzureCommunication => &[
                A::RegisterApp,
                A::CopyIds,
                A::CreateSecret,
                A::CreateAzureResources,
                A::VerifyAzureDomain,
                A::AssignAzureRole,
                A::AddSmtpUsername,
                A::AzureSettings,
            ],
            Self::Connector => &[A::AddConnector, A::IdentifyServer, A::AddServerToSpf, A::ConnectorSettings],
            Self::HighVolume => &[A::AddHighVolumeAccount, A::HighVolumeSettings],
            Self::Password { .. } => &[A::AllowSmtpAuth, A::KeepPolicies],
        }
    }

    /// Returns what surprises people.
    pub const fn surprises(self) -> &'static [Surprise] {
        match self {
            Self::SendingService | Self::HighVolume => &[],
            Self::AppScoped => &[
                S::ValueNotId,
                S::TwoObjectIds,
                S::NotCustomized,
                S::SwitchStopsTokens,
                S::NoRolesInToken,
                S::TakesHours,
                S::SignInIsNoProof,
                S::OtherFrom,
                S::SecretExpires,
            ],
            Self::AppClassic => &[
                S::ValueNotId,
                S::ConsentPageError,
                S::TwoObjectIds,
                S::SwitchStopsTokens,
                S::TakesHours,
                S::SignInIsNoProof,
                S::OtherFrom,
                S::SecretExpires,
            ],
            Self::PluginConsent(Plugin::FluentSmtp) => {
                &[S::ValueNotId, S::TenantInPlugin, S::ApprovalAgain, S::WrongAccount, S::SecretExpires]
            }
            Self::PluginConsent(Plugin::WpMailSmtp) => {
                &[S::OneClick, S::ValueNotId, S::ApprovalAgain, S::WrongAccount, S::SecretExpires]
            }
            Self::PluginConsent(_) => &[S::ValueNotId, S::ApprovalAgain, S::WrongAccount, S::SecretExpires],
            Self::AzureCommunication => &[S::ValueNotId, S::SecretExpires],
            Self::Connector => &[S::Port25],
            Self::Password { .. } => &[S::TakesHours],
        }
    }
}
