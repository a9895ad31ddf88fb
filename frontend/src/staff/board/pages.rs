//! Combines several pages of the board.

use std::collections::HashSet;

use shared::wire::{Board, Problem};

use crate::api;

/// Returns up to `count` pages, in the order of the groups. Includes each row only once, even if it moved while the
/// pages were loading.
pub(super) async fn pages(query: &str, count: u32) -> Result<Board, Problem> {
    let mut board = api::staff::board(query, None).await?;
    for _ in 1..count {
        let Some(after) = board.next else { break };
        let more = api::staff::board(query, Some(&after)).await?;
        let known: HashSet<String> = board.rows.iter().map(|row| row.id.clone()).collect();
        board.rows.extend(more.rows.into_iter().filter(|row| !known.contains(&row.id)));
        board.next = more.next;
    }
    Ok(board)
}
