//! The HTTP layer. [`table`] lists every route.

mod account;
mod admin;
mod answer;
mod body;
mod brand;
mod client;
mod cookie;
mod document;
mod extract;
mod hand_over;
mod headers;
mod help;
mod limit;
mod live;
mod log;
mod manager;
mod members;
mod openapi;
mod pages;
mod problem;
mod prove;
mod public;
mod session;
mod table;
mod technician;

#[cfg(test)]
mod tests;

pub(crate) use table::router;
