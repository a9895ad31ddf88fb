//! The server over HTTP: routes, pages and the connections below them. It asks the journey, and never the store.

pub mod app;
pub mod routes;
pub mod serve;
