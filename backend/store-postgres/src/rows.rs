//! Converts the queries' rows to types. A value that doesn't read back the way it was written is damaged, which is an error.

use sealpost_core::store::{
    Challenge, Deleted, Link, Onboarding, Person, Resealed, Result, SecretExpiry, Session, StoreError,
    Submission,
    form::{self, from_json, named, parsed},
};
use shared::{
    retention::Days,
    seal::Sealed,
    wire::{Activity, ActivityAbout, CheckBrief, ContactSettings, Progress, SealedSubmission},
};

/// Reads a count or a version, which the database stores as a larger type.
pub(super) fn number(number: i64) -> Result<u32> {
    u32::try_from(number).map_err(|_| StoreError::new("a number that is none of ours"))
}

/// Converts a number of rows.
pub(super) fn count(found: i64) -> u64 {
    u64::try_from(found).unwrap_or_default()
}

pub(super) fn days(days: i64) -> Result<Days> {
    form::days(u16::try_from(days).unwrap_or(u16::MAX))
}

fn maybe<T: TryFrom<String>>(text: Option<String>) -> Result<Option<T>> {
    text.map(parsed).transpose()
}

#[derive(Debug)]
pub(super) struct PersonRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: String,
    pub(super) password_hash: Option<String>,
    pub(super) public_key: Option<String>,
    pub(super) deactivated_at: Option<i64>,
    pub(super) factor_since: Option<i64>,
    pub(super) phone: Option<String>,
    pub(super) shows_email: bool,
}

impl PersonRow {
    pub(super) fn read(self) -> Result<Person> {
        Ok(Person {
            id: self.id,
            name: self.name,
            email: parsed(self.email)?,
            roles: form::roles(&self.roles)?,
            key: self.public_key,
            password_hash: self.password_hash,
            is_active: self.deactivated_at.is_none(),
            factor_since: self.factor_since,
            contact: ContactSettings { phone: maybe(self.phone)?, shows_email: self.shows_email },
        })
    }
}

/// A query for people, with whatever follows `FROM person`.
macro_rules! people {
    ($tail:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            $crate::rows::PersonRow,
            "SELECT id, name, email, roles, password_hash, public_key, deactivated_at, factor_since, phone, shows_email
             FROM person "
                + $tail
            $(, $argument)*
        )
    };
}
pub(super) use people;

#[derive(Debug)]
pub(super) struct OnboardingRow {
    pub(super) id: String,
    pub(super) client: String,
    pub(super) site: String,
    pub(super) address: Option<String>,
    pub(super) email: Option<String>,
    pub(super) manager_id: String,
    pub(super) manager: String,
    pub(super) status: String,
    pub(super) step: String,
    pub(super) progress_step: Option<String>,
    pub(super) progress_address: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) progress_server: Option<String>,
    pub(super) locator: String,
    pub(super) recipients: i64,
    pub(super) resealed_to: Option<i64>,
    pub(super) expires_at: i64,
    pub(super) keep_days: i64,
    pub(super) delete_at: Option<i64>,
    pub(super) secret_expires_at: Option<i64>,
    pub(super) secret_tell_at: Option<i64>,
    pub(super) created_at: i64,
    pub(super) changed_at: i64,
    pub(super) last_verdict: Option<String>,
    pub(super) board_group: i64,
    pub(super) board_version: i64,
    pub(super) check_at: Option<i64>,
    pub(super) check_ok: Option<bool>,
    pub(super) check_cause: Option<String>,
    pub(super) check_meaning: Option<String>,
    pub(super) configured_at: Option<i64>,
    pub(super) mail_answer: Option<String>,
    pub(super) proven_at: Option<i64>,
    pub(super) help_at: Option<i64>,
}

