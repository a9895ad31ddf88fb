//! Says which ways there are to send, why one is suggested, and what the client has to do.

mod administrator;
#[cfg(test)]
mod tests;

use shared::ways::{Because, Caution, Way, google, guide::ClientStep};

use crate::{Ways, diagnosis::announced};

impl Ways {
    /// Returns the name of a way at Microsoft 365.
    #[must_use]
    pub fn name(self, way: Way) -> String {
        let plain = match way {
            Way::PluginConsent(plugin) => return self.way_plugin_microsoft(&plugin.label()),
            Way::SendingService => self.way_sending_service(),
            Way::AppScoped => self.way_app_scoped(),
            Way::AppClassic => self.way_app_classic(),
            Way::AzureCommunication => self.way_azure(),
            Way::Connector => self.way_connector(),
            Way::HighVolume => self.way_high_volume(),
            Way::Password { .. } => self.way_password(),
        };
        plain.to_owned()
    }

    /// Returns what a way at Microsoft 365 needs, and who has to do it.
    #[must_use]
    pub const fn needs(self, way: Way) -> &'static str {
        match way {
            Way::SendingService => self.needs_sending_service(),
            Way::AppScoped => self.needs_app_scoped(),
            Way::AppClassic => self.needs_app_classic(),
            Way::PluginConsent(_) => self.needs_plugin_microsoft(),
            Way::AzureCommunication => self.needs_azure(),
            Way::Connector => self.needs_connector(),
            Way::HighVolume => self.needs_high_volume(),
            Way::Password { .. } => self.needs_password(),
        }
    }

    /// Returns the name of a way at Google.
    #[must_use]
    pub fn google_name(self, way: google::Way) -> String {
        let plain = match way {
            google::Way::PluginConsent(plugin) => return self.way_plugin_google(&plugin.label()),
            google::Way::AppPassword => self.way_app_password(),
            google::Way::SendingService => self.way_sending_service(),
            google::Way::Relay => self.way_relay(),
            google::Way::ServiceAccount => self.way_service_account(),
        };
        plain.to_owned()
    }

    /// Returns what a way at Google needs, and who has to do it.
    #[must_use]
    pub const fn google_needs(self, way: google::Way) -> &'static str {
        match way {
            google::Way::AppPassword => self.needs_app_password(),
            google::Way::PluginConsent(_) => self.needs_plugin_google(),
            google::Way::SendingService => self.needs_sending_service(),
            google::Way::Relay => self.needs_relay(),
            google::Way::ServiceAccount => self.needs_service_account(),
        }
    }

    /// Returns why a way is suggested, in two sentences.
    #[must_use]
    pub const fn because(self, reason: Because) -> &'static str {
        match reason {
            Because::OnlyDns => self.because_only_dns(),
            Because::OneMailbox => self.because_one_mailbox(),
            Because::OlderRights => self.because_older_rights(),
            Because::OwnPlugin => self.because_own_plugin(),
            Because::PaidEdition => self.because_paid_edition(),
            Because::FreePlugin => self.because_free_plugin(),
            Because::PlainSettings => self.because_plain_settings(),
            Because::TrustedServer => self.because_trusted_server(),
            Because::OwnRecipients => self.because_own_recipients(),
            Because::StillOn => self.because_still_on(),
            Because::KnownToWork => self.because_known_to_work(),
            Because::Quick => self.because_quick(),
            Because::NoSignIn => self.because_no_sign_in(),
        }
    }

    /// Returns what to know before choosing a way.
    #[must_use]
    pub fn caution(self, caution: Caution) -> &'static str {
        match caution {
            Caution::NotInSentFolder => self.caution_not_in_sent_folder(),
            Caution::SecretExpires => self.caution_secret_expires(),
            Caution::NeedsPowerShell => self.caution_needs_powershell(),
            Caution::MailboxLimits => self.caution_mailbox_limits(),
            Caution::OpensTheMailbox => self.caution_opens_the_mailbox(),
            Caution::GraphReachesAll => self.caution_graph_reaches_all(),
            Caution::PluginReadsMail => self.caution_plugin_reads_mail(),
            Caution::ConsentLapses => self.caution_consent_lapses(),
            Caution::CostsMoney => self.caution_costs_money(),
            Caution::NeedsOwnServer => self.caution_needs_own_server(),
            Caution::WholeServerSends => self.caution_whole_server_sends(),
            Caution::OwnRecipientsOnly => self.caution_own_recipients_only(),
            Caution::ChargedByUse => self.caution_charged_by_use(),
            Caution::StartsSmall => self.caution_starts_small(),
            Caution::PasswordsEnd(phase) => announced(self.0, phase),
            Caution::KeepSecurityDefaults => self.caution_keep_security_defaults(),
            Caution::OpensEveryMailbox => self.caution_opens_every_mailbox(),
            Caution::TestingEnds => self.caution_testing_ends(),
            Caution::NewPasswordEnds => self.caution_new_password_ends(),
            Caution::NotYourDomain => self.caution_not_your_domain(),
        }
    }

    /// Returns what the client does in a step.
    #[must_use]
    pub const fn step(self, step: ClientStep) -> &'static str {
        match step {
            ClientStep::ChooseService => self.step_choose_service(),
            ClientStep::AddRecords => self.step_add_records(),
            ClientStep::EnterServiceKey => self.step_enter_service_key(),
            ClientStep::FindMicrosoftAdministrator => self.step_find_microsoft_administrator(),
            ClientStep::FindGoogleAdministrator => self.step_find_google_administrator(),
            ClientStep::ChooseMailbox => self.step_choose_mailbox(),
            ClientStep::SendAdministratorPage => self.step_send_administrator_page(),
            ClientStep::AdministratorEntersValues => self.step_administrator_enters_values(),
            ClientStep::AskServerAddress => self.step_ask_server_address(),
            ClientStep::AskForPlugin => self.step_ask_for_plugin(),
            ClientStep::SignInOnWebsite => self.step_sign_in_on_website(),
            ClientStep::CheckAccount => self.step_check_account(),
            ClientStep::NoteExpiry => self.step_note_expiry(),
            ClientStep::Wait => self.step_wait(),
            ClientStep::SendTest => self.step_send_test(),
            ClientStep::AskForSmtpAuth => self.step_ask_for_smtp_auth(),
            ClientStep::EnterPassword => self.step_enter_password(),
            ClientStep::PlanChange => self.step_plan_change(),
            ClientStep::TurnOnTwoSteps => self.step_turn_on_two_steps(),
            ClientStep::CreateAppPassword => self.step_create_app_password(),
            ClientStep::EnterAppPassword => self.step_enter_app_password(),
        }
    }
}
