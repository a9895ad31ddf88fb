//! How the agency appears to its clients: name, color, logo, contact, and the sender's name in emails.

mod color;
mod logo;
mod page;
mod typed;

pub(crate) use page::AgencyPage;
