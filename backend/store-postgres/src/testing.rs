//! A store for tests, on its own server.

mod server;

use crate::Postgres;

pub use server::Server;

/// A store whose server and data are deleted with it.
pub struct Kept {
    /// The store.
    pub store: Postgres,
    /// Its database's address.
    pub url: String,
    _server: Server,
}

/// Creates an empty store.
///
/// # Panics
/// If PostgreSQL isn't installed or doesn't start.
pub async fn store() -> Kept {
    let server = Server::start().expect("a PostgreSQL server");
    let url = server.database("sealpost").expect("an empty database");
    let store = Postgres::open(&url.parse().expect("an address")).await.expect("an empty store");
    Kept { store, url, _server: server }
}
