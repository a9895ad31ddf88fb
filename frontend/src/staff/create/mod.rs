//! A new onboarding: the form, the recipients that the manager accepts, and the link, which is shown once.

mod approval;
mod carried;
mod form;
mod handover;
mod make;
mod message;
mod page;
mod recipients;

pub(crate) use approval::{Approval, use_approval};
pub(crate) use carried::Carried;
pub(crate) use form::{DAYS, DAYS_MAX, days};
pub(crate) use handover::Handover;
pub(crate) use make::{Issued, issue};
pub(crate) use message::reminder;
pub(crate) use page::NewPage;
pub(crate) use recipients::Recipients;
