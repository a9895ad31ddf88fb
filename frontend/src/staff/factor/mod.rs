//! The authenticator app: adding one, its codes, and the recovery codes in case the app is lost.

mod add;
mod code_field;
mod picture;
mod proof;
mod recovery;

pub(crate) use add::AddApp;
pub(crate) use code_field::CodeField;
pub(crate) use proof::ProofForm;
pub(crate) use recovery::Recovery;
