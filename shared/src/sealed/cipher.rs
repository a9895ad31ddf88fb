//! Encrypts and decrypts age files in memory.

use std::io::{Read, Write};

use zeroize::{Zeroize, Zeroizing};

use super::{OpenError, SealError};

/// Encrypts for all `keys`, as a binary age file.
pub(crate) fn encrypt(keys: &[Box<dyn age::Recipient>], plaintext: &[u8]) -> Result<Vec<u8>, SealError> {
    let failed = |error: &dyn std::fmt::Debug| SealError::Age(format!("{error:?}"));
    let recipients = keys.iter().map(|key| &**key);
    let encryptor = age::Encryptor::with_recipients(recipients).map_err(|e| failed(&e))?;
    let mut file = Vec::with_capacity(plaintext.len() + 200 + 120 * keys.len());
    let mut writer = encryptor.wrap_output(&mut file).map_err(|e| failed(&e))?;
    writer.write_all(plaintext).map_err(|e| failed(&e))?;
    writer.finish().map_err(|e| failed(&e))?;
    Ok(file)
}

/// Why an age file couldn't be decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecrypted {
    /// The file isn't encrypted to any of the identities.
    NoMatch,
    /// The file is encrypted to one of the identities, which failed: a wrong passphrase, or a damaged header.
    Unwrapping,
    /// The work factor is above the limit.
    TooMuchWork,
    /// An identity from another crate failed.
    Foreign,
    /// The file was cut off or changed, is too long, or isn't an age file.
    Damaged,
}

impl From<Undecrypted> for OpenError {
    fn from(error: Undecrypted) -> Self {
        match error {
            Undecrypted::NoMatch => Self::WrongIdentity,
            Undecrypted::TooMuchWork => Self::TooMuchWork,
            Undecrypted::Foreign => Self::Device,
            Undecrypted::Unwrapping | Undecrypted::Damaged => Self::Damaged,
        }
    }
}

/// Decrypts an age file, binary or armored, with at most `largest` bytes of plaintext.
pub(crate) fn decrypt<'a>(
    identities: impl Iterator<Item = &'a dyn age::Identity>,
    file: &[u8],
    largest: usize,
) -> Result<Zeroizing<Vec<u8>>, Undecrypted> {
    use age::DecryptError::{
        DecryptionFailed, ExcessiveWork, InvalidHeader, InvalidMac, NoMatchingKeys, UnknownFormat,
    };
    let decryptor = age::Decryptor::new(age::armor::ArmoredReader::new(file));
    let decryptor = decryptor.map_err(|_| Undecrypted::Damaged)?;
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        NoMatchingKeys => Undecrypted::NoMatch,
        DecryptionFailed => Undecrypted::Unwrapping,
        ExcessiveWork { .. } => Undecrypted::TooMuchWork,
        InvalidHeader | InvalidMac | UnknownFormat => Undecrypted::Damaged,
        // The other errors come from plugins. age has them only if it is compiled with plugins.
        _ => Undecrypted::Foreign,
    })?;
    let mut bytes = Zeroizing::new(vec![0; largest + 1]);
    let mut filled = 0;
    loop {
        match reader.read(&mut bytes[filled..]) {
            Ok(0) if filled > largest => return Err(Undecrypted::Damaged),
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(_) => return Err(Undecrypted::Damaged),
        }
    }
    bytes[filled..].zeroize();
    bytes.truncate(filled);
    Ok(bytes)
}
