//! Reads what people need to know about a certificate (RFC 5280): its names, its issuer and its dates.
//!
//! This verifies nothing. The TLS library does that, and this module reads the certificates that the library
//! rejected, because its error names the fault but not the certificate. Crates that parse all of X.509 are larger
//! than the browser's whole check is allowed to be. So this module follows the DER lengths to the few fields, gives
//! up on anything unexpected, and never allocates more than its input's length.

use serde::{Deserialize, Serialize};

use crate::{day::days_from_civil, hidden::is_hidden};

/// The most names that are kept. Some hosts' certificates have hundreds.
pub const NAMES_MAX: usize = 40;

/// The longest name that is kept, in bytes.
const NAME_MAX: usize = 255;

/// A server's own certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certificate {
    /// The host names and addresses that it is valid for, or the subject's common name if it has none.
    pub names: Vec<String>,
    /// The issuer: organization and common name.
    pub issuer: String,
    /// When it becomes valid, in Unix seconds.
    pub not_before: i64,
    /// When it expires, in Unix seconds.
    pub not_after: i64,
}

/// A certificate, with the fields that a diagnosis needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<'a> {
    /// The fields that are shown to people.
    pub certificate: Certificate,
    /// The issuer's name as encoded in the certificate, for comparison.
    pub issuer: &'a [u8],
    /// The subject's name as encoded in the certificate.
    pub subject: &'a [u8],
    /// The length of its key in bits, if it is an RSA key.
    pub rsa_bits: Option<usize>,
    /// The modulus of its key without leading zeros, if it is an RSA key.
    pub modulus: Option<&'a [u8]>,
    /// True if it was added to public logs (RFC 6962), as certificates from authorities that browsers trust are.
    pub is_logged: bool,
}

impl Read<'_> {
    /// Returns true if the certificate names itself as its issuer.
    pub fn vouches_for_itself(&self) -> bool {
        self.issuer == self.subject
    }
}

/// Reads a certificate in DER form. Returns `None` if it isn't one.
pub fn read(der: &[u8]) -> Option<Read<'_>> {
    let (certificate, _) = expect(der, SEQUENCE)?;
    let (mut rest, _) = expect(certificate, SEQUENCE)?;
    // Skips the version, serial number and signature algorithm.
    if rest.first() == Some(&VERSION) {
        rest = next(rest)?.2;
    }
    for tag in [INTEGER, SEQUENCE] {
        rest = expect(rest, tag)?.1;
    }
    let (issuer, rest) = expect(rest, SEQUENCE)?;
    let (validity, rest) = expect(rest, SEQUENCE)?;
    let (subject, rest) = expect(rest, SEQUENCE)?;
    let (not_before, validity) = time(validity)?;
    let (not_after, _) = time(validity)?;
    let extensions = extensions(rest);
    let mut names =
        extensions.iter().find(|(id, _)| *id == SUBJECT_ALT_NAME).map(|(_, value)| alt_names(value));
    if names.as_ref().is_none_or(Vec::is_empty) {
        names = Some(attribute(subject, COMMON_NAME).into_iter().collect());
    }
    let certificate =
        Certificate { names: names.unwrap_or_default(), issuer: whole_name(issuer), not_before, not_after };
    let is_logged = extensions.iter().any(|(id, _)| *id == SIGNED_TIMESTAMPS);
    let modulus = rsa_modulus(rest);
    Some(Read { certificate, issuer, subject, rsa_bits: modulus.and_then(bits), modulus, is_logged })
}

/// Returns true if `der` is one element and nothing else.
pub(crate) fn is_whole(der: &[u8]) -> bool {
    expect(der, SEQUENCE).is_some_and(|(_, rest)| rest.is_empty())
}

