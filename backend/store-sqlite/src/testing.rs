//! A store for tests.

use tempfile::TempDir;

use crate::Sqlite;

/// A store in a temporary folder, which is deleted with it.
pub struct Kept {
    /// The store.
    pub store: Sqlite,
    _folder: TempDir,
}

/// Creates an empty store.
///
/// # Panics
/// If the folder or the database can't be created.
pub async fn store() -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Sqlite::open(&folder.path().join("test.db")).await.expect("an empty store");
    Kept { store, _folder: folder }
}
