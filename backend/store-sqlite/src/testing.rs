//! A store for tests.

use tempfile::TempDir;

use crate::Sqlite;

/// A store in a folder that is gone with it.
pub struct Kept {
    /// The store.
    pub store: Sqlite,
    _folder: TempDir,
}

/// An empty store.
///
/// # Panics
/// If there is no room for it.
pub async fn store() -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Sqlite::open(&folder.path().join("test.db")).await.expect("an empty store");
    Kept { store, _folder: folder }
}
