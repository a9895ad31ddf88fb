//! The board: where each client is, with those first that need someone at the agency.

mod groups;
mod keyboard;
mod page;
mod pages;
mod row;

pub(crate) use groups::{place, reason};
pub(crate) use page::BoardPage;
use pages::pages;
pub(crate) use row::{Row, check_mark, records_mark};
