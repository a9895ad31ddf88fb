//! Converts between rows and types. A value that doesn't read back the way it was written is damaged, which is an error.

use sealpost_core::store::{
    Challenge, Deleted, Link, Onboarding, Person, Resealed, Result, SecretExpiry, Submission,
    form::{self, from_json, named, parsed},
};
use shared::{
    board::Group,
    link::Locator,
    retention::Days,
    seal::Sealed,
    wire::{Activity, ActivityAbout, CheckBrief, ContactSettings, Progress, SealedSubmission},
};
use sqlx::{Row, sqlite::SqliteRow};

/// Selects an onboarding with its manager, last check, proof and open request for help, each by its key.
pub(super) const ONBOARDING: &str = "
    SELECT onboarding.*, person.name AS manager, check_run.at AS check_at, check_run.ok AS check_ok,
           check_run.cause AS check_cause, check_run.meaning AS check_meaning,
           proof.answer AS mail_answer, proof.proven_at AS proven_at,
           (SELECT submission.recipients FROM submission WHERE submission.locator = onboarding.locator) AS resealed_to,
           (SELECT max(help_request.at) FROM help_request
            WHERE help_request.onboarding_id = onboarding.id AND help_request.settled_at IS NULL) AS help_at
    FROM onboarding
    JOIN person ON person.id = onboarding.manager_id
    LEFT JOIN check_run ON check_run.id = onboarding.last_check
    LEFT JOIN proof ON proof.onboarding_id = onboarding.id";

fn optional<T: TryFrom<String>>(row: &SqliteRow, column: &str) -> Result<Option<T>> {
    row.try_get::<Option<String>, _>(column)?.map(parsed).transpose()
}

pub(super) fn person(row: &SqliteRow) -> Result<Person> {
    let roles: String = row.try_get("roles")?;
    Ok(Person {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email: parsed(row.try_get("email")?)?,
        roles: form::roles(&roles)?,
        key: row.try_get("public_key")?,
        password_hash: row.try_get("password_hash")?,
        is_active: row.try_get::<Option<i64>, _>("deactivated_at")?.is_none(),
        factor_since: row.try_get("factor_since")?,
        contact: ContactSettings { phone: optional(row, "phone")?, shows_email: row.try_get("shows_email")? },
    })
}

pub(super) fn onboarding(row: &SqliteRow) -> Result<Onboarding> {
    let status: String = row.try_get("status")?;
    let step: String = row.try_get("step")?;
    let progress_step: Option<String> = row.try_get("progress_step")?;
    let server: Option<String> = row.try_get("progress_server")?;
    let verdict: Option<String> = row.try_get("last_verdict")?;
    let mail: Option<String> = row.try_get("mail_answer")?;
    Ok(Onboarding {
        id: row.try_get("id")?,
        client: row.try_get("client")?,
        site: parsed(row.try_get("site")?)?,
        address: optional(row, "address")?,
        email: optional(row, "email")?,
        manager_id: row.try_get("manager_id")?,
        manager: row.try_get("manager")?,
        status: form::status(&status)?,
        step: named(&step)?,
        progress: Progress {
            step: progress_step.as_deref().map(named).transpose()?,
            address: optional(row, "progress_address")?,
            provider: row.try_get("provider")?,
            server: server.as_deref().map(from_json).transpose()?,
        },
        locator: parsed(row.try_get("locator")?)?,
        recipients: row.try_get("recipients")?,
        resealed_to: row.try_get("resealed_to")?,
        expires_at: row.try_get("expires_at")?,
        keep: days(row, "keep_days")?,
        delete_at: row.try_get("delete_at")?,
        secret_expiry: secret_expiry(row)?,
        created_at: row.try_get("created_at")?,
        changed_at: row.try_get("changed_at")?,
        check: check_brief(row)?,
        verdict: verdict.as_deref().map(named).transpose()?,
        configured_at: row.try_get("configured_at")?,
        mail: mail.as_deref().map(named).transpose()?,
        proven_at: row.try_get("proven_at")?,
        help_at: row.try_get("help_at")?,
        group: group(row)?,
    })
}

