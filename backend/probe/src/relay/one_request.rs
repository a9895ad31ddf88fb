//! Restricts what the browser can say to a token endpoint inside TLS: one short record, and then TLS's close_notify. A
//! request fits in it, and not many more do. Lengths are those of the plain text. Nothing is decrypted.

use super::{hello::Suite, turns::FINISHED_MAX};

/// The length of TLS's close_notify.
const CLOSE: usize = 2;

/// The longest request. An app's has about 500 bytes, and a service account's about 1,400.
pub(super) const REQUEST_MAX: usize = 2048;

/// The state of the exchange.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum OneRequest {
    /// Nothing was sent yet.
    #[default]
    Begin,
    /// The handshake of TLS 1.3 has ended, and the request is next.
    Finished,
    /// The request was sent.
    Asked,
    /// TLS was closed.
    Closed,
}

impl OneRequest {
    /// Returns true if the browser can send a record with a payload of this length now.
    pub(super) fn up(&mut self, payload: usize, suite: Suite) -> bool {
        let text = payload.saturating_sub(suite.overhead());
        let next = match self {
            Self::Begin if suite.is_tls13() => (text <= FINISHED_MAX).then_some(Self::Finished),
            Self::Begin | Self::Finished if text <= CLOSE => Some(Self::Closed),
            Self::Begin | Self::Finished => (text <= REQUEST_MAX).then_some(Self::Asked),
            Self::Asked => (text <= CLOSE).then_some(Self::Closed),
            Self::Closed => None,
        };
        *self = next.unwrap_or(Self::Closed);
        next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns how many of these records can be sent, by the length of their text.
    fn passed(suite: Option<u16>, texts: &[usize]) -> usize {
        let suite = Suite::of(suite);
        let mut request = OneRequest::default();
        texts.iter().take_while(|text| request.up(**text + suite.overhead(), suite)).count()
    }

    #[test]
    fn one_request_passes_and_no_second_one() {
        let (tls13, tls12) = (Some(0x1301), Some(0xc02f));
        assert_eq!(passed(tls13, &[36, 700, 2]), 3);
        assert_eq!(passed(tls12, &[700, 2]), 2);
        for second in [[36, 700, 700], [36, 700, 3]] {
            assert_eq!(passed(tls13, &second), 2, "{second:?}");
        }
        assert_eq!(passed(tls12, &[700, 700]), 1);
        assert_eq!(passed(tls13, &[36, REQUEST_MAX, 2]), 3);
        assert_eq!(passed(tls13, &[36, REQUEST_MAX + 1]), 1);
        assert_eq!(passed(tls13, &[700]), 0, "a request before the handshake has ended");
        assert_eq!(passed(tls13, &[36, 2, 700]), 2, "after TLS was closed");
    }
}
