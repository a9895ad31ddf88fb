//! Parses a ClientHello as far as needed to see which host it is for (RFC 8446, section 4.1.2; RFC 6066, section 3).

use shared::rules::Host;

use super::Breach;

const CLIENT_HELLO: u8 = 1;
const SERVER_NAME: u16 = 0;
const HOST_NAME: u8 = 0;
/// The ALPN extension, which names the protocol inside TLS. SMTP doesn't use it.
const PROTOCOLS: u16 = 16;
/// The extension for data before the server's answer.
const EARLY_DATA: u16 = 42;
/// The extension for a second ClientHello with a hidden server name (Encrypted Client Hello).
const ENCRYPTED_HELLO: u16 = 0xfe0d;

/// Where the random bytes of a ServerHello begin: after its type, length and version.
const RANDOM_START: usize = 6;

/// Where the random bytes end.
pub const RANDOM_END: usize = RANDOM_START + 32;

/// Where the cipher suite of a ServerHello ends at the latest: after a session ID of 32 bytes.
pub const SUITE_END: usize = RANDOM_END + 1 + 32 + 2;

/// A connection's cipher suite, for computing lengths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suite(Option<u16>);

impl Suite {
    /// Creates a suite from its number (RFC 8446, appendix B.4; RFC 5289; RFC 7905), or `None` if it isn't known.
    pub fn of(number: Option<u16>) -> Self {
        Self(number)
    }

    /// Returns true for a TLS 1.3 suite.
    pub fn is_tls13(self) -> bool {
        matches!(self.0, Some(0x1301..=0x1305))
    }

    /// Returns how much longer a record of application data is than its plain text: 16 bytes for a tag, plus the
    /// content type in TLS 1.3, or the nonce for AES-GCM in TLS 1.2.
    pub fn overhead(self) -> usize {
        match self.0 {
            Some(0x1301..=0x1305) => 17,
            Some(0xc02b | 0xc02c | 0xc02f | 0xc030) => 24,
            _ => 16,
        }
    }
}

/// Returns the suite from the start of the server's first handshake message: at least its first [`SUITE_END`] bytes, if
/// it has that many. A HelloRetryRequest names the same suite as the ServerHello after it.
pub fn suite(message: &[u8]) -> Suite {
    let number = || {
        let (_, rest) = short(message.get(RANDOM_END..)?)?;
        rest.first_chunk().map(|suite| u16::from_be_bytes(*suite))
    };
    Suite(number())
}

/// Returns true if a handshake message is a ServerHello that asks for another ClientHello. At least its bytes up to
/// [`RANDOM_END`] are needed. Its random bytes are then always the SHA-256 of `HelloRetryRequest` (RFC 8446, section
/// 4.1.3).
pub fn asks_again(message: &[u8]) -> bool {
    const SERVER_HELLO: u8 = 2;
    const RANDOM: [u8; 32] = [
        0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2,
        0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
    ];
    message.first() == Some(&SERVER_HELLO) && message.get(RANDOM_START..RANDOM_END) == Some(&RANDOM)
}

/// Returns true if the payload of a handshake record is exactly one ClientHello.
pub fn is_hello(payload: &[u8]) -> bool {
    body(payload).is_some()
}

/// Checks that it is a ClientHello for this host, and for no other protocol. For an IP address, it has to have no server name.
pub fn look(payload: &[u8], host: &Host) -> Result<(), Breach> {
    let hello = body(payload).ok_or(Breach::NotHello)?;
    let extensions = extensions(hello).ok_or(Breach::NotHello)?;
    let find = |wanted: u16| {
        let mut all = extensions.iter().filter(|(kind, _)| *kind == wanted);
        all.next().map(|(_, value)| (*value, all.next().is_none()))
    };
    if find(ENCRYPTED_HELLO).is_some() {
        return Err(Breach::OtherHost);
    }
    if find(PROTOCOLS).is_some() || find(EARLY_DATA).is_some() {
        return Err(Breach::OtherProtocol);
    }
    let is_right = match (find(SERVER_NAME), host.ip()) {
        (None, Some(_)) => true,
        (Some((value, true)), None) => {
            server_name(value).is_some_and(|name| name.eq_ignore_ascii_case(host.as_str().as_bytes()))
        }
        _ => false,
    };
    if is_right { Ok(()) } else { Err(Breach::OtherHost) }
}

fn body(payload: &[u8]) -> Option<&[u8]> {
    let (&[kind, a, b, c], body) = payload.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes([0, a, b, c])).ok()?;
    (kind == CLIENT_HELLO && body.len() == length).then_some(body)
}

/// Returns the type and value of each extension, or `None` if the ClientHello is malformed.
fn extensions(hello: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let (_version_and_random, rest) = hello.split_at_checked(2 + 32)?;
    let (_session, rest) = short(rest)?;
    let (_suites, rest) = long(rest)?;
    let (_compressions, rest) = short(rest)?;
    let (mut list, rest) = long(rest)?;
    let mut extensions = Vec::new();
    while let Some((kind, after)) = list.split_first_chunk() {
        let (value, after) = long(after)?;
        extensions.push((u16::from_be_bytes(*kind), value));
        list = after;
    }
    (list.is_empty() && rest.is_empty()).then_some(extensions)
}

