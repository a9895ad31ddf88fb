//! Sentences about the results of the sign-in test and the report, for clients.

#[cfg(test)]
mod tests;

use std::fmt::Display;

use shared::{
    check::{Stage, StageOutcome},
    grant::{NotACertificate, NotAServiceAccount},
    report::{Finding, Topic, Verdict},
    seal::SealError,
};

use crate::Letter;

impl Letter {
    /// Returns a sentence about a stage of the sign-in test: what it does now, or how it ended.
    #[must_use]
    pub fn stage(self, stage: Stage, ended: Option<StageOutcome>, address: &dyn Display) -> String {
        let [running, ok, failed, timed_out] = match stage {
            Stage::Token => [
                self.stage_token(),
                self.stage_token_ok(),
                self.stage_token_failed(),
                self.stage_token_timed_out(),
            ],
            Stage::Resolve => [
                self.stage_resolve(),
                self.stage_resolve_ok(),
                self.stage_resolve_failed(),
                self.stage_resolve_timed_out(),
            ],
            Stage::Connect => [
                self.stage_connect(),
                self.stage_connect_ok(),
                self.stage_connect_failed(),
                self.stage_connect_timed_out(),
            ],
            Stage::Tls | Stage::Starttls => [
                self.stage_encrypt(),
                self.stage_encrypt_ok(),
                self.stage_encrypt_failed(),
                self.stage_encrypt_timed_out(),
            ],
            Stage::Greeting | Stage::Ehlo | Stage::Quit => [
                self.stage_greeting(),
                self.stage_greeting_ok(),
                self.stage_greeting_failed(),
                self.stage_greeting_timed_out(),
            ],
            Stage::Auth => [
                self.stage_sign_in(),
                self.stage_sign_in_ok(),
                self.stage_sign_in_failed(),
                self.stage_sign_in_timed_out(),
            ],
            Stage::Sender => return self.sender(ended, address),
        };
        match ended {
            None => running,
            Some(StageOutcome::Ok) => ok,
            Some(StageOutcome::Fail) => failed,
            Some(StageOutcome::TimedOut) => timed_out,
        }
        .to_owned()
    }

    fn sender(self, ended: Option<StageOutcome>, address: &dyn Display) -> String {
        match ended {
            None => self.stage_sender(address),
            Some(StageOutcome::Ok) => self.stage_sender_ok(address),
            Some(StageOutcome::Fail) => self.stage_sender_failed(address),
            Some(StageOutcome::TimedOut) => self.stage_sender_timed_out(address),
        }
    }

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

    /// Returns the name of a finding's topic.
    #[must_use]
    pub const fn topic(self, topic: Topic) -> &'static str {
        match topic {
            Topic::Spf => self.topic_spf(),
            Topic::Dkim => self.topic_dkim(),
            Topic::Dmarc => self.topic_dmarc(),
            Topic::Mx => self.topic_mx(),
            Topic::Domain => self.topic_domain(),
            Topic::Extras => self.topic_extras(),
        }
    }

    /// Returns a finding's verdict.
    #[must_use]
    pub fn verdict(self, finding: &Finding) -> &'static str {
        match finding.verdict {
            Verdict::Ok => self.finding_right(),
            Verdict::Warn => self.finding_better(),
            Verdict::Fail => self.finding_wrong(),
            Verdict::Unknown if finding.is_open() => self.finding_look_up(),
            Verdict::Unknown => self.finding_unchecked(),
        }
    }

    /// Returns how long some people can still see an old record.
    #[must_use]
    pub fn servers_stale(self, seconds: u32) -> String {
        match (seconds.div_ceil(60), seconds.div_ceil(3600)) {
            (minutes @ ..=90, _) => self.servers_stale_minutes(u64::from(minutes.max(1))),
            (_, hours) => self.servers_stale_hours(&hours),
        }
    }

    /// Returns what is wrong with the key file of a service account.
    #[must_use]
    pub const fn key_error(self, error: NotAServiceAccount) -> &'static str {
        match error {
            NotAServiceAccount::NotJson => self.key_not_json(),
            NotAServiceAccount::OtherKind => self.key_other_kind(),
            NotAServiceAccount::Incomplete => self.key_incomplete(),
        }
    }

    /// Returns why the settings couldn't be encrypted.
    #[must_use]
    pub fn seal_error(self, error: &SealError) -> String {
        match error {
            SealError::PinMismatch => self.seal_failed_people().to_owned(),
            SealError::NoteTooLong => self.seal_failed_note().to_owned(),
            SealError::Key(_) | SealError::Age(_) => self.seal_failed_reason(error),
        }
    }
}
