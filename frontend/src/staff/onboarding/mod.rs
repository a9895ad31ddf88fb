//! One onboarding: its state, the possible actions, and its history.

mod actions;
mod check;
mod diagnosis;
mod help;
mod page;
mod readers;
mod receipt;
mod reissue;
mod report;
mod timeline;

pub(crate) use page::OnboardingPage;
pub(crate) use timeline::Timeline;
