//! Changes of status: one conditional UPDATE on the old status and link, and everything that changes with it.

use sealpost_core::store::{Change, Effect, Link, Onboarding, Resealed, Result, SecretExpiry, form};
use shared::{
    retention::{Days, DeletionRule},
    rules::Address,
    seal::Sealed,
    status::Status,
};
use sqlx::query;

use super::{
    Postgres, Tx, hand_overs, happened, helps, log, proofs,
    rows::{SubmissionRow, submissions},
    watches,
};

pub(super) async fn apply(store: &Postgres, change: &Change<'_>) -> Result<bool> {
    let mut tx = store.begin().await?;
    // If the result is `false`, dropping the transaction undoes the changes so far.
    if !claim(&mut tx, change).await? || !effect(&mut tx, change).await? {
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
        store.owes_scrub.set(true);
    }
    Ok(true)
}

/// Returns true if the change leaves bytes of a sealed file in dead rows and nowhere else.
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
    let claimed = query!(
        "UPDATE onboarding SET status = $1, step = $2, changed_at = $3
         WHERE id = $4 AND status = $5 AND step = $6 AND locator = $7",
        status.as_str(),
        form::name_of(step)?,
        if is_news { change.at } else { was.changed_at },
        was.id,
        was.status.as_str(),
        form::name_of(&was.step)?,
        was.locator.as_str(),
    );
    Ok(happened(&claimed.execute(&mut **tx).await?))
}

/// Makes the other changes that belong to it. Returns false if there was nothing left to change.
async fn effect(tx: &mut Tx, change: &Change<'_>) -> Result<bool> {
    let Change { was, at, .. } = change;
    match &change.effect {
        Effect::None => {}
        Effect::Progress(progress) => {
            query!(
                "UPDATE onboarding SET progress_step = $1, progress_address = $2, provider = $3, progress_server = $4
                 WHERE id = $5",
                progress.step.as_ref().map(form::name_of).transpose()?,
                progress.address.as_ref().map(Address::as_str),
                progress.provider.as_deref(),
                progress.server.as_ref().map(form::to_json).transpose()?,
                was.id,
            )
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
            query!(
                "UPDATE onboarding SET configured_at = $1, delete_at = $2, warned_at = NULL WHERE id = $3",
                at,
                delete_at,
                was.id,
            )
            .execute(&mut **tx)
            .await?;
        }
        Effect::Collect => {
            query!(
                "UPDATE submission SET collected_at = $1 WHERE locator = $2 AND collected_at IS NULL",
                at,
                was.locator.as_str(),
            )
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
    query!(
        "INSERT INTO submission (locator, onboarding_id, file, tag, submitted_at) VALUES ($1, $2, $3, $4, $5)",
        was.locator.as_str(),
        was.id,
        sealed.file,
        sealed.tag,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Stores when the client secret expires, or forgets it.
async fn watch_secret(tx: &mut Tx, was: &Onboarding, expiry: Option<SecretExpiry>) -> Result<()> {
    query!(
        "UPDATE onboarding SET secret_expires_at = $1, secret_tell_at = $2 WHERE id = $3",
        expiry.map(|expiry| expiry.at),
        expiry.and_then(|expiry| expiry.tell_at),
        was.id,
    )
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
    let replaced = query!(
        "UPDATE submission
         SET file = $1, tag = $2, recipients = $3, resealed_by = $4, resealed_at = $5, sent_digest = $6
         WHERE locator = $7 AND file = $8 AND tag = $9",
        sealed.file,
        sealed.tag,
        i64::from(resealed.recipients),
        resealed.by,
        resealed.at,
        &resealed.sent[..],
        was.locator.as_str(),
        opened.file,
        opened.tag,
    );
    if !happened(&replaced.execute(&mut **tx).await?) {
        return Ok(false);
    }
    query!("UPDATE link SET sealed_link = $1 WHERE locator = $2", sealed_link, was.locator.as_str())
        .execute(&mut **tx)
        .await?;
    Ok(true)
}

/// Deletes the sealed file, if there is one, and leaves a receipt. Nothing else deletes a file.
async fn delete_file(tx: &mut Tx, change: &Change<'_>, rule: DeletionRule) -> Result<()> {
    let Change { was, status, at, .. } = change;
    let kept = submissions!("WHERE onboarding_id = $1", was.id).fetch_all(&mut **tx).await?;
    for row in kept {
        leave_receipt(tx, change, row, rule).await?;
    }
    query!("DELETE FROM submission WHERE onboarding_id = $1", was.id).execute(&mut **tx).await?;
    query!(
        "UPDATE onboarding SET delete_at = NULL, warned_at = NULL,
                configured_at = CASE WHEN $1 THEN coalesce(configured_at, $2) ELSE configured_at END
         WHERE id = $3",
        *status == Status::Cleared,
        at,
        was.id,
    )
    .execute(&mut **tx)
    .await?;
    if rule.ends_use(was.status) {
        watch_secret(tx, was, None).await?;
    }
    Ok(())
}

async fn leave_receipt(
    tx: &mut Tx,
    change: &Change<'_>,
    row: SubmissionRow,
    rule: DeletionRule,
) -> Result<()> {
    let was = change.was;
    let locator = row.locator.clone();
    let kept = row.read()?;
    let digest = kept.sealed.digest();
    query!(
        "INSERT INTO deletion (onboarding_id, locator, recipients, submitted_at, collected_at, at, rule, digest,
                               sent_digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        was.id,
        locator,
        i64::from(was.resealed_to.unwrap_or(was.recipients)),
        kept.submitted_at,
        kept.collected_at,
        change.at,
        rule.as_str(),
        &digest[..],
        &kept.resealed.map_or(digest, |resealed| resealed.sent)[..],
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn revoke_link(tx: &mut Tx, was: &Onboarding, at: i64) -> Result<()> {
    query!(
        "UPDATE link SET revoked_at = $1 WHERE locator = $2 AND revoked_at IS NULL",
        at,
        was.locator.as_str(),
    )
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
    query!(
        "UPDATE onboarding
         SET locator = $1, expires_at = $2, keep_days = $3, recipients = $4, configured_at = NULL WHERE id = $5",
        link.locator.as_str(),
        expires_at,
        i64::from(keep.get()),
        i64::from(recipients),
        was.id,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn add_link(tx: &mut Tx, link: &Link, at: i64) -> Result<()> {
    query!(
        "INSERT INTO link (locator, onboarding_id, token_hash, sealed_link, created_at) VALUES ($1, $2, $3, $4, $5)",
        link.locator.as_str(),
        link.onboarding_id,
        &link.token_hash[..],
        link.sealed_link,
        at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
