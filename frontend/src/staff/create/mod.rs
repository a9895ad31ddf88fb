//! A new onboarding: the form, the recipients that the manager approves, the link, and its one showing.

mod approved;
mod form;
mod handover;
mod make;
mod message;
mod page;
mod recipients;

pub(crate) use form::{DAYS, days};
pub(crate) use handover::Handover;
pub(crate) use make::{Issued, issue};
pub(crate) use message::reminder;
pub(crate) use page::NewPage;
pub(crate) use recipients::{Recipients, use_approval};
