//! Coming in: a first password by a one-time link, a code app, and signing in.

mod app;
mod enrol;
mod set_up;
mod sign_in;

pub(crate) use app::{App, AppProps};
pub(crate) use enrol::Enrol;
use set_up::{SetUp, setup_token};
use sign_in::SignIn;