/// A query for onboardings with manager, last check, proof and open request for help, each by its key, with whatever
/// follows the tables.
macro_rules! onboardings {
    ($tail:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            $crate::rows::OnboardingRow,
            r#"SELECT onboarding.id, client, site, onboarding.address, onboarding.email, manager_id, person.name AS manager,
                      status, step,
                      progress_step, progress_address, provider, progress_server, onboarding.locator,
                      onboarding.recipients, submission.recipients AS "resealed_to?", expires_at, keep_days, delete_at,
                      secret_expires_at, secret_tell_at,
                      onboarding.created_at, changed_at, last_verdict, board_group, board_version,
                      check_run.at AS "check_at?", check_run.ok AS "check_ok?", check_run.cause AS "check_cause?",
                      check_run.meaning AS "check_meaning?", configured_at, proof.answer AS "mail_answer?",
                      proof.proven_at AS "proven_at?",
                      (SELECT max(help_request.at) FROM help_request
                       WHERE help_request.onboarding_id = onboarding.id AND help_request.settled_at IS NULL)
                          AS "help_at?"
               FROM onboarding
               JOIN person ON person.id = onboarding.manager_id
               LEFT JOIN check_run ON check_run.id = onboarding.last_check
               LEFT JOIN submission ON submission.locator = onboarding.locator
               LEFT JOIN proof ON proof.onboarding_id = onboarding.id
               "# + $tail
            $(, $argument)*
        )
    };
}
pub(super) use onboardings;

impl OnboardingRow {
    pub(super) fn read(self) -> Result<Onboarding> {
        let check = match (self.check_at, self.check_ok, self.check_cause, self.check_meaning) {
            (Some(at), Some(ok), Some(cause), Some(meaning)) => Some(CheckBrief { at, ok, cause, meaning }),
            _ => None,
        };
        Ok(Onboarding {
            id: self.id,
            client: self.client,
            site: parsed(self.site)?,
            address: maybe(self.address)?,
            email: maybe(self.email)?,
            manager_id: self.manager_id,
            manager: self.manager,
            status: form::status(&self.status)?,
            step: named(&self.step)?,
            progress: Progress {
                step: self.progress_step.as_deref().map(named).transpose()?,
                address: maybe(self.progress_address)?,
                provider: self.provider,
                server: self.progress_server.as_deref().map(from_json).transpose()?,
            },
            locator: parsed(self.locator)?,
            recipients: number(self.recipients)?,
            resealed_to: self.resealed_to.map(number).transpose()?,
            expires_at: self.expires_at,
            keep: days(self.keep_days)?,
            delete_at: self.delete_at,
            secret_expiry: self.secret_expires_at.map(|at| SecretExpiry { at, tell_at: self.secret_tell_at }),
            created_at: self.created_at,
            changed_at: self.changed_at,
            check,
            verdict: self.last_verdict.as_deref().map(named).transpose()?,
            configured_at: self.configured_at,
            mail: self.mail_answer.as_deref().map(named).transpose()?,
            proven_at: self.proven_at,
            help_at: self.help_at,
            group: form::group(number(self.board_group)?)?,
        })
    }

    pub(super) fn read_all(rows: Vec<Self>) -> Result<Vec<Onboarding>> {
        rows.into_iter().map(Self::read).collect()
    }
}

#[derive(Debug)]
pub(super) struct LinkRow {
    pub(super) locator: String,
    pub(super) onboarding_id: String,
    pub(super) token_hash: Vec<u8>,
    pub(super) sealed_link: Vec<u8>,
    pub(super) revoked_at: Option<i64>,
}

impl LinkRow {
    pub(super) fn read(self) -> Result<Link> {
        Ok(Link {
            locator: parsed(self.locator)?,
            onboarding_id: self.onboarding_id,
            token_hash: form::hash(self.token_hash)?,
            sealed_link: self.sealed_link,
            is_revoked: self.revoked_at.is_some(),
        })
    }
}

#[derive(Debug)]
pub(super) struct SubmissionRow {
    pub(super) locator: String,
    pub(super) file: Vec<u8>,
    pub(super) tag: Vec<u8>,
    pub(super) submitted_at: i64,
    pub(super) collected_at: Option<i64>,
    pub(super) recipients: Option<i64>,
    pub(super) resealed_by: Option<String>,
    pub(super) resealed_at: Option<i64>,
    pub(super) sent_digest: Option<Vec<u8>>,
}

/// A query for submissions, with whatever follows `FROM submission`.
macro_rules! submissions {
    ($tail:literal $(, $argument:expr)*) => {
        sqlx::query_as!(
            $crate::rows::SubmissionRow,
            "SELECT locator, file, tag, submitted_at, collected_at, recipients, resealed_by, resealed_at, sent_digest
             FROM submission " + $tail
            $(, $argument)*
        )
    };
}
pub(super) use submissions;

