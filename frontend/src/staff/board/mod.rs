//! The board: who is stuck where, in the order of what needs someone.

mod groups;
mod page;
mod pages;
mod row;

pub(crate) use groups::{place, reason};
pub(crate) use page::BoardPage;
use pages::pages;
pub(crate) use row::{Row, check_mark, records_mark};
