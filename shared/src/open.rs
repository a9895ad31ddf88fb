//! Opening what was sealed, with an identity that stays where it is.

use std::{fmt, io::Read};

use age::secrecy::ExposeSecret;
use serde::{Deserialize, de::DeserializeOwned};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    details::{Answers, Secret, SecretKind},
    link::{Link, Locator},
    recipients::Pin,
    rules::{Address, Host, Port, Security, Username},
    seal::{BUCKETS, Sealed, VERSION},
};

/// Why something could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No age identity in the text.
    #[error("This is not an age key file. It holds a line that starts with AGE-SECRET-KEY-1.")]
    NotAnIdentity,
    /// A key file that is itself encrypted.
    #[error("This key file is locked with a passphrase. Unlock it first: age -d -o key.txt key.age")]
    LockedIdentity,
    /// The file is not sealed to any of the identities.
    #[error("This key does not open it: it was sealed to other technicians, or to a key you had before.")]
    WrongIdentity,
    /// Cut, altered, or no age file.
    #[error("The sealed file is damaged. Ask for it again; nothing in it can be trusted.")]
    Damaged,
    /// Sealed by a version of Sealpost that this one does not know.
    #[error("This was sealed by a newer Sealpost. Update this program, then open it again.")]
    Version,
}

/// One or more age X25519 identities, as age-keygen's file holds them.
pub struct Identities(Vec<age::x25519::Identity>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Identities {
    /// Reads a key file: a line each, comments and empty lines passed over.
    ///
    /// # Errors
    /// [`OpenError::LockedIdentity`] for a file that age has encrypted, [`OpenError::NotAnIdentity`]
    /// where no line is an identity or one is something else.
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        if text.starts_with("age-encryption.org/v1") || text.trim_start().starts_with("-----BEGIN AGE") {
            return Err(OpenError::LockedIdentity);
        }
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities: Result<Vec<age::x25519::Identity>, _> = lines.map(str::parse).collect();
        match identities {
            Ok(identities) if !identities.is_empty() => Ok(Self(identities)),
            _ => Err(OpenError::NotAnIdentity),
        }
    }

    /// Makes a new identity.
    pub fn generate() -> Self {
        Self(vec![age::x25519::Identity::generate()])
    }

    /// The public keys, `age1…`, in the file's order.
    pub fn public_keys(&self) -> Vec<String> {
        self.0.iter().map(|identity| identity.to_public().to_string()).collect()
    }

    /// The file that [`Identities::parse`] reads, with the public key as a comment, as age-keygen writes it.
    pub fn to_file(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(200 * self.0.len()));
        for identity in &self.0 {
            text.push_str("# public key: ");
            text.push_str(&identity.to_public().to_string());
            text.push('\n');
            text.push_str(identity.to_string().expose_secret());
            text.push('\n');
        }
        text
    }
}

/// What was in a sealed file.
#[derive(Debug)]
pub struct Opened {
    /// The answers.
    pub answers: Answers,
    /// The secret.
    pub secret: Secret,
    /// The link that it was sealed under.
    pub locator: Locator,
    /// The recipient set that the client's page had approved.
    pub recipients: Pin,
    /// When it was sealed, by the client's clock, in Unix seconds.
    pub made_at: i64,
}

#[derive(Deserialize)]
struct RawOpened {
    v: u32,
    locator: Locator,
    recipients: Pin,
    provider: String,
    host: Host,
    port: Port,
    security: Security,
    username: Username,
    secret_kind: SecretKind,
    secret: String,
    address: Address,
    note: String,
    made_at: i64,
}

#[derive(Deserialize)]
struct RawCheck {
    v: u32,
    answers: Answers,
    secret: String,
}

/// Opens a sealed file.
pub fn open(identities: &Identities, file: &[u8]) -> Result<Opened, OpenError> {
    let raw: RawOpened = decrypt_json(identities, file)?;
    let secret = Secret::new(raw.secret).map_err(|_| OpenError::Damaged)?;
    if raw.v != VERSION {
        return Err(OpenError::Version);
    }
    let answers = Answers {
        provider: raw.provider,
        host: raw.host,
        port: raw.port,
        security: raw.security,
        username: raw.username,
        secret_kind: raw.secret_kind,
        address: raw.address,
        note: raw.note,
    };
    Ok(Opened { answers, secret, locator: raw.locator, recipients: raw.recipients, made_at: raw.made_at })
}

