//! The authenticator app: adding one, its codes, and recovery codes for users who lose the app.

mod add;
mod code_field;
mod picture;
mod proof;
mod recovery;

pub(crate) use add::AddApp;
pub(crate) use code_field::CodeField;
pub(crate) use proof::ProofForm;
pub(crate) use recovery::Recovery;
