//! The user's own account: how they sign in, and where they are signed in.

mod authenticator_app;
mod contact;
mod page;
mod password;
mod sessions;

pub(crate) use page::AccountPage;
