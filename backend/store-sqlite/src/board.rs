//! The board: its pages, its counts, and where each onboarding was placed.

use async_trait::async_trait;
use sealpost_core::store::{Board, BoardPage, Onboarding, Placed, Result, Unplaced, form};
use shared::board::Group;
use sqlx::{AssertSqlSafe, Row};

use super::{
    Sqlite,
    rows::{self, ONBOARDING, group},
};

#[async_trait]
impl Board for Sqlite {
    async fn board(&self, page: BoardPage<'_>) -> Result<Vec<Onboarding>> {
        let first = page.after.map_or(Group::ALL[0], |(group, ..)| group);
        let mut found = Vec::new();
        // One group after another: each is one index scan, regardless of how many onboardings there are.
        for group in Group::ALL.into_iter().filter(|group| *group >= first) {
            let after = page.after.filter(|(of, ..)| *of == group);
            let (changed_at, id) = after.map_or((i64::MAX, ""), |(_, changed_at, id)| (changed_at, id));
            let sql = format!(
                "{ONBOARDING} WHERE onboarding.board_group = ? AND (onboarding.changed_at, onboarding.id) < (?, ?)
                 AND (? = '' OR instr(onboarding.search, ?) > 0)
                 ORDER BY onboarding.changed_at DESC, onboarding.id DESC LIMIT ?"
            );
            let search = page.search.to_lowercase();
            let rows = sqlx::query(AssertSqlSafe(sql))
                .bind(form::number_of(group))
                .bind(changed_at)
                .bind(id)
                .bind(&search)
                .bind(&search)
                .bind(page.limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX)))
                .fetch_all(&self.read)
                .await?;
            found.extend(rows.iter().map(rows::onboarding).collect::<Result<Vec<_>>>()?);
            if found.len() >= page.limit as usize {
                break;
            }
        }
        Ok(found)
    }

    async fn queue(&self, limit: u32) -> Result<Vec<Onboarding>> {
        let sql = format!(
            "{ONBOARDING} WHERE onboarding.status IN ('submitted', 'collected')
             ORDER BY onboarding.status = 'collected', onboarding.changed_at LIMIT ?"
        );
        let found = sqlx::query(AssertSqlSafe(sql)).bind(limit).fetch_all(&self.read).await?;
        found.iter().map(rows::onboarding).collect()
    }

    async fn board_counts(&self, search: &str) -> Result<Vec<(Group, u64)>> {
        let sql = if search.is_empty() {
            "SELECT board_group, onboardings FROM board_count WHERE ? = '' ORDER BY board_group"
        } else {
            "SELECT board_group, count(*) AS onboardings FROM onboarding WHERE instr(search, ?) > 0
             GROUP BY board_group ORDER BY board_group"
        };
        let found = sqlx::query(sql).bind(search.to_lowercase()).fetch_all(&self.read).await?;
        found.iter().map(|row| Ok((group(row)?, row.try_get("onboardings")?))).collect()
    }

    async fn unplaced(&self, now: i64, limit: u32) -> Result<Vec<Unplaced>> {
        let sql =
            format!("{ONBOARDING} WHERE onboarding.board_until <= ? ORDER BY onboarding.board_until LIMIT ?");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(now).bind(limit).fetch_all(&self.read).await?;
        let unplaced = |row| {
            let version = sqlx::sqlite::SqliteRow::try_get(row, "board_version")?;
            Ok(Unplaced { onboarding: rows::onboarding(row)?, version })
        };
        found.iter().map(unplaced).collect()
    }

    async fn place(&self, placed: &[Placed]) -> Result<()> {
        let mut tx = self.begin().await?;
        for Placed { id, version, placement } in placed {
            sqlx::query(
                "UPDATE onboarding SET board_group = ?, board_until = ? WHERE id = ? AND board_version = ?",
            )
            .bind(form::number_of(placement.group))
            .bind(placement.until)
            .bind(id)
            .bind(version)
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }
}