pub(super) fn group(row: &SqliteRow) -> Result<Group> {
    form::group(row.try_get("board_group")?)
}

fn secret_expiry(row: &SqliteRow) -> Result<Option<SecretExpiry>> {
    let Some(at) = row.try_get("secret_expires_at")? else { return Ok(None) };
    Ok(Some(SecretExpiry { at, tell_at: row.try_get("secret_tell_at")? }))
}

fn check_brief(row: &SqliteRow) -> Result<Option<CheckBrief>> {
    let Some(at) = row.try_get("check_at")? else { return Ok(None) };
    Ok(Some(CheckBrief {
        at,
        ok: row.try_get("check_ok")?,
        cause: row.try_get("check_cause")?,
        meaning: row.try_get("check_meaning")?,
    }))
}

pub(super) fn link(row: &SqliteRow) -> Result<Link> {
    let revoked_at: Option<i64> = row.try_get("revoked_at")?;
    Ok(Link {
        locator: parsed::<Locator>(row.try_get("locator")?)?,
        onboarding_id: row.try_get("onboarding_id")?,
        token_hash: hash(row, "token_hash")?,
        sealed_link: row.try_get("sealed_link")?,
        is_revoked: revoked_at.is_some(),
    })
}

pub(super) fn days(row: &SqliteRow, column: &str) -> Result<Days> {
    form::days(row.try_get(column)?)
}

pub(super) fn deleted(row: &SqliteRow) -> Result<Deleted> {
    let rule: String = row.try_get("rule")?;
    Ok(Deleted {
        recipients: row.try_get("recipients")?,
        submitted_at: row.try_get("submitted_at")?,
        collected_at: row.try_get("collected_at")?,
        at: row.try_get("at")?,
        rule: form::rule(&rule)?,
        digest: hash(row, "digest")?,
        sent: hash(row, "sent_digest")?,
    })
}

pub(super) fn hash(row: &SqliteRow, column: &str) -> Result<[u8; 32]> {
    form::hash(row.try_get(column)?)
}

pub(super) fn challenge(row: &SqliteRow) -> Result<Challenge> {
    Ok(Challenge {
        key: row.try_get("public_key")?,
        answer_hash: hash(row, "answer_hash")?,
        expires_at: row.try_get("expires_at")?,
    })
}

pub(super) fn submission(row: &SqliteRow) -> Result<Submission> {
    Ok(Submission {
        sealed: Sealed { file: row.try_get("file")?, tag: row.try_get("tag")? },
        submitted_at: row.try_get("submitted_at")?,
        collected_at: row.try_get("collected_at")?,
        resealed: resealed(row)?,
    })
}

pub(super) fn sealed(row: &SqliteRow) -> Result<SealedSubmission> {
    Ok(SealedSubmission {
        sealed: Sealed { file: row.try_get("file")?, tag: row.try_get("tag")? },
        sealed_link: row.try_get("sealed_link")?,
        recipients: from_json(row.try_get("readers")?)?,
        site: parsed(row.try_get("site")?)?,
        client: row.try_get("client")?,
        keep: days(row, "keep_days")?,
    })
}

fn resealed(row: &SqliteRow) -> Result<Option<Resealed>> {
    let Some(recipients) = row.try_get("recipients")? else { return Ok(None) };
    Ok(Some(Resealed {
        recipients,
        by: row.try_get("resealed_by")?,
        at: row.try_get("resealed_at")?,
        sent: hash(row, "sent_digest")?,
    }))
}

pub(super) fn activity(row: &SqliteRow) -> Result<Activity> {
    Ok(Activity {
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
        code: row.try_get("code")?,
        sentence: row.try_get("sentence")?,
        about: about(row)?,
    })
}

fn about(row: &SqliteRow) -> Result<Option<ActivityAbout>> {
    let Some(id) = row.try_get("onboarding_id")? else { return Ok(None) };
    Ok(Some(ActivityAbout {
        id,
        client: row.try_get("client")?,
        site: parsed(row.try_get("site")?)?,
        locator: optional(row, "locator")?,
    }))
}
