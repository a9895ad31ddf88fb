//! The server over HTTP: routes, pages and the connections below them. It calls the journey, never the store, and puts
//! what the journey returns into words.

pub mod app;
pub mod routes;
pub mod say;
pub mod serve;
