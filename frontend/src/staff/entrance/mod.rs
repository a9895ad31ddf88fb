//! Coming in: a first password by a one-time link, and signing in.

mod set_up;
mod sign_in;

pub(crate) use set_up::{SetUp, setup_token};
pub(crate) use sign_in::SignIn;
