//! Whether a configured website's own email arrives: waits for one message from the website, or takes one that arrived
//! somewhere else, and shows what it proves.

mod elsewhere;
mod judged;
mod poll;
mod reminders;
mod section;
mod stage;

pub(crate) use section::Prove;
