//! The board: every onboarding, starting with those that need someone to act.

use shared::{
    board::{Facts, Group},
    report::Verdict,
    wire::{Board, BoardRow, GroupCount, Queue},
};

use super::{Error, Fault, Result, access::status_at, readers::Readers};
use crate::store::{BoardPage, Onboarding, Placed, Store};

/// Rows on a page.
const PAGE: usize = 50;
/// Rows of the technicians' queue.
const QUEUE: usize = 100;
/// Longest search, in bytes.
const SEARCH_MAX: usize = 200;
/// How many onboardings are placed at a time.
const BATCH: u32 = 500;

/// Returns a page of the board. `after` is the [`Board::next`] of the page before.
pub async fn board(store: &dyn Store, search: &str, after: Option<&str>, now: i64) -> Result<Board> {
    if search.len() > SEARCH_MAX {
        return Err(Fault::SearchTooLong.at("q"));
    }
    let after = after.map(cursor).transpose()?;
    place(store, now).await?;
    let (search, limit) = (search.trim(), u32::try_from(PAGE + 1).unwrap_or(u32::MAX));
    let found = store.board(BoardPage { search, after, limit }).await?;
    let next = found.get(PAGE - 1).filter(|_| found.len() > PAGE).map(cursor_after);
    let counts = store.board_counts(search).await?;
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let readers = Readers::of(store, &found).await?;
    let rows = found.into_iter().take(PAGE).map(|onboarding| shown(onboarding, &readers, now)).collect();
    Ok(Board { rows, counts: counts.map(|(group, count)| GroupCount { group, count }).collect(), next })
}

/// Returns what technicians have to do.
pub async fn queue(store: &dyn Store, now: i64) -> Result<Queue> {
    let limit = u32::try_from(QUEUE).unwrap_or(u32::MAX);
    let mut found = store.queue(limit + 1).await?;
    let more = found.len() > QUEUE;
    found.truncate(QUEUE);
    let deleting = store.deleting(i64::MAX, limit).await?;
    Ok(Queue { rows: rows(store, found, now).await?, more, deleting: rows(store, deleting, now).await? })
}

async fn rows(store: &dyn Store, found: Vec<Onboarding>, now: i64) -> Result<Vec<BoardRow>> {
    let readers = Readers::of(store, &found).await?;
    Ok(found.into_iter().map(|onboarding| shown(onboarding, &readers, now)).collect())
}

/// Returns one row of the board.
pub(super) async fn row(store: &dyn Store, id: &str, now: i64) -> Result<BoardRow> {
    let onboarding = store.onboarding(id).await?.ok_or(Error::NoOnboarding)?;
    let readers = Readers::of(store, std::slice::from_ref(&onboarding)).await?;
    Ok(shown(onboarding, &readers, now))
}

/// Returns an onboarding as the board shows it.
pub(super) fn shown(onboarding: Onboarding, readers: &Readers, now: i64) -> BoardRow {
    let placement = facts(&onboarding, readers, now).placement(now);
    let status = status_at(&onboarding, now);
    let still = readers.still(&onboarding, status).into_iter();
    let provider = onboarding.progress.provider.as_deref().and_then(shared::facts::provider);
    BoardRow {
        status,
        group: placement.group,
        need: placement.need,
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
        delete_at: onboarding.delete_at,
        mail: onboarding.mail,
        proven_at: onboarding.proven_at,
        secret_expires_at: onboarding.secret_expiry.map(|expiry| expiry.at),
    }
}

fn facts(onboarding: &Onboarding, readers: &Readers, now: i64) -> Facts {
    let status = status_at(onboarding, now);
    Facts {
        status,
        help_at: onboarding.help_at,
        has_former_reader: readers.still(onboarding, status).iter().any(|reader| !reader.has_new_key),
        check_failed: onboarding.check.as_ref().is_some_and(|check| !check.ok),
        records_wrong: onboarding.verdict == Some(Verdict::Fail),
        mail: onboarding.mail,
        changed_at: onboarding.changed_at,
        expires_at: onboarding.expires_at,
        secret_expires_at: onboarding.secret_expiry.map(|expiry| expiry.at),
    }
}

/// Places every onboarding that changed since it was placed, or is due to move.
async fn place(store: &dyn Store, now: i64) -> Result<()> {
    loop {
        let unplaced = store.unplaced(now, BATCH).await?;
        if unplaced.is_empty() {
            return Ok(());
        }
        let onboardings: Vec<Onboarding> = unplaced.iter().map(|one| one.onboarding.clone()).collect();
        let readers = Readers::of(store, &onboardings).await?;
        let placed = unplaced.into_iter().map(|one| Placed {
            placement: facts(&one.onboarding, &readers, now).placement(now),
            id: one.onboarding.id,
            version: one.version,
        });
        store.place(&placed.collect::<Vec<_>>()).await?;
    }
}

fn cursor_after(last: &Onboarding) -> String {
    let group = Group::ALL.iter().position(|group| *group == last.group).unwrap_or_default();
    format!("{group}.{}.{}", last.changed_at, last.id)
}

fn cursor(after: &str) -> Result<(Group, i64, &str)> {
    let parsed = || {
        let (group, rest) = after.split_once('.')?;
        let (at, id) = rest.split_once('.')?;
        Some((*Group::ALL.get(group.parse::<usize>().ok()?)?, at.parse().ok()?, id))
    };
    parsed().ok_or(Fault::UnknownPage.at("after"))
}
