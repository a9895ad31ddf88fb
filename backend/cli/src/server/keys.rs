//! The key that encrypts the seeds of authenticator apps.

use std::io;

use sealpost_core::factor_key::FactorKey;
use zeroize::Zeroizing;

use super::failed;
use crate::{Failure, database::Database, private, say::SAY, settings::Settings};

/// Returns the key that encrypts the seeds of authenticator apps. Servers on one PostgreSQL database share it. A server with
/// another key couldn't check any codes, and the others couldn't check codes of the seeds that it encrypted.
pub(super) async fn shared_key(settings: &Settings, database: &Database) -> Result<FactorKey, Failure> {
    let key = factor_key(settings)?;
    if let Database::Postgres(store) = database {
        let agreed = store.agree_on_key(key.digest()).await;
        if !agreed.map_err(|error| Failure::usage(SAY.serve_failed(&error)))? {
            let file = settings.data.join("factors.key");
            return Err(Failure::usage(SAY.serve_factor_key_other(&file.display()))
                .next(SAY.serve_factor_key_other_next()));
        }
    }
    Ok(key)
}

/// Returns the key that encrypts the seeds of authenticator apps. The first start creates it.
pub(super) fn factor_key(settings: &Settings) -> Result<FactorKey, Failure> {
    let file = settings.data.join("factors.key");
    let name = file.display();
    let wrong = |what: String| Failure::usage(what).next(SAY.serve_factor_key_next());
    match std::fs::read(&file).map(Zeroizing::new) {
        Ok(bytes) => FactorKey::from_bytes(&bytes).ok_or_else(|| wrong(SAY.serve_factor_key_damaged(&name))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = FactorKey::generate().map_err(|error| failed(&error))?;
            private::create(&file, key.expose())
                .map_err(|error| wrong(SAY.serve_factor_key_not_created(&name, &error)))?;
            Ok(key)
        }
        Err(error) => Err(wrong(SAY.serve_factor_key_unreadable(&name, &error))),
    }
}
