//! An HTTP/1.1 response to one request (RFC 9112).

use zeroize::Zeroizing;

/// The most header fields. Microsoft's answers have about 15.
const FIELDS_MAX: usize = 64;

/// A response, as far as it has arrived.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// More bytes have to come.
    Incomplete,
    /// It isn't a response.
    Broken,
    /// It is complete.
    Whole {
        /// The status (RFC 9110, section 15).
        status: u16,
        /// The body, without its transfer coding.
        body: Zeroizing<Vec<u8>>,
    },
}

/// How the length of a body is known (RFC 9112, section 6.3).
enum Length {
    Bytes(usize),
    Chunked,
    UntilEnd,
}

/// Reads a response. `is_last` is true if no more bytes will come.
pub(super) fn parse(bytes: &[u8], is_last: bool) -> Response {
    let incomplete = if is_last { Response::Broken } else { Response::Incomplete };
    let mut fields = [httparse::EMPTY_HEADER; FIELDS_MAX];
    let mut head = httparse::Response::new(&mut fields);
    let start = match head.parse(bytes) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return incomplete,
        Err(_) => return Response::Broken,
    };
    let (Some(status), Some(length)) = (head.code, length(head.headers)) else { return Response::Broken };
    let rest = &bytes[start..];
    let body = match length {
        Length::Bytes(count) => match rest.get(..count) {
            Some(body) => Zeroizing::new(body.to_vec()),
            None => return incomplete,
        },
        Length::UntilEnd if is_last => Zeroizing::new(rest.to_vec()),
        Length::UntilEnd => return Response::Incomplete,
        Length::Chunked => match unchunked(rest) {
            Ok(Some(body)) => body,
            Ok(None) => return incomplete,
            Err(Malformed) => return Response::Broken,
        },
    };
    Response::Whole { status, body }
}

fn length(fields: &[httparse::Header<'_>]) -> Option<Length> {
    let mut length = Length::UntilEnd;
    for field in fields {
        if field.name.eq_ignore_ascii_case("transfer-encoding") {
            return field.value.eq_ignore_ascii_case(b"chunked").then_some(Length::Chunked);
        }
        if field.name.eq_ignore_ascii_case("content-length") {
            length = Length::Bytes(std::str::from_utf8(field.value).ok()?.parse().ok()?);
        }
    }
    Some(length)
}

/// The chunks aren't chunks.
struct Malformed;

/// Joins chunks (RFC 9112, section 7.1). Returns `None` if the last one hasn't arrived.
fn unchunked(mut rest: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>, Malformed> {
    let mut body = Zeroizing::new(Vec::with_capacity(rest.len()));
    loop {
        let (start, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(chunk)) => chunk,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Malformed),
        };
        let size = usize::try_from(size).map_err(|_| Malformed)?;
        if size == 0 {
            return Ok(Some(body));
        }
        let end = start.checked_add(size).ok_or(Malformed)?;
        let Some(chunk) = rest.get(start..end) else { return Ok(None) };
        body.extend_from_slice(chunk);
        match rest.get(end..end + 2) {
            Some(b"\r\n") => rest = &rest[end + 2..],
            Some(_) => return Err(Malformed),
            None => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(bytes: &[u8], is_last: bool) -> Option<(u16, String)> {
        match parse(bytes, is_last) {
            Response::Whole { status, body } => Some((status, String::from_utf8_lossy(&body).into_owned())),
            Response::Incomplete | Response::Broken => None,
        }
    }

    const WITH_LENGTH: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    const CHUNKED: &[u8] =
        b"HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n3;x=y\r\n\":1\r\n1\r\n}\r\n0\r\n\r\n";
    const UNTIL_END: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}";

    #[test]
    fn bodies_of_each_kind_are_read() {
        assert_eq!(body(WITH_LENGTH, false), Some((200, "{}".into())));
        assert_eq!(body(CHUNKED, false), Some((401, "{\"a\":1}".into())));
        assert_eq!(body(UNTIL_END, false), None);
        assert_eq!(body(UNTIL_END, true), Some((200, "{}".into())));
    }

    #[test]
    fn an_incomplete_response_is_awaited() {
        for whole in [WITH_LENGTH, &CHUNKED[..CHUNKED.len() - 4]] {
            for cut in 0..whole.len() {
                assert_eq!(parse(&whole[..cut], false), Response::Incomplete, "cut at {cut}");
                assert_eq!(parse(&whole[..cut], true), Response::Broken, "ended at {cut}");
            }
        }
    }

    #[test]
    fn other_bytes_are_not_a_response() {
        for bytes in [
            &b"SSH-2.0-OpenSSH\r\n"[..],
            b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        ] {
            assert_eq!(parse(bytes, false), Response::Broken, "{}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_handled(bytes in proptest::collection::vec(any::<u8>(), 0..200), is_last: bool) {
            let _ = parse(&[b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", &bytes[..]].concat(), is_last);
            let _ = parse(&bytes, is_last);
        }
    }
}
