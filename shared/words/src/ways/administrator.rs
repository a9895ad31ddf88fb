//! Says what the administrator has to do, and which values aren't right.

use shared::{
    grant::steps::{NotASite, NotNumeric, Purpose, SameId},
    ways::guide::{AdminStep, Surprise},
};

use crate::{Administrator, client};

impl Administrator {
    /// Returns what the administrator does in a step.
    #[must_use]
    pub const fn step(self, step: AdminStep) -> &'static str {
        match step {
            AdminStep::RegisterApp => self.admin_register_app(),
            AdminStep::RegisterAppWithRedirect => self.admin_register_app_with_redirect(),
            AdminStep::RegisterAppWithCopiedRedirect => self.admin_register_app_with_copied_redirect(),
            AdminStep::CopyIds => self.admin_copy_ids(),
            AdminStep::UploadCertificate => self.admin_upload_certificate(),
            AdminStep::CreateSecret => self.admin_create_secret(),
            AdminStep::CreateSecretInstead => self.admin_create_secret_instead(),
            AdminStep::NoPermissions => self.admin_no_permissions(),
            AdminStep::AddSendAsApp => self.admin_add_send_as_app(),
            AdminStep::AddPluginPermissions => self.admin_add_plugin_permissions(),
            AdminStep::AddDocumentedPermissions => self.admin_add_documented_permissions(),
            AdminStep::GrantConsent => self.admin_grant_consent(),
            AdminStep::FindObjectId => self.admin_find_object_id(),
            AdminStep::OpenPowerShell => self.admin_open_powershell(),
            AdminStep::RunCommands => self.admin_run_commands(),
            AdminStep::CheckRole => self.admin_check_role(),
            AdminStep::CheckMailboxRights => self.admin_check_mailbox_rights(),
            AdminStep::EnterValues => self.admin_enter_values(),
            AdminStep::EnterValuesAndProof => self.admin_enter_values_and_proof(),
            AdminStep::CreateAzureResources => self.admin_create_azure_resources(),
            AdminStep::VerifyAzureDomain => self.admin_verify_azure_domain(),
            AdminStep::AssignAzureRole => self.admin_assign_azure_role(),
            AdminStep::AddSmtpUsername => self.admin_add_smtp_username(),
            AdminStep::AzureSettings => self.admin_azure_settings(),
            AdminStep::AddConnector => self.admin_add_connector(),
            AdminStep::IdentifyServer => self.admin_identify_server(),
            AdminStep::AddServerToSpf => self.admin_add_server_to_spf(),
            AdminStep::ConnectorSettings => self.admin_connector_settings(),
            AdminStep::AddHighVolumeAccount => self.admin_add_high_volume_account(),
            AdminStep::HighVolumeSettings => self.admin_high_volume_settings(),
            AdminStep::AllowSmtpAuth => self.admin_allow_smtp_auth(),
            AdminStep::KeepPolicies => self.admin_keep_policies(),
            AdminStep::CreateProject => self.admin_create_project(),
            AdminStep::EnableGmailApi => self.admin_enable_gmail_api(),
            AdminStep::SetAudience => self.admin_set_audience(),
            AdminStep::CreateOauthClient => self.admin_create_oauth_client(),
            AdminStep::CreateOauthClientCopied => self.admin_create_oauth_client_copied(),
            AdminStep::EnterClient => self.admin_enter_client(),
            AdminStep::CreateServiceAccount => self.admin_create_service_account(),
            AdminStep::CreateKey => self.admin_create_key(),
            AdminStep::CopyNumericId => self.admin_copy_numeric_id(),
            AdminStep::Delegate => self.admin_delegate(),
            AdminStep::EnterKey => self.admin_enter_key(),
            AdminStep::AddRelay => self.admin_add_relay(),
            AdminStep::RelaySettings => self.admin_relay_settings(),
        }
    }

    /// Returns what surprises people.
    #[must_use]
    pub const fn surprise(self, surprise: Surprise) -> &'static str {
        match surprise {
            Surprise::ValueNotId => self.surprise_value_not_id(),
            Surprise::TwoObjectIds => self.surprise_two_object_ids(),
            Surprise::SwitchStopsTokens => self.surprise_switch_stops_tokens(),
            Surprise::TakesHours => self.surprise_takes_hours(),
            Surprise::SecretExpires => self.surprise_secret_expires(),
            Surprise::SignInIsNoProof => self.surprise_sign_in_is_no_proof(),
            Surprise::ConsentPageError => self.surprise_consent_page_error(),
            Surprise::NoRolesInToken => self.surprise_no_roles_in_token(),
            Surprise::NotCustomized => self.surprise_not_customized(),
            Surprise::ApprovalAgain => self.surprise_approval_again(),
            Surprise::OtherFrom => self.surprise_other_from(),
            Surprise::WrongAccount => self.surprise_wrong_account(),
            Surprise::TenantInPlugin => self.surprise_tenant_in_plugin(),
            Surprise::OneClick => self.surprise_one_click(),
            Surprise::TestingMode => self.surprise_testing_mode(),
            Surprise::InternalApps => self.surprise_internal_apps(),
            Surprise::DelegationTakesADay => self.surprise_delegation_takes_a_day(),
            Surprise::SendScope => self.surprise_send_scope(),
            Surprise::Port25 => self.surprise_port_25(),
        }
    }

    /// Returns what a command does, for the list and for the comments of a script.
    #[must_use]
    pub const fn purpose(self, purpose: Purpose) -> &'static str {
        match purpose {
            Purpose::Connect => self.command_connect(),
            Purpose::RegisterApp => self.command_register_app(),
            Purpose::GrantMailbox => self.command_grant_mailbox(),
            Purpose::CreateGroup => self.command_create_group(),
            Purpose::HideGroup => self.command_hide_group(),
            Purpose::CreateScope => self.command_create_scope(),
            Purpose::AssignRole => self.command_assign_role(),
            Purpose::AllowSmtpAuth => self.command_allow_smtp_auth(),
            Purpose::SendAsForMailbox => self.command_send_as_for_mailbox(),
            Purpose::SendAsForApp => self.command_send_as_for_app(),
            Purpose::ShowRole => self.command_show_role(),
            Purpose::ShowMailboxRights => self.command_show_mailbox_rights(),
            Purpose::ShowSmtpAuth => self.command_show_smtp_auth(),
        }
    }

    /// Returns which IDs were mixed up.
    #[must_use]
    pub const fn same_ids(self, _: SameId) -> &'static str {
        self.same_id()
    }

    /// Returns why a text isn't the client ID of a service account.
    #[must_use]
    pub const fn not_numeric(self, error: NotNumeric) -> &'static str {
        match error {
            NotNumeric::Email => self.numeric_id_email(),
            NotNumeric::OauthClient => self.numeric_id_oauth_client(),
            NotNumeric::Other => self.numeric_id_other(),
        }
    }

    /// Returns why a text isn't the address of a site.
    #[must_use]
    pub fn not_a_site(self, error: NotASite) -> String {
        match error {
            NotASite::NotHttps => self.site_not_https().to_owned(),
            NotASite::Domain(error) => client(self.0).rule_error(error),
            NotASite::Folder => self.site_folder().to_owned(),
        }
    }
}
