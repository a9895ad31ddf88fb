//! A store for tests, on a server of its own.

mod server;

use crate::Postgres;

pub use server::Server;

/// A store whose server and data are gone with it.
pub struct Kept {
    /// The store.
    pub store: Postgres,
    /// Its database's address.
    pub url: String,
    _server: Server,
}

/// An empty store.
///
/// # Panics
/// If PostgreSQL is not installed or does not start.
pub async fn store() -> Kept {
    let server = Server::start().expect("a PostgreSQL server");
    let url = server.database("sealpost").expect("an empty database");
    let store = Postgres::open(&url.parse().expect("an address")).await.expect("an empty store");
    Kept { store, url, _server: server }
}
