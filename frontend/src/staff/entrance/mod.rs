//! Coming in: a first password by a one-time link, a code app, and signing in.

mod enrol;
mod set_up;
mod sign_in;

pub(crate) use enrol::Enrol;
pub(crate) use set_up::{SetUp, setup_token};
pub(crate) use sign_in::SignIn;