/// Opens the link that was sealed with the onboarding.
pub fn open_link(identities: &Identities, file: &[u8]) -> Result<Link, OpenError> {
    let bytes = decrypt(identities, file)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| OpenError::Damaged)?;
    Link::parse(text).map_err(|_| OpenError::Damaged)
}

/// Opens one check's login, in the process that holds the verifier key.
pub fn open_check(identities: &Identities, file: &[u8]) -> Result<(Answers, Secret), OpenError> {
    let raw: RawCheck = decrypt_json(identities, file)?;
    let secret = Secret::new(raw.secret).map_err(|_| OpenError::Damaged)?;
    if raw.v == VERSION { Ok((raw.answers, secret)) } else { Err(OpenError::Version) }
}

/// Whether a submission came from someone who held the link: its tag is right, and what was opened
/// was sealed under this same link.
pub fn is_from_link(link: &Link, sealed: &Sealed, opened: &Opened) -> bool {
    link.is_authentic(&sealed.file, &sealed.tag)
        && opened.locator == link.locator()
        && opened.recipients == link.pin()
}

fn decrypt_json<T: DeserializeOwned>(identities: &Identities, file: &[u8]) -> Result<T, OpenError> {
    let bytes = decrypt(identities, file)?;
    let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
    let (json, padding) = bytes.split_at(end);
    if padding.iter().any(|&b| b != 0) {
        return Err(OpenError::Damaged);
    }
    serde_json::from_slice(json).map_err(|_| {
        let version = |v: &serde_json::Value| v.get("v").and_then(serde_json::Value::as_u64);
        match serde_json::from_slice(json).ok().as_ref().and_then(version) {
            Some(v) if v > u64::from(VERSION) => OpenError::Version,
            _ => OpenError::Damaged,
        }
    })
}