/// Returns the modulus of a private key in PKCS #8 without leading zeros (RFC 5958, section 2; RFC 8017, appendix
/// A.1.2), or `None` if it isn't an RSA key.
pub(crate) fn modulus_of_key(der: &[u8]) -> Option<&[u8]> {
    let (key, _) = expect(der, SEQUENCE)?;
    let (_, key) = expect(key, INTEGER)?;
    let (algorithm, key) = expect(key, SEQUENCE)?;
    let (id, _) = expect(algorithm, OBJECT_ID)?;
    let (numbers, _) = expect(key, OCTET_STRING)?;
    let (numbers, _) = expect(numbers, SEQUENCE)?;
    let (_, numbers) = expect(numbers, INTEGER)?;
    let (modulus, _) = expect(numbers, INTEGER)?;
    (id == RSA).then(|| without_zeros(modulus)).flatten()
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const BOOLEAN: u8 = 0x01;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
/// Tags of fields in a certificate: the version and the extensions.
const VERSION: u8 = 0xa0;
const EXTENSIONS: u8 = 0xa3;
/// The kinds of alternative names that servers have.
const DNS_NAME: u8 = 0x82;
const IP_ADDRESS: u8 = 0x87;

/// 1.2.840.113549.1.1.1
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// 2.5.29.17
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 0x11];
/// 1.3.6.1.4.1.11129.2.4.2 (RFC 6962, section 3.3)
const SIGNED_TIMESTAMPS: &[u8] = &[0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04, 0x02];
/// 2.5.4.3
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];
/// 2.5.4.10
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];

/// Returns the tag, the value and the rest. Lengths have up to three bytes, because no certificate is longer than 16
/// MB.
fn next(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&[tag, length], rest) = der.split_first_chunk()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(length), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            (digits.iter().fold(0, |sum, &digit| sum << 8 | usize::from(digit)), rest)
        }
        _ => return None,
    };
    let (value, rest) = rest.split_at_checked(length)?;
    Some((tag, value, rest))
}

fn expect(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    next(der).filter(|(found, ..)| *found == tag).map(|(_, value, rest)| (value, rest))
}

/// Returns the elements in `der`, up to the first that can't be read.
fn each(mut der: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    std::iter::from_fn(move || {
        let (tag, value, rest) = next(der)?;
        der = rest;
        Some((tag, value))
    })
}

/// Returns the modulus of an RSA key without leading zeros, from the part after the subject (RFC 3279, section 2.3.1).
fn rsa_modulus(rest: &[u8]) -> Option<&[u8]> {
    let (key, _) = expect(rest, SEQUENCE)?;
    let (algorithm, key) = expect(key, SEQUENCE)?;
    let (id, _) = expect(algorithm, OBJECT_ID)?;
    let (&unused, key) = expect(key, BIT_STRING)?.0.split_first()?;
    let (numbers, _) = expect(key, SEQUENCE)?;
    let (modulus, _) = expect(numbers, INTEGER)?;
    (id == RSA && unused == 0).then(|| without_zeros(modulus)).flatten()
}

/// Returns a number without leading zeros, or `None` if it is zero.
fn without_zeros(number: &[u8]) -> Option<&[u8]> {
    number.get(number.iter().position(|byte| *byte != 0)?..)
}

/// Returns the length in bits of a number without leading zeros.
fn bits(number: &[u8]) -> Option<usize> {
    let zeros = usize::try_from(number.first()?.leading_zeros()).ok()?;
    Some(number.len() * 8 - zeros)
}

/// Returns the id and value of each extension, from the part after the subject.
fn extensions(rest: &[u8]) -> Vec<(&[u8], &[u8])> {
    let all = each(rest).find(|(tag, _)| *tag == EXTENSIONS).and_then(|(_, value)| expect(value, SEQUENCE));
    let extension = |(_, extension)| {
        let (id, mut rest) = expect(extension, OBJECT_ID)?;
        if rest.first() == Some(&BOOLEAN) {
            rest = next(rest)?.2;
        }
        Some((id, expect(rest, OCTET_STRING)?.0))
    };
    all.map(|(all, _)| each(all).filter_map(extension).collect()).unwrap_or_default()
}

