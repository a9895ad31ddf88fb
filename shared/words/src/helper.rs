//! Sentences for someone who does a step for a client.

use shared::grant::NotACertificate;

use crate::Helper;

impl Helper {
    /// Returns why a text isn't a certificate with its private key.
    #[must_use]
    pub const fn not_a_certificate(self, error: NotACertificate) -> &'static str {
        match error {
            NotACertificate::NoCertificate => self.certificate_none(),
            NotACertificate::NoKey => self.certificate_no_key(),
            NotACertificate::SeveralKeys => self.certificate_several_keys(),
            NotACertificate::Encrypted => self.certificate_encrypted(),
            NotACertificate::OtherForm => self.certificate_other_form(),
            NotACertificate::NotRsa => self.certificate_not_rsa(),
            NotACertificate::KeyLength => self.certificate_key_length(),
            NotACertificate::OtherKey => self.certificate_other_key(),
            NotACertificate::Damaged => self.certificate_damaged(),
            NotACertificate::TooLong => self.certificate_too_long(),
        }
    }
}