fn decrypt(identities: &Identities, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let largest = BUCKETS[BUCKETS.len() - 1];
    let decryptor =
        age::Decryptor::new(age::armor::ArmoredReader::new(file)).map_err(|_| OpenError::Damaged)?;
    let mut reader = decryptor.decrypt(identities.0.iter().map(|i| i as &dyn age::Identity)).map_err(
        |error| match error {
            age::DecryptError::NoMatchingKeys => OpenError::WrongIdentity,
            _ => OpenError::Damaged,
        },
    )?;
    let mut bytes = Zeroizing::new(vec![0; largest + 1]);
    let mut filled = 0;
    loop {
        match reader.read(&mut bytes[filled..]) {
            Ok(0) if filled > largest => return Err(OpenError::Damaged),
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(_) => return Err(OpenError::Damaged),
        }
    }
    bytes[filled..].zeroize();
    bytes.truncate(filled);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        recipients::{Recipient, RecipientSet},
        seal::{SealError, seal, seal_check, seal_link},
    };
    use proptest::prelude::*;

    fn set_of(identities: &[&Identities]) -> RecipientSet {
        let recipient = |(i, id): (usize, &&Identities)| {
            Recipient::new(&format!("Technician {i}"), &id.public_keys()[0]).unwrap()
        };
        RecipientSet::new(1, identities.iter().enumerate().map(recipient).collect()).unwrap()
    }

    fn link_for(set: &RecipientSet) -> Link {
        Link::new(set.pin(), |bytes| getrandom::fill(bytes).unwrap())
    }

    fn answers() -> Answers {
        Answers {
            provider: "google-workspace".into(),
            host: "smtp.gmail.com".parse().unwrap(),
            port: Port::new(465).unwrap(),
            security: Security::ImplicitTls,
            username: "ada@shop.test".parse().unwrap(),
            secret_kind: SecretKind::AppPassword,
            address: "ada@shop.test".parse().unwrap(),
            note: "the till uses it too".into(),
        }
    }

    fn secret(text: &str) -> Secret {
        Secret::new(text.into()).unwrap()
    }

    #[test]
    fn every_technician_can_open_and_tell_who_sealed() {
        let (ada, sam, eve) = (Identities::generate(), Identities::generate(), Identities::generate());
        let set = set_of(&[&ada, &sam]);
        let link = link_for(&set);
        let sealed = seal(&link, &set, &answers(), &secret("abcdefghijklmnop"), 1_800_000_000).unwrap();
        let sealed_link = seal_link(&link, &set).unwrap();
        for identity in [&ada, &sam] {
            let opened = open(identity, &sealed.file).unwrap();
            assert_eq!((opened.answers.clone(), opened.secret.expose()), (answers(), "abcdefghijklmnop"));
            let link = open_link(identity, &sealed_link).unwrap();
            assert!(is_from_link(&link, &sealed, &opened));
            assert!(!is_from_link(&link_for(&set), &sealed, &opened));
        }
        assert_eq!(open(&eve, &sealed.file).unwrap_err(), OpenError::WrongIdentity);
    }

    #[test]
    fn a_swapped_recipient_set_is_refused_before_anything_is_sealed() {
        let (ada, eve) = (Identities::generate(), Identities::generate());
        let link = link_for(&set_of(&[&ada]));
        let error = seal(&link, &set_of(&[&eve]), &answers(), &secret("x"), 0).unwrap_err();
        assert_eq!(error, SealError::PinMismatch);
    }

    #[test]
    fn length_tells_nothing_about_the_secret() {
        let ada = Identities::generate();
        let set = set_of(&[&ada]);
        let body = |text: &str| {
            let file = seal(&link_for(&set), &set, &answers(), &secret(text), 0).unwrap().file;
            // age greases its header with random stanzas; the body begins after the header's MAC.
            let mac = file.windows(5).position(|bytes| bytes == b"\n--- ").unwrap();
            file.len() - mac
        };
        assert_eq!(body("a"), body(&"a".repeat(400)));
        assert!(body(&"\"".repeat(4096)) > body("a"), "the longest secret fits, every byte of it escaped");
    }

    #[test]
    fn damage_anywhere_is_noticed() {
        let ada = Identities::generate();
        let set = set_of(&[&ada]);
        let sealed = seal(&link_for(&set), &set, &answers(), &secret("x"), 0).unwrap();
        for at in (0..sealed.file.len()).step_by(7) {
            let mut file = sealed.file.clone();
            file[at] ^= 1;
            assert!(open(&ada, &file).is_err(), "byte {at}");
            assert!(open(&ada, &sealed.file[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn a_check_is_sealed_to_the_verifier_alone() {
        let (verifier, other) = (Identities::generate(), Identities::generate());
        let file = seal_check(&verifier.public_keys()[0], &answers(), &secret("x")).unwrap();
        assert_eq!(open_check(&verifier, &file).unwrap(), (answers(), secret("x")));
        assert_eq!(open_check(&other, &file).unwrap_err(), OpenError::WrongIdentity);
    }

    #[test]
    fn key_files() {
        let ada = Identities::generate();
        assert_eq!(Identities::parse(&ada.to_file()).unwrap().public_keys(), ada.public_keys());
        assert_eq!(Identities::parse("").unwrap_err(), OpenError::NotAnIdentity);
        assert_eq!(Identities::parse(&ada.public_keys()[0]).unwrap_err(), OpenError::NotAnIdentity);
        assert_eq!(
            Identities::parse("age-encryption.org/v1\n-> scrypt").unwrap_err(),
            OpenError::LockedIdentity
        );
        assert_eq!(format!("{ada:?}"), "[redacted]");
    }

    proptest! {
        #[test]
        fn any_secret_comes_back(text in "[^\\p{Cc}]{1,200}") {
            let ada = Identities::generate();
            let set = set_of(&[&ada]);
            let sealed = seal(&link_for(&set), &set, &answers(), &secret(&text), 0).unwrap();
            let opened = open(&ada, &sealed.file).unwrap();
            prop_assert_eq!(opened.secret.expose(), text);
        }
    }
}
