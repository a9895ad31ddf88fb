//! Sentences for technicians about results and errors.

use shared::{
    agefile::FileError,
    approval::Unusable,
    configure::{CannotTake, Group, Misread, Platform, Reason, Remark},
    details::SecretKind,
    open::OpenError,
    received::ResealError,
    recipients::RecipientError,
    rules::Security,
    seal::SealError,
    secret::{Kind, Part, Secret},
};

use crate::Technician;

impl Technician {
    /// Returns why something didn't open.
    #[must_use]
    pub const fn open_error(self, error: OpenError) -> &'static str {
        match error {
            OpenError::NotAnIdentity => self.open_error_not_an_identity(),
            OpenError::IncompleteIdentity => self.open_error_incomplete_identity(),
            OpenError::PublicKey => self.open_error_public_key(),
            OpenError::PostQuantum => self.open_error_post_quantum(),
            OpenError::OtherKey => self.open_error_other_key(),
            OpenError::LockedIdentity => self.open_error_locked_identity(),
            OpenError::WrongPassphrase => self.open_error_wrong_passphrase(),
            OpenError::TooMuchWork => self.open_error_too_much_work(),
            OpenError::NeedsPlugin => self.open_error_needs_plugin(),
            OpenError::Device => self.open_error_device(),
            OpenError::NotAChallenge => self.open_error_not_a_challenge(),
            OpenError::WrongIdentity => self.open_error_wrong_identity(),
            OpenError::Damaged => self.open_error_damaged(),
            OpenError::Version => self.open_error_version(),
        }
    }

    /// Returns why an age file didn't open.
    #[must_use]
    pub fn file_error(self, error: FileError) -> String {
        let plain = match error {
            FileError::Read(error) => return self.file_error_read(&error),
            FileError::Write(error) => return self.file_error_write(&error),
            FileError::NotAge => self.file_error_not_age(),
            FileError::Version => self.file_error_version(),
            FileError::Header => self.file_error_header(),
            FileError::Mac => self.file_error_mac(),
            FileError::Armor => self.file_error_armor(),
            FileError::Payload => self.file_error_payload(),
            FileError::NoMatch => self.file_error_no_match(),
            FileError::NeedsKey => self.file_error_needs_key(),
            FileError::WrongPassphrase => self.file_error_wrong_passphrase(),
            FileError::TooMuchWork => self.file_error_too_much_work(),
            FileError::PostQuantum => self.file_error_post_quantum(),
            FileError::Device => self.file_error_device(),
        };
        plain.into()
    }

    /// Returns a comment for a `.env` file.
    #[must_use]
    pub fn remark(self, remark: Remark) -> String {
        match remark {
            Remark::NoForm(reader) => self.paste_remark_no_form(&reader.label()),
            Remark::NoFormNext => self.paste_remark_no_form_next().into(),
            Remark::Misreads(reader, Misread::KeepsQuotes) => self.paste_remark_keeps_quotes(&reader.label()),
            Remark::Misreads(reader, Misread::Replaces) => self.paste_remark_replaces(&reader.label()),
            Remark::Misreads(reader, Misread::Escapes) => self.paste_remark_escapes(&reader.label()),
            Remark::Misreads(reader, Misread::Other) => self.paste_remark_other(&reader.label()),
            Remark::MisreadsNext => self.paste_remark_choose().into(),
        }
    }

    /// Returns why the list of accepted technicians wasn't synced from another device.
    #[must_use]
    pub const fn accepted_error(self, error: Unusable) -> &'static str {
        match error {
            Unusable::NoIdentity => self.accepted_error_device_key(),
            Unusable::RolledBack => self.accepted_error_rolled_back(),
        }
    }

    /// Returns why a recipient, or a set of recipients, isn't accepted.
    #[must_use]
    pub const fn recipient_error(self, error: &RecipientError) -> &'static str {
        match error {
            RecipientError::NotAKey => self.recipient_error_not_a_key(),
            RecipientError::IsSecretKey => self.recipient_error_secret_key(),
            RecipientError::NeedsPlugin => self.recipient_error_needs_plugin(),
            RecipientError::PostQuantum => self.recipient_error_post_quantum(),
            RecipientError::Name => self.recipient_error_name(),
            RecipientError::Nobody => self.recipient_error_no_one(),
            RecipientError::TooMany => self.recipient_error_too_many(),
            RecipientError::Twice => self.recipient_error_twice(),
        }
    }

    /// Returns why something wasn't encrypted.
    #[must_use]
    pub fn seal_error(self, error: &SealError) -> String {
        match error {
            SealError::PinMismatch => self.seal_error_pin().into(),
            SealError::NoteTooLong => self.seal_error_note().into(),
            SealError::Key(error) => self.recipient_error(error).into(),
            SealError::Age(error) => self.seal_error_age(error),
        }
    }

    /// Returns why a submission wasn't re-encrypted.
    #[must_use]
    pub fn reseal_error(self, error: &ResealError) -> String {
        match error {
            ResealError::NotAuthentic => self.reseal_error_forged().into(),
            ResealError::Unknown(error) => self.reseal_error_unknown(&self.open_error(*error)),
            ResealError::Seal(error) => self.seal_error(error),
        }
    }

    /// Returns the label for a secret of this kind.
    #[must_use]
    pub const fn secret(self, kind: Kind) -> &'static str {
        let kind = match kind {
            Kind::Typed(kind) => kind,
            Kind::OauthClient | Kind::PluginClient => return self.opened_client_secret(),
            Kind::OauthCertificate | Kind::ServiceAccount => return self.opened_private_key(),
        };
        match kind {
            SecretKind::AppPassword => self.opened_app_password(),
            SecretKind::MailboxPassword => self.opened_mailbox_password(),
            SecretKind::ApiKey => self.opened_api_key(),
            SecretKind::SmtpToken => self.opened_smtp_token(),
            SecretKind::SmtpPassword => self.opened_smtp_password(),
            SecretKind::Oauth2Only => self.opened_oauth_token(),
        }
    }

    /// Returns the label for a part of the secret that isn't secret.
    #[must_use]
    pub const fn part(self, part: Part) -> &'static str {
        match part {
            Part::Tenant => self.opened_tenant(),
            Part::Application => self.opened_application(),
            Part::Certificate => self.opened_certificate(),
            Part::Account => self.opened_account(),
            Part::KeyId => self.opened_key_id(),
            Part::ClientId => self.opened_client_id(),
            Part::Redirect => self.opened_redirect(),
        }
    }

    /// Returns the label for the encryption, with its meaning.
    #[must_use]
    pub const fn encryption(self, security: Security) -> &'static str {
        match security {
            Security::ImplicitTls => self.opened_tls(),
            Security::Starttls => self.opened_starttls(),
        }
    }

    /// Returns where the settings for a platform go, and what has to be reloaded.
    #[must_use]
    pub const fn paste(self, platform: Platform, secret: &Secret) -> &'static str {
        match secret {
            Secret::Typed { .. } => self.paste_typed(platform),
            _ => self.paste_client(platform),
        }
    }

    const fn paste_typed(self, platform: Platform) -> &'static str {
        match platform {
            Platform::WordpressWpMailSmtp => self.paste_wordpress(),
            Platform::WordpressFluentSmtp => self.paste_fluentsmtp(),
            Platform::WordpressPlain => self.paste_wordpress_plain(),
            Platform::Laravel => self.paste_laravel(),
            Platform::Symfony => self.paste_symfony(),
            Platform::Django => self.paste_django(),
            Platform::Rails => self.paste_rails(),
            Platform::Nodemailer => self.paste_nodemailer(),
            Platform::Postfix => self.paste_postfix(),
            Platform::Msmtp => self.paste_msmtp(),
            Platform::Env => self.paste_env(),
        }
    }

    /// Returns the same if the settings contain an app or a service account.
    const fn paste_client(self, platform: Platform) -> &'static str {
        match platform {
            Platform::WordpressWpMailSmtp => self.paste_wordpress_client(),
            Platform::WordpressFluentSmtp => self.paste_fluentsmtp_client(),
            Platform::Django => self.paste_django_client(),
            Platform::Rails => self.paste_rails_client(),
            Platform::Msmtp => self.paste_msmtp_client(),
            _ => self.paste_typed(platform),
        }
    }

    /// Returns the name of a group of platforms.
    #[must_use]
    pub const fn platform_group(self, group: Group) -> &'static str {
        match group {
            Group::Wordpress => self.paste_group_wordpress(),
            Group::Frameworks => self.paste_group_frameworks(),
            Group::Servers => self.paste_group_servers(),
            Group::Other => self.paste_group_other(),
        }
    }

    /// Returns why there are no settings for a platform.
    #[must_use]
    pub fn cannot_take(self, CannotTake { platform, reason }: CannotTake) -> String {
        let name = platform.label();
        match reason {
            Reason::Kind(kind) => {
                let platforms: Vec<&str> = Platform::for_kind(kind).map(Platform::label).collect();
                self.paste_cannot_kind(&name, &platforms.join(", "))
            }
            Reason::UnknownClient => self.paste_cannot_unknown_client(&name),
            Reason::UsernameHasColon => self.paste_cannot_username_colon(&name),
            Reason::UsernameNotAscii => self.paste_cannot_username_ascii(&name),
            Reason::AddressHasBrace => self.paste_cannot_address_brace(&name),
            Reason::SecretNotAscii => self.paste_cannot_secret_ascii(&name),
            Reason::SecretHasOuterSpace => self.paste_cannot_secret_space(&name),
            Reason::SecretTooLong => self.paste_cannot_secret_long(&name),
        }
    }
}
