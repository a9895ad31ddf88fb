//! Changes of status: one conditional UPDATE on the old status and link, and everything that changes with it.

use sealpost_core::store::{Change, Effect, Link, Onboarding, Resealed, Result, SecretExpiry, form};
use shared::{
    retention::{Days, DeletionRule},
    rules::Address,
    seal::Sealed,
    status::Status,
};
use sqlx::{Row, Sqlite as Engine, Transaction};

use super::{Sqlite, hand_overs, happened, helps, log, proofs, rows, watches};

type Tx = Transaction<'static, Engine>;

pub(super) async fn apply(store: &Sqlite, change: &Change<'_>) -> Result<bool> {
    let mut tx = store.begin().await?;
    if !claim(&mut tx, change).await? {
        return Ok(false);
    }
    if !effect(&mut tx, change).await? {
        return Ok(false);
    }
    if change.ends_proof() {
        proofs::delete(&mut tx, &change.was.id).await?;
        watches::restart(&mut tx, &change.was.id).await?;
    }
    if change.ends_watch() {
        watches::delete(&mut tx, &change.was.id).await?;
    }
    helps::end(&mut tx, change).await?;
    let has_ended = hand_overs::end(&mut tx, change).await?;
    if let Some(activity) = &change.activity {
        log(&mut tx, Some(&change.was.id), activity).await?;
    }
    tx.commit().await?;
    if has_ended || takes_a_file_away(&change.effect) {
        store.scrub_or_owe().await;
    }
    Ok(true)
}

/// Returns true if the change leaves bytes of a sealed file in the database's log and nowhere else.
fn takes_a_file_away(effect: &Effect<'_>) -> bool {
    match effect {
        Effect::Delete(_) | Effect::Reseal { .. } | Effect::Revoke | Effect::Relink { .. } => true,
        Effect::None
        | Effect::Progress(_)
        | Effect::Submit { .. }
        | Effect::Remind(_)
        | Effect::Collect
        | Effect::Configure { .. } => false,
    }
}

/// Only one transaction can update the row from this state, so the change happens once.
async fn claim(tx: &mut Tx, change: &Change<'_>) -> Result<bool> {
    let Change { was, status, step, .. } = change;
    let is_news = *step != was.step || *status != was.status;
    let claimed = sqlx::query(
        "UPDATE onboarding SET status = ?, step = ?, changed_at = ?
         WHERE id = ? AND status = ? AND step = ? AND locator = ?",
    )
    .bind(status.as_str())
    .bind(form::name_of(step)?)
    .bind(if is_news { change.at } else { was.changed_at })
    .bind(&was.id)
    .bind(was.status.as_str())
    .bind(form::name_of(&was.step)?)
    .bind(was.locator.as_str())
    .execute(&mut **tx)
    .await?;
    Ok(happened(&claimed))
}

/// Makes the other changes that belong to it. Returns false if there was nothing left to change.
async fn effect(tx: &mut Tx, change: &Change<'_>) -> Result<bool> {
    let Change { was, at, .. } = change;
    match &change.effect {
        Effect::None => {}
        Effect::Progress(progress) => {
            sqlx::query(
                "UPDATE onboarding SET progress_step = ?, progress_address = ?, provider = ?, progress_server = ?
                 WHERE id = ?",
            )
            .bind(progress.step.as_ref().map(form::name_of).transpose()?)
            .bind(progress.address.as_ref().map(Address::as_str))
            .bind(progress.provider.as_deref())
            .bind(progress.server.as_ref().map(form::to_json).transpose()?)
            .bind(&was.id)
            .execute(&mut **tx)
            .await?;
        }
        Effect::Submit { sealed, secret_expiry } => {
            submit(tx, was, sealed, *at).await?;
            watch_secret(tx, was, *secret_expiry).await?;
        }
        Effect::Remind(secret_expiry) => watch_secret(tx, was, *secret_expiry).await?,
        Effect::Delete(rule) => delete_file(tx, change, *rule).await?,
        Effect::Configure { delete_at } => {
            sqlx::query(
                "UPDATE onboarding SET configured_at = ?, delete_at = ?, warned_at = NULL WHERE id = ?",
            )
            .bind(at)
            .bind(delete_at)
            .bind(&was.id)
            .execute(&mut **tx)
            .await?;
        }
        Effect::Collect => {
            sqlx::query("UPDATE submission SET collected_at = ? WHERE locator = ? AND collected_at IS NULL")
                .bind(at)
                .bind(was.locator.as_str())
                .execute(&mut **tx)
                .await?;
        }
        Effect::Reseal { opened, sealed, sealed_link, resealed } => {
            return reseal(tx, was, (opened, sealed), sealed_link, resealed).await;
        }
        Effect::Revoke => {
            delete_file(tx, change, DeletionRule::Revoked).await?;
            revoke_link(tx, was, *at).await?;
        }
        Effect::Relink { link, expires_at, keep, recipients } => {
            delete_file(tx, change, DeletionRule::Replaced).await?;
            revoke_link(tx, was, *at).await?;
            add_link(tx, link, *at).await?;
            relink(tx, was, link, (*expires_at, *keep, *recipients)).await?;
        }
    }
    Ok(true)
}

