//! Between rows and types. What does not read back as what it was written as is damage, and an error.

use sealpost_core::store::{
    Challenge, Deleted, Link, Onboarding, Person, Resealed, Result, StoreError, Submission,
};
use serde::{Serialize, de::DeserializeOwned};
use shared::{
    board::Group,
    link::Locator,
    retention::{Days, DeletionRule},
    seal::Sealed,
    status::Status,
    wire::{Activity, ActivityAbout, CheckBrief, Progress, Role, SealedSubmission},
};
use sqlx::{Row, sqlite::SqliteRow};

/// The name of a unit variant, as its JSON has it.
pub(super) fn name_of(variant: &impl Serialize) -> Result<String> {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(StoreError::new("a name that is no text")),
    }
}

/// Reads [`name_of`].
pub(super) fn named<T: DeserializeOwned>(name: &str) -> Result<T> {
    serde_json::from_value(name.into()).map_err(|_| StoreError::new(format!("an unknown name, {name}")))
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(StoreError::new)
}

pub(super) fn from_json<T: DeserializeOwned>(json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(StoreError::new)
}

pub(super) fn roles_text(roles: &[Role]) -> Result<String> {
    let names: Result<Vec<String>> = roles.iter().map(name_of).collect();
    Ok(names?.join(","))
}

/// Reads [`roles_text`].
pub(super) fn roles(text: &str) -> Result<Vec<Role>> {
    text.split(',').filter(|name| !name.is_empty()).map(named).collect()
}

fn parsed<T: TryFrom<String>>(text: String) -> Result<T> {
    T::try_from(text).map_err(|_| StoreError::new("a row that does not read back"))
}

fn optional<T: TryFrom<String>>(row: &SqliteRow, column: &str) -> Result<Option<T>> {
    row.try_get::<Option<String>, _>(column)?.map(parsed).transpose()
}

pub(super) fn person(row: &SqliteRow) -> Result<Person> {
    let roles: String = row.try_get("roles")?;
    Ok(Person {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        email: parsed(row.try_get("email")?)?,
        roles: self::roles(&roles)?,
        key: row.try_get("public_key")?,
        password_hash: row.try_get("password_hash")?,
        is_active: row.try_get::<Option<i64>, _>("deactivated_at")?.is_none(),
        factor_since: row.try_get("factor_since")?,
    })
}

pub(super) fn onboarding(row: &SqliteRow) -> Result<Onboarding> {
    let status: String = row.try_get("status")?;
    let step: String = row.try_get("step")?;
    let progress_step: Option<String> = row.try_get("progress_step")?;
    let server: Option<String> = row.try_get("progress_server")?;
    let verdict: Option<String> = row.try_get("last_verdict")?;
    Ok(Onboarding {
        id: row.try_get("id")?,
        client: row.try_get("client")?,
        site: parsed(row.try_get("site")?)?,
        address: optional(row, "address")?,
        email: optional(row, "email")?,
        manager_id: row.try_get("manager_id")?,
        manager: row.try_get("manager")?,
        status: Status::from_name(&status).ok_or_else(|| StoreError::new("an unknown status"))?,
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
        created_at: row.try_get("created_at")?,
        changed_at: row.try_get("changed_at")?,
        check: check_brief(row)?,
        verdict: verdict.as_deref().map(named).transpose()?,
        group: group(row)?,
    })
}

/// A group's place in the order of the board, which is how it is stored.
pub(super) fn number_of(group: Group) -> u32 {
    let place = Group::ALL.iter().position(|other| *other == group);
    place.and_then(|place| u32::try_from(place).ok()).unwrap_or_default()
}

/// Reads [`number_of`].
pub(super) fn group(row: &SqliteRow) -> Result<Group> {
    let number: u32 = row.try_get("board_group")?;
    let group = usize::try_from(number).ok().and_then(|number| Group::ALL.get(number));
    group.copied().ok_or_else(|| StoreError::new("an unknown group of the board"))
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
    let days: u16 = row.try_get(column)?;
    Days::try_from(days).map_err(StoreError::new)
}

pub(super) fn deleted(row: &SqliteRow) -> Result<Deleted> {
    let rule: String = row.try_get("rule")?;
    Ok(Deleted {
        recipients: row.try_get("recipients")?,
        submitted_at: row.try_get("submitted_at")?,
        collected_at: row.try_get("collected_at")?,
        at: row.try_get("at")?,
        rule: DeletionRule::from_name(&rule).ok_or_else(|| StoreError::new("an unknown rule"))?,
        digest: hash(row, "digest")?,
        sent: hash(row, "sent_digest")?,
    })
}

fn hash(row: &SqliteRow, column: &str) -> Result<[u8; 32]> {
    let hash: Vec<u8> = row.try_get(column)?;
    hash.try_into().map_err(|_| StoreError::new("a hash of another length"))
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
