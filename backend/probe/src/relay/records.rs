//! Splits a stream of bytes into TLS records (RFC 8446, section 5.1; RFC 5246, section 6.2.1). Only reads their
//! headers. The contents are encrypted.

use super::Breach;

/// The length of a header: type, version, length.
pub const HEADER: usize = 5;

/// The longest record without its header: 2¹⁴ bytes, and what TLS 1.3 encryption can add. The specification of TLS 1.2
/// allows more, but no suite in use needs it.
pub const RECORD_MAX: usize = (1 << 14) + 256;

/// The content type in a record's header. In TLS 1.3, all records after the first few are marked as application data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// One byte that TLS 1.3 sends only for compatibility, and that ends the plain-text part in TLS 1.2.
    ChangeCipherSpec,
    /// A warning, or the end of the connection.
    Alert,
    /// A handshake message.
    Handshake,
    /// Encrypted data.
    ApplicationData,
}

/// A complete record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// The content type.
    pub content: Content,
    /// The record without its header.
    pub payload: &'a [u8],
    /// The record with its header, as received.
    pub whole: &'a [u8],
}

/// Returns the first record in `bytes`, or `None` if it isn't complete. An invalid header is an error even if the rest
/// is missing.
pub fn first(bytes: &[u8]) -> Result<Option<Record<'_>>, Breach> {
    let content = match bytes.first() {
        None => return Ok(None),
        Some(20) => Content::ChangeCipherSpec,
        Some(21) => Content::Alert,
        Some(22) => Content::Handshake,
        Some(23) => Content::ApplicationData,
        Some(_) => return Err(Breach::NotTls),
    };
    // The first record of a handshake has version 3.1, all others 3.3. A server with a lower version is too old, and
    // says so itself.
    if bytes.get(1).is_some_and(|&major| major != 3) || bytes.get(2).is_some_and(|&minor| minor > 3) {
        return Err(Breach::NotTls);
    }
    let Some((header, rest)) = bytes.split_at_checked(HEADER) else { return Ok(None) };
    let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
    if !(1..=RECORD_MAX).contains(&length) {
        return Err(Breach::RecordLength);
    }
    let Some(payload) = rest.get(..length) else { return Ok(None) };
    Ok(Some(Record { content, payload, whole: &bytes[..HEADER + length] }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_record_is_returned_when_it_is_complete() {
        let bytes = [22, 3, 1, 0, 2, 7, 8, 23];
        for cut in 0..7 {
            assert_eq!(first(&bytes[..cut]), Ok(None));
        }
        let record = first(&bytes).unwrap().unwrap();
        assert_eq!(
            (record.content, record.payload, record.whole),
            (Content::Handshake, &[7, 8][..], &bytes[..7])
        );
    }

    #[test]
    fn an_invalid_header_is_rejected_at_once() {
        for bytes in [&b"220 mx"[..], b"E", b"\0", &[24, 3, 3], &[22, 2], &[22, 3, 4]] {
            assert_eq!(first(bytes), Err(Breach::NotTls), "{bytes:?}");
        }
        let header = |length: usize| {
            let [high, low] = u16::try_from(length).unwrap().to_be_bytes();
            [23, 3, 3, high, low]
        };
        for length in [0, RECORD_MAX + 1, 65535] {
            assert_eq!(first(&header(length)), Err(Breach::RecordLength));
        }
        assert_eq!(first(&header(RECORD_MAX)), Ok(None));
    }

    proptest! {
        #[test]
        fn any_bytes_are_handled(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(Some(record)) = first(&bytes) {
                prop_assert!(bytes.starts_with(record.whole));
                prop_assert_eq!(record.whole.len(), HEADER + record.payload.len());
            }
        }
    }
}