async fn submit(tx: &mut Tx, was: &Onboarding, sealed: &Sealed, at: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO submission (locator, onboarding_id, file, tag, submitted_at)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(was.locator.as_str())
    .bind(&was.id)
    .bind(&sealed.file)
    .bind(&sealed.tag)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Stores when the client secret expires, or forgets it.
async fn watch_secret(tx: &mut Tx, was: &Onboarding, expiry: Option<SecretExpiry>) -> Result<()> {
    sqlx::query("UPDATE onboarding SET secret_expires_at = ?, secret_tell_at = ? WHERE id = ?")
        .bind(expiry.map(|expiry| expiry.at))
        .bind(expiry.and_then(|expiry| expiry.tell_at))
        .bind(&was.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn relink(
    tx: &mut Tx,
    was: &Onboarding,
    link: &Link,
    (expires_at, keep, recipients): (i64, Days, u32),
) -> Result<()> {
    sqlx::query(
        "UPDATE onboarding SET locator = ?, expires_at = ?, keep_days = ?, recipients = ?, configured_at = NULL
         WHERE id = ?",
    )
    .bind(link.locator.as_str())
    .bind(expires_at)
    .bind(keep.get())
    .bind(recipients)
    .bind(&was.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn reseal(
    tx: &mut Tx,
    was: &Onboarding,
    (opened, sealed): (&Sealed, &Sealed),
    sealed_link: &[u8],
    resealed: &Resealed,
) -> Result<bool> {
    let replaced = sqlx::query(
        "UPDATE submission SET file = ?, tag = ?, recipients = ?, resealed_by = ?, resealed_at = ?, sent_digest = ?
         WHERE locator = ? AND file = ? AND tag = ?",
    )
    .bind(&sealed.file)
    .bind(&sealed.tag)
    .bind(resealed.recipients)
    .bind(&resealed.by)
    .bind(resealed.at)
    .bind(&resealed.sent[..])
    .bind(was.locator.as_str())
    .bind(&opened.file)
    .bind(&opened.tag)
    .execute(&mut **tx)
    .await?;
    if !happened(&replaced) {
        return Ok(false);
    }
    sqlx::query("UPDATE link SET sealed_link = ? WHERE locator = ?")
        .bind(sealed_link)
        .bind(was.locator.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Deletes the sealed file, if there is one, and leaves a receipt. Nothing else deletes a file.
async fn delete_file(tx: &mut Tx, change: &Change<'_>, rule: DeletionRule) -> Result<()> {
    let Change { was, status, at, .. } = change;
    let kept = sqlx::query("SELECT * FROM submission WHERE onboarding_id = ?").bind(&was.id);
    for row in kept.fetch_all(&mut **tx).await? {
        let kept = rows::submission(&row)?;
        let digest = kept.sealed.digest();
        sqlx::query(
            "INSERT INTO deletion (onboarding_id, locator, recipients, submitted_at, collected_at, at, rule, digest,
                                   sent_digest)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&was.id)
        .bind(row.try_get::<String, _>("locator")?)
        .bind(was.resealed_to.unwrap_or(was.recipients))
        .bind(kept.submitted_at)
        .bind(kept.collected_at)
        .bind(at)
        .bind(rule.as_str())
        .bind(&digest[..])
        .bind(&kept.resealed.map_or(digest, |resealed| resealed.sent)[..])
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query("DELETE FROM submission WHERE onboarding_id = ?").bind(&was.id).execute(&mut **tx).await?;
    sqlx::query(
        "UPDATE onboarding SET delete_at = NULL, warned_at = NULL,
                configured_at = CASE WHEN ?1 THEN coalesce(configured_at, ?2) ELSE configured_at END
         WHERE id = ?3",
    )
    .bind(*status == Status::Cleared)
    .bind(at)
    .bind(&was.id)
    .execute(&mut **tx)
    .await?;
    if rule.ends_use(was.status) {
        watch_secret(tx, was, None).await?;
    }
    Ok(())
}

async fn revoke_link(tx: &mut Tx, was: &Onboarding, at: i64) -> Result<()> {
    sqlx::query("UPDATE link SET revoked_at = ? WHERE locator = ? AND revoked_at IS NULL")
        .bind(at)
        .bind(was.locator.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(super) async fn add_link(tx: &mut Tx, link: &Link, at: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO link (locator, onboarding_id, token_hash, sealed_link, created_at)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(link.locator.as_str())
    .bind(&link.onboarding_id)
    .bind(&link.token_hash[..])
    .bind(&link.sealed_link)
    .bind(at)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
