//! The board: how far each client has come, with those that need someone at the agency first.

mod groups;
mod keyboard;
mod page;
mod pages;
mod row;

pub(crate) use groups::{at_step, place, reason};
pub(crate) use page::BoardPage;
use pages::pages;
pub(crate) use row::{Row, check_mark, email_mark, records_mark, secret_expires};
