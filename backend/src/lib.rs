//! The server and every role's command line.

pub mod app;
pub mod cli;

mod dates;
#[cfg(any(test, feature = "demo"))]
pub mod demo;
pub mod flow;
pub mod memory;
mod network;
mod random;
pub mod routes;
pub mod serve;
pub mod settings;
mod shares;
pub mod store;

#[cfg(test)]
mod tests {
    pub(crate) mod inbox;
}
