//! JSON in one of a few sizes, so that a file's length reveals nothing.

use std::io::Write;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::sealed::{BUCKETS, SealError};

/// Writes `plaintext` as JSON, padded with zero bytes to the next size.
pub(crate) fn padded(plaintext: &impl Serialize) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let too_large = || SealError::Age("the details are too large".into());
    let largest = BUCKETS[BUCKETS.len() - 1];
    // The buffer is allocated once at full size, because growing would leave copies of the secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(largest));
    let mut bounded = Bounded { bytes: &mut bytes, room: largest };
    serde_json::to_writer(&mut bounded, plaintext).map_err(|_| too_large())?;
    let bucket = BUCKETS.into_iter().find(|&size| size >= bytes.len()).ok_or_else(too_large)?;
    bytes.resize(bucket, 0);
    Ok(bytes)
}

/// Writes into a vector without exceeding its capacity.
struct Bounded<'a> {
    bytes: &'a mut Vec<u8>,
    room: usize,
}

impl Write for Bounded<'_> {
    fn write(&mut self, data: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + data.len() > self.room {
            return Err(std::io::ErrorKind::WriteZero.into());
        }
        self.bytes.extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
