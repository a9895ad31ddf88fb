//! The board: its pages, its counts, and where each onboarding was placed.

use async_trait::async_trait;
use sealpost_core::store::{Board, BoardPage, Onboarding, Placed, Result, Unplaced, form};
use shared::board::Group;
use sqlx::query;

use super::{
    Postgres,
    rows::{OnboardingRow, count, number, onboardings},
};

#[async_trait]
impl Board for Postgres {
    async fn board(&self, page: BoardPage<'_>) -> Result<Vec<Onboarding>> {
        let first = page.after.map_or(Group::ALL[0], |(group, ..)| group);
        let search = page.search.to_lowercase();
        let mut found = Vec::new();
        // One group after another: each is one index scan, regardless of how many onboardings there are.
        for group in Group::ALL.into_iter().filter(|group| *group >= first) {
            let after = page.after.filter(|(of, ..)| *of == group);
            let (changed_at, id) = after.map_or((i64::MAX, ""), |(_, changed_at, id)| (changed_at, id));
            let left = page.limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX));
            let rows = onboardings!(
                "WHERE onboarding.board_group = $1 AND (onboarding.changed_at, onboarding.id) < ($2, $3)
                   AND ($4::text = '' OR position($4 IN onboarding.search) > 0)
                 ORDER BY onboarding.changed_at DESC, onboarding.id DESC LIMIT $5",
                i64::from(form::number_of(group)),
                changed_at,
                id,
                search,
                i64::from(left)
            );
            found.extend(OnboardingRow::read_all(rows.fetch_all(&self.read).await?)?);
            if found.len() >= page.limit as usize {
                break;
            }
        }
        Ok(found)
    }

    async fn queue(&self, limit: u32) -> Result<Vec<Onboarding>> {
        let found = onboardings!(
            "WHERE onboarding.status IN ('submitted', 'collected')
             ORDER BY onboarding.status = 'collected', onboarding.changed_at LIMIT $1",
            i64::from(limit)
        );
        OnboardingRow::read_all(found.fetch_all(&self.read).await?)
    }

    async fn board_counts(&self, search: &str) -> Result<Vec<(Group, u64)>> {
        let read = |group, onboardings| Ok((form::group(number(group)?)?, count(onboardings)));
        if search.is_empty() {
            let counts = query!("SELECT board_group, onboardings FROM board_count ORDER BY board_group");
            let counts = counts.fetch_all(&self.read).await?;
            return counts.into_iter().map(|row| read(row.board_group, row.onboardings)).collect();
        }
        let counts = query!(
            r#"SELECT board_group, count(*) AS "onboardings!" FROM onboarding WHERE position($1 IN search) > 0
               GROUP BY board_group ORDER BY board_group"#,
            search.to_lowercase()
        );
        let counts = counts.fetch_all(&self.read).await?;
        counts.into_iter().map(|row| read(row.board_group, row.onboardings)).collect()
    }

    async fn unplaced(&self, now: i64, limit: u32) -> Result<Vec<Unplaced>> {
        let found = onboardings!(
            "WHERE onboarding.board_until <= $1 ORDER BY onboarding.board_until LIMIT $2",
            now,
            i64::from(limit)
        );
        let unplaced = |row: OnboardingRow| {
            let version = row.board_version;
            Ok(Unplaced { onboarding: row.read()?, version })
        };
        found.fetch_all(&self.read).await?.into_iter().map(unplaced).collect()
    }

    async fn place(&self, placed: &[Placed]) -> Result<()> {
        let mut tx = self.begin().await?;
        for Placed { id, version, placement } in placed {
            query!(
                "UPDATE onboarding SET board_group = $1, board_until = $2 WHERE id = $3 AND board_version = $4",
                i64::from(form::number_of(placement.group)),
                placement.until,
                id,
                version,
            )
            .execute(&mut *tx)
            .await?;
        }
        Ok(tx.commit().await?)
    }
}
