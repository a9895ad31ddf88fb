//! The pages, as two separate downloads that share components: the client's wizard, which has to load on phones with
//! slow connections, and the staff's pages. The linker leaves out what a download doesn't use.

pub mod api;
pub mod client;
pub mod components;
mod json;
mod names;
mod program;
mod request;
mod say;
pub mod staff;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod time;
