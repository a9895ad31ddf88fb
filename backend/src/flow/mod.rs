//! One file per verb of the journey; knows no axum and no sqlx.

pub mod audit;
pub mod check;
pub mod discover;