impl SubmissionRow {
    pub(super) fn read(self) -> Result<Submission> {
        let resealed = match (self.recipients, self.resealed_by, self.resealed_at, self.sent_digest) {
            (Some(recipients), Some(by), Some(at), Some(sent)) => {
                Some(Resealed { recipients: number(recipients)?, by, at, sent: form::hash(sent)? })
            }
            (None, ..) => None,
            _ => return Err(StoreError::new("half of what a re-encrypted file has")),
        };
        Ok(Submission {
            sealed: Sealed { file: self.file, tag: self.tag },
            submitted_at: self.submitted_at,
            collected_at: self.collected_at,
            resealed,
        })
    }
}

#[derive(Debug)]
pub(super) struct SealedRow {
    pub(super) file: Vec<u8>,
    pub(super) tag: Vec<u8>,
    pub(super) sealed_link: Vec<u8>,
    pub(super) readers: String,
    pub(super) site: String,
    pub(super) client: String,
    pub(super) keep_days: i64,
}

impl SealedRow {
    pub(super) fn read(self) -> Result<SealedSubmission> {
        Ok(SealedSubmission {
            sealed: Sealed { file: self.file, tag: self.tag },
            sealed_link: self.sealed_link,
            recipients: from_json(&self.readers)?,
            site: parsed(self.site)?,
            client: self.client,
            keep: days(self.keep_days)?,
        })
    }
}

#[derive(Debug)]
pub(super) struct DeletedRow {
    pub(super) recipients: i64,
    pub(super) submitted_at: i64,
    pub(super) collected_at: Option<i64>,
    pub(super) at: i64,
    pub(super) rule: String,
    pub(super) digest: Vec<u8>,
    pub(super) sent_digest: Vec<u8>,
}

impl DeletedRow {
    pub(super) fn read(self) -> Result<Deleted> {
        Ok(Deleted {
            recipients: number(self.recipients)?,
            submitted_at: self.submitted_at,
            collected_at: self.collected_at,
            at: self.at,
            rule: form::rule(&self.rule)?,
            digest: form::hash(self.digest)?,
            sent: form::hash(self.sent_digest)?,
        })
    }
}

#[derive(Debug)]
pub(super) struct ChallengeRow {
    pub(super) public_key: String,
    pub(super) answer_hash: Vec<u8>,
    pub(super) expires_at: i64,
}

impl ChallengeRow {
    pub(super) fn read(self) -> Result<Challenge> {
        let answer_hash = form::hash(self.answer_hash)?;
        Ok(Challenge { key: self.public_key, answer_hash, expires_at: self.expires_at })
    }
}

#[derive(Debug)]
pub(super) struct SessionRow {
    pub(super) token_hash: Vec<u8>,
    pub(super) device: String,
    pub(super) created_at: i64,
    pub(super) seen_at: i64,
}

impl SessionRow {
    pub(super) fn read(self) -> Result<Session> {
        let token_hash = form::hash(self.token_hash)?;
        Ok(Session { token_hash, device: self.device, created_at: self.created_at, seen_at: self.seen_at })
    }
}

#[derive(Debug)]
pub(super) struct ActivityRow {
    pub(super) id: i64,
    pub(super) at: i64,
    pub(super) who: String,
    pub(super) code: String,
    pub(super) sentence: String,
    pub(super) locator: Option<String>,
    pub(super) onboarding_id: Option<String>,
    pub(super) client: Option<String>,
    pub(super) site: Option<String>,
}

impl ActivityRow {
    pub(super) fn read(self) -> Result<Activity> {
        let about = match (self.onboarding_id, self.client, self.site) {
            (Some(id), Some(client), Some(site)) => {
                Some(ActivityAbout { id, client, site: parsed(site)?, locator: maybe(self.locator)? })
            }
            _ => None,
        };
        Ok(Activity {
            id: self.id,
            at: self.at,
            who: self.who,
            code: self.code,
            sentence: self.sentence,
            about,
        })
    }
}
