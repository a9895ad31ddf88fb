//! One onboarding: its state and what can be done about it, and what has happened.

mod actions;
mod check;
mod page;
mod readers;
mod reissue;
mod report;
mod timeline;

pub(crate) use page::OnboardingPage;
pub(crate) use timeline::Timeline;
