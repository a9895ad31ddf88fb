//! Signing in, setting a first password with a one-time link, and adding an authenticator app.

mod app;
mod enroll;
mod set_up;
mod sign_in;

pub(crate) use app::{App, AppProps};
pub(crate) use enroll::Enroll;
pub(crate) use set_up::PASSWORD_MIN;
use set_up::{SetUp, setup_token};
use sign_in::SignIn;
