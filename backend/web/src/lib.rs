//! The server over HTTP: routes, pages and the connections below them. It calls the journey, never the store, and puts
//! what the journey returns into words.

pub mod app;
pub mod pages;
mod routes;
pub mod say;
pub mod serve;

/// Returns the whole server, as a service. Tests call it directly.
pub fn app(state: app::App) -> axum::Router {
    routes::router(state)
}
