//! The board: who is stuck where, in the order of what needs someone.

mod groups;
mod page;
mod pages;
mod row;

pub(crate) use groups::{Group, place, trouble};
pub(crate) use page::BoardPage;
pub(crate) use pages::pages;
pub(crate) use row::{Row, check_mark, records_mark};