/// Returns the only host name in the list.
fn server_name(value: &[u8]) -> Option<&[u8]> {
    let (list, rest) = long(value)?;
    let (&kind, name) = list.split_first()?;
    let (name, more) = long(name)?;
    (kind == HOST_NAME && more.is_empty() && rest.is_empty()).then_some(name)
}

/// Splits off a value with a one-byte length.
fn short(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&length, rest) = bytes.split_first()?;
    rest.split_at_checked(length.into())
}

/// Splits off a value with a two-byte length.
fn long(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(u16::from_be_bytes(*length).into())
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use rustls::{ClientConfig, ClientConnection, RootCertStore, crypto::ring, pki_types::ServerName};

    use super::*;

    fn config() -> ClientConfig {
        // The ClientHello doesn't depend on the trusted roots.
        let roots = RootCertStore::empty();
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        builder.unwrap().with_root_certificates(roots).with_no_client_auth()
    }

    fn record(config: ClientConfig, host: &str) -> Vec<u8> {
        let name = ServerName::try_from(host.to_owned()).unwrap();
        let mut connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut record = Vec::new();
        connection.write_tls(&mut record).unwrap();
        record
    }

    /// Returns rustls's first record.
    pub(in crate::relay) fn client_hello(host: &str) -> Vec<u8> {
        record(config(), host)
    }

    fn looked(record: &[u8], host: &str) -> Result<(), Breach> {
        look(&record[5..], &host.parse().unwrap())
    }

    #[test]
    fn the_name_has_to_be_the_vetted_one() {
        let hello = client_hello("smtp.shop.test");
        assert_eq!(looked(&hello, "smtp.shop.test"), Ok(()));
        assert_eq!(looked(&client_hello("SMTP.Shop.test"), "smtp.shop.test"), Ok(()));
        for other in ["smtp.other.test", "shop.test", "smtp.shop.test.evil.test", "192.0.2.7"] {
            assert_eq!(looked(&hello, other), Err(Breach::OtherHost), "{other}");
        }
        let nameless = client_hello("192.0.2.7");
        assert_eq!(looked(&nameless, "192.0.2.7"), Ok(()));
        assert_eq!(looked(&client_hello("2001:db8::7"), "2001:db8::7"), Ok(()));
        assert_eq!(looked(&nameless, "smtp.shop.test"), Err(Breach::OtherHost));
    }

    #[test]
    fn other_protocols_and_hidden_names_are_refused() {
        let mut web = config();
        web.alpn_protocols = vec![b"http/1.1".to_vec()];
        assert_eq!(looked(&record(web, "smtp.shop.test"), "smtp.shop.test"), Err(Breach::OtherProtocol));
        let mut hello = client_hello("smtp.shop.test");
        let end = hello.len();
        // Appends another extension and increases the lengths around it.
        hello.extend([0xfe, 0x0d, 0, 1, 0]);
        let extensions = end - total_of_extensions(&hello[5..]) - 2;
        for (at, bytes) in [(3, 2), (6, 3), (extensions, 2)] {
            grow(&mut hello[at..at + bytes], 5);
        }
        assert_eq!(looked(&hello, "smtp.shop.test"), Err(Breach::OtherHost));
    }

    /// Returns the total length of the extensions, according to their length field.
    fn total_of_extensions(payload: &[u8]) -> usize {
        let rest = &payload[4 + 34..];
        let rest = short(rest).unwrap().1;
        let rest = long(rest).unwrap().1;
        let rest = short(rest).unwrap().1;
        usize::from(u16::from_be_bytes([rest[0], rest[1]]))
    }

    fn grow(length: &mut [u8], by: u32) {
        let number = length.iter().fold(0, |sum, &byte| sum << 8 | u32::from(byte)) + by;
        let bytes = number.to_be_bytes();
        length.copy_from_slice(&bytes[4 - length.len()..]);
    }

    #[test]
    fn a_truncated_or_extended_hello_is_rejected() {
        let hello = client_hello("smtp.shop.test");
        for cut in 5..hello.len() {
            assert_eq!(looked(&hello[..cut], "smtp.shop.test"), Err(Breach::NotHello));
        }
        let longer = [&hello[..], b"\0"].concat();
        assert_eq!(looked(&longer, "smtp.shop.test"), Err(Breach::NotHello));
        let mut other = hello.clone();
        other[5] = 2;
        assert_eq!(looked(&other, "smtp.shop.test"), Err(Breach::NotHello));
    }

    proptest! {
        #[test]
        fn a_modified_hello_never_passes_for_another_host(at in 0..300_usize, flip in 1..=255_u8) {
            let mut hello = client_hello("smtp.shop.test");
            let at = 5 + at % (hello.len() - 5);
            hello[at] ^= flip;
            // No matter which byte was changed, an accepted ClientHello still has the right name.
            if looked(&hello, "smtp.shop.test").is_ok() {
                prop_assert!(hello.to_ascii_lowercase().windows(14).any(|name| name == b"smtp.shop.test"));
            }
        }
    }
}
