//! The pages, as two separate loads that share their pieces: the client's wizard, which a phone on a
//! slow line has to fetch, and the staff's board. What a load does not use, the linker leaves out.

pub mod api;
pub mod client;
pub mod components;
mod json;
mod names;
mod program;
mod say;
pub mod staff;