fn alt_names(value: &[u8]) -> Vec<String> {
    let names = expect(value, SEQUENCE).map(|(names, _)| names).unwrap_or_default();
    let name = |(tag, value): (u8, &[u8])| match (tag, value.len()) {
        (DNS_NAME, _) => text(value),
        (IP_ADDRESS, 4) => <[u8; 4]>::try_from(value).ok().map(|ip| std::net::Ipv4Addr::from(ip).to_string()),
        (IP_ADDRESS, 16) => {
            <[u8; 16]>::try_from(value).ok().map(|ip| std::net::Ipv6Addr::from(ip).to_string())
        }
        _ => None,
    };
    each(names).filter_map(name).take(NAMES_MAX).collect()
}

/// Returns the first value of an attribute in a distinguished name.
fn attribute(name: &[u8], id: &[u8]) -> Option<String> {
    each(name).filter(|(tag, _)| *tag == SET).flat_map(|(_, set)| each(set)).find_map(|(_, pair)| {
        let (found, rest) = expect(pair, OBJECT_ID)?;
        let (_, value, _) = next(rest)?;
        (found == id).then(|| text(value)).flatten()
    })
}

fn whole_name(name: &[u8]) -> String {
    let mut parts: Vec<String> =
        [ORGANISATION, COMMON_NAME].iter().filter_map(|id| attribute(name, id)).collect();
    parts.dedup();
    parts.join(", ")
}

/// Returns the printable characters, cut to [`NAME_MAX`] bytes.
fn text(value: &[u8]) -> Option<String> {
    let text: String = String::from_utf8_lossy(value.get(..NAME_MAX).unwrap_or(value))
        .chars()
        .filter(|&c| !is_hidden(c))
        .collect();
    Some(text).filter(|text| !text.is_empty())
}

/// Reads `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ` (RFC 5280, section 4.1.2.5). Returns it in Unix seconds, and the rest.
fn time(der: &[u8]) -> Option<(i64, &[u8])> {
    let (tag, value, rest) = next(der)?;
    let year_digits = match tag {
        UTC_TIME => 2,
        GENERALIZED_TIME => 4,
        _ => return None,
    };
    let (digits, zone) = value.split_at_checked(year_digits + 10)?;
    if zone != b"Z" || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |digits: &[u8]| digits.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let (year, other) = digits.split_at(year_digits);
    let year = match (tag, number(year)) {
        (UTC_TIME, year @ 50..) => 1900 + year,
        (UTC_TIME, year) => 2000 + year,
        (_, year) => year,
    };
    let part = |at: usize| number(&other[at * 2..at * 2 + 2]);
    let days = days_from_civil(year, part(0), part(1));
    Some((days * 86_400 + part(2) * 3600 + part(3) * 60 + part(4), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// This certificate is self-signed, for `mail.shop.test`, `*.shop.test` and 192.0.2.7, and valid from 2026-02-28
    /// 23:59:59 to 2050-01-01.
    const DER: &[u8] = include_bytes!("../fixtures/certificate.der");

    #[test]
    fn names_issuer_and_dates() {
        let read = read(DER).unwrap();
        assert_eq!(read.certificate.names, ["mail.shop.test", "*.shop.test", "192.0.2.7"]);
        assert_eq!(read.certificate.issuer, "Shop Ltd, mail.shop.test");
        assert_eq!((read.certificate.not_before, read.certificate.not_after), (1_772_323_199, 2_524_608_000));
        assert!(read.vouches_for_itself() && !read.is_logged);
    }

    #[test]
    fn names_are_printable() {
        assert_eq!(text("mail\u{2066}.shop\u{feff}.test\u{1b}[0m".as_bytes()).unwrap(), "mail.shop.test[0m");
        assert_eq!(text(b"\0"), None);
    }

    #[test]
    fn a_truncated_certificate_is_not_read() {
        for end in 0..DER.len() {
            assert_eq!(read(&DER[..end]), None, "{end}");
        }
    }

    proptest! {
        #[test]
        fn changed_bytes_never_panic(at in 0..DER.len(), byte: u8, cut in 0..64_usize) {
            let mut der = DER.to_vec();
            der[at] = byte;
            der.drain(at..(at + cut).min(DER.len()));
            if let Some(read) = read(&der) {
                prop_assert!(read.certificate.names.len() <= NAMES_MAX);
            }
        }

        #[test]
        fn random_bytes_never_panic(der in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&der);
        }
    }
}
