//! TLS records out of bytes, however they were cut (RFC 8446, section 5.1; RFC 5246, section 6.2.1). Only their headers
//! are looked at: what they hold is encrypted, and is nobody's business here.

use super::Breach;

/// The header: type, version, length.
pub const HEADER: usize = 5;

/// Longest record without its header: 2¹⁴ bytes, and what encryption may add to them in TLS 1.3. What TLS 1.2 may add
/// is more on paper, and no suite in use does.
pub const RECORD_MAX: usize = (1 << 14) + 256;

/// What a record says that it holds. In TLS 1.3 all but the first ones say application data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// One byte that TLS 1.3 keeps for old devices in between, and that ends the clear part in TLS 1.2.
    ChangeCipherSpec,
    /// A warning, or the end.
    Alert,
    /// The handshake.
    Handshake,
    /// Whatever is encrypted.
    ApplicationData,
}

/// One whole record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// What it says that it holds.
    pub content: Content,
    /// What it holds.
    pub payload: &'a [u8],
    /// The same with its header, as it came.
    pub whole: &'a [u8],
}

/// The first record in `bytes`, where the whole of it is there. A header that can be none is found as soon as it is.
pub fn first(bytes: &[u8]) -> Result<Option<Record<'_>>, Breach> {
    let content = match bytes.first() {
        None => return Ok(None),
        Some(20) => Content::ChangeCipherSpec,
        Some(21) => Content::Alert,
        Some(22) => Content::Handshake,
        Some(23) => Content::ApplicationData,
        Some(_) => return Err(Breach::NotTls),
    };
    // 3.1 stands in the first record of a handshake, 3.3 in all others; what answers with less is too old, and says so.
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
    fn a_record_is_taken_when_it_is_whole() {
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
    fn what_is_none_is_found_at_once() {
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
        fn no_bytes_harm_it(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(Some(record)) = first(&bytes) {
                prop_assert!(bytes.starts_with(record.whole));
                prop_assert_eq!(record.whole.len(), HEADER + record.payload.len());
            }
        }
    }
}
