//! Where everything is: the client's view, the board, one onboarding, the log.

use shared::{
    link::{Locator, Token},
    wire::{Activity, Board, BoardRow, ClientView, Onboarding as Shown},
};

use super::{
    Error, Result,
    access::{self, status_at},
    limits,
    readers::Readers,
    submit,
};
use crate::store::{BoardPage, Onboarding, Store};

/// Rows on a page of the board.
const PAGE: usize = 50;

/// Entries of the log that are shown at once.
const LOG: u32 = 100;

/// Longest search, in bytes.
const SEARCH_MAX: usize = 200;

/// What the client's page shows. Changes nothing.
pub async fn client_view(
    store: &dyn Store,
    locator: &Locator,
    token: &Token,
    now: i64,
) -> Result<ClientView> {
    let onboarding = access::enter(store, locator, token, now).await?;
    let recipients = submit::recipients(store, &onboarding).await?;
    let submission = store.submission(locator).await?;
    let sealed_to = submit::sealed_to(store, &onboarding).await?;
    Ok(ClientView {
        status: status_at(&onboarding, now),
        step: onboarding.step,
        checked: onboarding.check.as_ref().is_some_and(|check| check.ok),
        checks_left: limits::checks_left(store, locator, now).await?,
        receipt: submission.map(|kept| submit::receipt(&kept, &sealed_to)),
        report: store.report(&onboarding.id).await?,
        client: onboarding.client,
        site: onboarding.site,
        address: onboarding.address,
        manager: onboarding.manager,
        progress: onboarding.progress,
        recipients,
        expires_at: onboarding.expires_at,
    })
}

/// A page of the board. `after` is the [`Board::next`] of the page before.
pub async fn board(store: &dyn Store, search: &str, after: Option<&str>, now: i64) -> Result<Board> {
    if search.len() > SEARCH_MAX {
        let detail = "This search is too long. A part of the name is enough.";
        return Err(Error::Field { field: "q", code: "search", detail });
    }
    let after = after.map(cursor).transpose()?;
    let limit = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
    let found = store.board(BoardPage { search: search.trim(), after, limit }).await?;
    let next = found.get(PAGE - 1).filter(|_| found.len() > PAGE);
    let next = next.map(|last| format!("{}.{}", last.changed_at, last.id));
    let readers = Readers::of(store, &found).await?;
    let rows = found.into_iter().take(PAGE).map(|onboarding| shown(onboarding, &readers, now)).collect();
    Ok(Board { rows, next })
}

fn cursor(after: &str) -> Result<(i64, &str)> {
    let parsed = after.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, id)));
    let detail = "This page of the board is not known. Please begin at the first one.";
    parsed.ok_or(Error::Field { field: "after", code: "cursor", detail })
}

/// One row of the board.
pub(super) async fn row(store: &dyn Store, id: &str, now: i64) -> Result<BoardRow> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let readers = Readers::of(store, std::slice::from_ref(&onboarding)).await?;
    Ok(shown(onboarding, &readers, now))
}

/// One onboarding, whole.
pub async fn onboarding(store: &dyn Store, id: &str, now: i64) -> Result<Shown> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let readers = Readers::of(store, std::slice::from_ref(&onboarding)).await?;
    let recipients = readers.set(&onboarding)?.clone();
    let submission = store.submission(&onboarding.locator).await?;
    Ok(Shown {
        still_read: readers.still(&onboarding, status_at(&onboarding, now)),
        read_before: readers.before(&onboarding),
        address: onboarding.progress.address.clone().or_else(|| onboarding.address.clone()),
        email: onboarding.email.clone(),
        locator: onboarding.locator.clone(),
        created_at: onboarding.created_at,
        receipt: submission.map(|kept| submit::receipt(&kept, &recipients)),
        check: store.last_check(id).await?,
        report: store.report(id).await?,
        activity: store.activity(Some(id), None, LOG).await?,
        recipients,
        row: shown(onboarding, &readers, now),
    })
}

/// The log of everything, newest first; `before` is an entry's id.
pub async fn activity(store: &dyn Store, before: Option<i64>) -> Result<Vec<Activity>> {
    Ok(store.activity(None, before, LOG).await?)
}

fn shown(onboarding: Onboarding, readers: &Readers, now: i64) -> BoardRow {
    let status = status_at(&onboarding, now);
    let still = readers.still(&onboarding, status).into_iter();
    let provider = onboarding.progress.provider.as_deref().and_then(shared::facts::provider);
    BoardRow {
        status,
        leavers: still.filter(|reader| !reader.has_new_key).map(|reader| reader.name).collect(),
        step: onboarding.step,
        provider: provider.map(|provider| provider.name.clone()).unwrap_or_default(),
        id: onboarding.id,
        client: onboarding.client,
        site: onboarding.site,
        check: onboarding.check,
        report: onboarding.verdict,
        manager: onboarding.manager,
        changed_at: onboarding.changed_at,
        expires_at: onboarding.expires_at,
    }
}
