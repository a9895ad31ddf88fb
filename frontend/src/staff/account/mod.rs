//! How one's own account opens, and where it is open.

mod code_app;
mod page;
mod password;
mod sessions;

pub(crate) use page::AccountPage;
