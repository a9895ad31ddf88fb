use super::*;
use crate::identities::Identities;
use age::secrecy::ExposeSecret;

fn key() -> (Identities, String) {
    let identities = Identities::generate();
    let line = identities.own[0].to_string().expose_secret().to_owned();
    (identities, line)
}

fn units(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn every_encoding_that_programs_write_is_read() {
    let (identities, line) = key();
    let file =
        format!("# created: 2026-11-29\r\n# public key: {}\r\n{line}\r\n", identities.public_keys()[0]);
    let (little, big) = (units(&file, u16::to_le_bytes), units(&file, u16::to_be_bytes));
    for bytes in [
        file.clone().into_bytes(),
        [b"\xef\xbb\xbf", file.as_bytes()].concat(),
        [b"\xff\xfe", &little[..]].concat(),
        [b"\xfe\xff", &big[..]].concat(),
        little,
        big,
    ] {
        let read = Identities::read(&bytes).unwrap_or_else(|error| panic!("{:x?}: {error}", &bytes[..4]));
        assert_eq!(read.public_keys(), identities.public_keys());
    }
    for wrong in [&[0xff_u8; 20][..], b"\xff\xfe\x00\xd8\x00\xd8", b"\xff\xfea", b"\0\0"] {
        assert_eq!(Identities::read(wrong).unwrap_err(), OpenError::NotAnIdentity, "{wrong:x?}");
    }
}

#[test]
fn a_key_is_found_among_other_text() {
    let (identities, line) = key();
    let (start, end) = line.split_at(40);
    for text in [
        format!("\r\n\r\n  # my key\r\n\t{line}  \r\n\r\n"),
        format!("\"{line}\""),
        format!("SOPS_AGE_KEY={line}; export it"),
        format!("> {start}\n  {end}"),
        format!("my key:\n{line}"),
        format!("AGE-SECRET-KEY-PQ-1QQQQQ\n{line}"),
        line.to_lowercase(),
    ] {
        let read = Identities::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read.public_keys(), identities.public_keys());
    }
}

#[test]
fn a_file_without_a_key_is_recognized() {
    let (identities, line) = key();
    let public = &identities.public_keys()[0];
    for (text, error) in [
        (format!("# public key\n{public}\n"), OpenError::PublicKey),
        ("AGE-SECRET-KEY-PQ-1QQQQ\n".into(), OpenError::PostQuantum),
        (line[..60].into(), OpenError::IncompleteIdentity),
        (format!("{line}\n{}", &line[..60]), OpenError::IncompleteIdentity),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\n".into(), OpenError::OtherKey),
        (format!("# {line}\n"), OpenError::NotAnIdentity),
        (format!("# public key: {public}\n"), OpenError::NotAnIdentity),
    ] {
        assert_eq!(Identities::parse(&text).unwrap_err(), error, "{error}");
    }
}
