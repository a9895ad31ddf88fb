//! The pages, as three separate downloads that share components: the client's wizard, which has to load on phones with
//! slow connections, the page of someone who does a step for a client, and the staff's pages. The linker leaves out what a
//! download doesn't use.

pub mod api;
pub mod client;
pub mod components;
mod file;
pub mod helper;
mod json;
mod names;
mod program;
mod random;
mod request;
mod say;
pub mod staff;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod time;
