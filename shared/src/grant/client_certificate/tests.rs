use proptest::prelude::*;

use super::*;

/// A key of 2048 bits, and a certificate for it that expires in 2081.
const APP: &str = include_str!("../../../fixtures/app.pem");
/// A certificate for another RSA key.
const OTHER: &str = include_str!("../../../fixtures/app-other.pem");
/// A certificate and a key of 1024 bits.
const SHORT: &str = include_str!("../../../fixtures/app-short.pem");
/// A certificate and a key on an elliptic curve.
const ELLIPTIC: &str = include_str!("../../../fixtures/app-ec.pem");

/// Returns the first block with this label, as they are in the file.
fn only(label: &str, pem: &str) -> String {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----\n"));
    let (_, rest) = pem.split_once(&begin).expect("the block begins");
    let (body, _) = rest.split_once(&end).expect("the block ends");
    format!("{begin}{body}{end}")
}

fn certificate(pem: &str) -> String {
    only("CERTIFICATE", pem)
}

fn key(pem: &str) -> String {
    only("PRIVATE KEY", pem)
}

/// Returns an empty block with this label and line.
fn block(label: &str, line: &str) -> String {
    format!("-----BEGIN {label}-----\n{line}\n-----END {label}-----\n")
}

#[test]
fn a_certificate_and_its_key_are_read_in_every_form() {
    let wanted = ClientCertificate::parse(APP).expect("a certificate");
    assert!(wanted.certificate().starts_with("MII") && wanted.key().expose().starts_with("MII"));
    assert!(wanted.expires_at() > 3_000_000_000, "{}", wanted.expires_at());
    let (certificate, key) = (certificate(APP), key(APP));
    for (form, text) in [
        ("certificate first", format!("{certificate}{key}")),
        ("key first", format!("{key}{certificate}")),
        ("CRLF", format!("{certificate}{key}").replace('\n', "\r\n")),
        (
            "leading text",
            format!("Bag Attributes\n    friendlyName: website\n{key}subject=CN=x\n{certificate}"),
        ),
        ("byte order mark", format!("\u{feff}{certificate}\n\n{key}\n")),
        ("indented", format!("{certificate}{key}").replace('\n', "\n  ")),
        ("one line, as a browser's field has it", format!("{certificate}{key}").replace('\n', "")),
        ("without spaces, as our page cleans it", format!("{key}{certificate}").replace(['\n', ' '], "")),
        ("with its issuer's certificate", format!("{key}{certificate}{}", self::certificate(ELLIPTIC))),
        ("with another certificate first", format!("{}{certificate}{key}", self::certificate(OTHER))),
    ] {
        assert_eq!(ClientCertificate::parse(&text).as_ref(), Ok(&wanted), "{form}");
    }
    assert!(!format!("{wanted:?}").contains(wanted.key().expose()), "a key is never printed");
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let (certificate, key) = (certificate(APP), key(APP));
    for (text, error) in [
        (String::new(), NotACertificate::NoCertificate),
        ("hunter2".into(), NotACertificate::NoCertificate),
        (key.clone(), NotACertificate::NoCertificate),
        (certificate.clone(), NotACertificate::NoKey),
        (format!("{certificate}{}", block("PUBLIC KEY", "MIIB")), NotACertificate::NoKey),
        (format!("{certificate}{key}{key}"), NotACertificate::SeveralKeys),
        (format!("{certificate}{}", block("ENCRYPTED PRIVATE KEY", "MIIF")), NotACertificate::Encrypted),
        (
            format!("{certificate}{}", block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nMIIE")),
            NotACertificate::Encrypted,
        ),
        (format!("{certificate}{}", block("RSA PRIVATE KEY", "MIIE")), NotACertificate::OtherForm),
        (format!("{certificate}{}", block("OPENSSH PRIVATE KEY", "b3Bl")), NotACertificate::OtherForm),
        (format!("{certificate}{}", block("EC PRIVATE KEY", "MHcC")), NotACertificate::NotRsa),
        (ELLIPTIC.into(), NotACertificate::NotRsa),
        (format!("{certificate}{}", self::key(ELLIPTIC)), NotACertificate::NotRsa),
        (SHORT.into(), NotACertificate::KeyLength),
        (format!("{certificate}{}", block("PRIVATE KEY", &"A".repeat(5000))), NotACertificate::KeyLength),
        (format!("{}{key}", self::certificate(OTHER)), NotACertificate::OtherKey),
        (APP.replacen("MII", "M!I", 1), NotACertificate::Damaged),
        (format!("{certificate}{}", block("PRIVATE KEY", "")), NotACertificate::Damaged),
        (format!("{key}{}", &certificate[..certificate.len() / 2]), NotACertificate::Damaged),
        (format!("{key}{}", block("CERTIFICATE", &"A".repeat(5000))), NotACertificate::TooLong),
        (" ".repeat(LONGEST + 1), NotACertificate::TooLong),
    ] {
        assert_eq!(ClientCertificate::parse(&text), Err(error), "{text}");
    }
}

#[test]
fn it_is_written_as_it_is_read() {
    let wanted = ClientCertificate::parse(APP).expect("a certificate");
    let pem = wanted.to_pem();
    assert_eq!(ClientCertificate::parse(&pem).as_ref(), Ok(&wanted));
    assert_eq!(*pem, format!("{}{}", certificate(APP), key(APP)));
    assert!(pem.lines().all(|line| line.len() <= 64), "OpenSSL reads lines of 64 characters");
}

#[test]
fn only_pem_is_taken_for_pem() {
    for (text, is_pem) in [(APP, true), ("-----BEGIN", true), ("a~b-----c", false), ("", false)] {
        assert_eq!(ClientCertificate::is_pem(text), is_pem, "{text}");
    }
}

proptest! {
    #[test]
    fn a_changed_file_never_panics_and_is_never_another_certificate(
        at in 0..APP.len(), with in "[ -~\n]", cut in 0..200_usize
    ) {
        let mut text = APP.to_owned();
        text.replace_range(at..(at + cut).min(APP.len()), &with);
        if let Ok(read) = ClientCertificate::parse(&text) {
            // The moduli still are the same, so a change can only be in other fields.
            prop_assert_eq!(ClientCertificate::parse(&read.to_pem()), Ok(read));
        }
    }

    #[test]
    fn any_text_can_be_read(text in "(-----(BEGIN|END) (CERTIFICATE|PRIVATE KEY)-----|[A-Za-z0-9+/= \n-]){0,60}") {
        let _ = ClientCertificate::parse(&text);
    }
}
