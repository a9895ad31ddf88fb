//! Signing in, setting a first password with a one-time link, and adding an authenticator app.

mod app;
mod enroll;
mod set_up;
mod sign_in;

pub(crate) use app::{App, AppProps};
pub(crate) use enroll::Enroll;
pub(crate) use set_up::PASSWORD_MIN;
pub(super) use set_up::SetUp;
use set_up::setup_token;
pub(super) use sign_in::SignIn;
