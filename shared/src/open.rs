//! Opening what was sealed, with an identity that stays where it is.

use std::io::Read;

use serde::{Deserialize, de::DeserializeOwned};
use zeroize::{Zeroize, Zeroizing};

pub use crate::identities::Identities;
use crate::{
    base32,
    details::{Answers, Secret, SecretKind},
    link::{Link, Locator},
    recipients::{Pin, RecipientSet},
    rules::{Address, Host, Port, Security, Username},
    seal::{BUCKETS, RESEALED_VERSION, Resealed, Sealed, VERSION},
    voucher::Voucher,
};

/// Why something could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No age identity in the text.
    #[error("This is not an age key file. A key file has a line that starts with AGE-SECRET-KEY-1.")]
    NotAnIdentity,
    /// A key begins, and is cut or mistyped.
    #[error(
        "The key in this file is incomplete or was changed. Use the whole file, or a copy from your backup."
    )]
    IncompleteIdentity,
    /// The public half of a key, where the private one is needed.
    #[error(
        "This is a public key. To open something you need its private key: the other file, with a line that starts with AGE-SECRET-KEY-1."
    )]
    PublicKey,
    /// `AGE-SECRET-KEY-PQ-1…`, which the `age` crate does not have yet.
    #[error(
        "This is a post-quantum key, which Sealpost does not support yet. Make an ordinary key: sealpost keygen, or age-keygen without -pq."
    )]
    PostQuantum,
    /// A private key of another program, such as SSH.
    #[error(
        "This is a private key of another kind, such as SSH. You need an age key: make one with sealpost keygen."
    )]
    OtherKey,
    /// A key file that is itself encrypted.
    #[error("This key file is locked with a passphrase.")]
    LockedIdentity,
    /// A key file that another passphrase unlocks.
    #[error("This passphrase does not unlock the key file.")]
    WrongPassphrase,
    /// A key file that takes more work to unlock than is taken on.
    #[error(
        "This key file was locked so thoroughly that unlocking it here would take too long. Unlock it first: age -d -o key.txt key.age"
    )]
    TooMuchWork,
    /// A hardware key, where no plugin can be asked.
    #[error(
        "This is the key of a device, which only its plugin can use. Open it on the command line: sealpost open"
    )]
    NeedsPlugin,
    /// The program or device behind a key could not be used.
    #[error("The device or program behind this key could not be used. Connect it, and try again.")]
    Device,
    /// What was to be opened as a challenge is something else.
    #[error(
        "The server asked for something to be opened that is no challenge for your key. Nothing of it was sent back. Tell your administrator."
    )]
    NotAChallenge,
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
    /// Where a technician has sealed it anew since.
    pub resealed: Option<Resealed>,
}

impl Opened {
    /// The number on the client's receipt; `sealed` is what this was opened from. Where it was sealed anew it is that of
    /// the file's own word, which whoever made the link could have written.
    pub fn receipt(&self, sealed: &Sealed) -> String {
        self.resealed.as_ref().map_or_else(|| sealed.number(), |resealed| resealed.sent.clone())
    }

    /// The set that it is sealed to, by its own word.
    pub fn sealed_to(&self) -> Pin {
        self.resealed.as_ref().map_or(self.recipients, |resealed| resealed.to)
    }
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
    #[serde(default)]
    resealed: Option<Resealed>,
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
    if raw.v != VERSION || raw.resealed.as_ref().is_some_and(|resealed| resealed.v != RESEALED_VERSION) {
        return Err(OpenError::Version);
    }
    if raw.resealed.as_ref().is_some_and(|resealed| base32::decode::<10>(&resealed.sent).is_none()) {
        return Err(OpenError::Damaged);
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
    let RawOpened { locator, recipients, made_at, resealed, .. } = raw;
    Ok(Opened { answers, secret, locator, recipients, made_at, resealed })
}

/// What was sealed with the onboarding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedLink {
    /// The link.
    pub link: Link,
    /// The word of whoever made it, where they gave one.
    pub voucher: Option<Voucher>,
}

impl OpenedLink {
    /// Reads what [`crate::seal::seal_link`] seals. Whoever knows the technicians' keys may have written it.
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        let (link, voucher) = text.split_once('\n').map_or((text, None), |(link, rest)| (link, Some(rest)));
        Ok(Self {
            link: Link::parse(link).map_err(|_| OpenError::Damaged)?,
            voucher: voucher.map(serde_json::from_str).transpose().map_err(|_| OpenError::Damaged)?,
        })
    }
}

/// Opens the link that was sealed with the onboarding.
pub fn open_link(identities: &Identities, file: &[u8]) -> Result<OpenedLink, OpenError> {
    let bytes = decrypt(identities.age(), file, LARGEST)?;
    OpenedLink::parse(std::str::from_utf8(&bytes).map_err(|_| OpenError::Damaged)?)
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

/// Whether these are the people whom an authentic file says that it is sealed to. Where not, the server names others
/// than can read it.
pub fn is_sealed_to(opened: &Opened, set: &RecipientSet) -> bool {
    opened.sealed_to() == set.pin()
}

fn decrypt_json<T: DeserializeOwned>(identities: &Identities, file: &[u8]) -> Result<T, OpenError> {
    let bytes = decrypt(identities.age(), file, LARGEST)?;
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

/// The largest plaintext of ours.
const LARGEST: usize = BUCKETS[BUCKETS.len() - 1];

/// Why an age file did not decrypt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecrypted {
    /// It is for none of the identities.
    NoMatch,
    /// It is for one of them, which did not fit: a wrong passphrase, or a damaged header.
    Unwrapping,
    /// It asks for more work than is taken on.
    TooMuchWork,
    /// An identity that is not ours could not be used.
    Foreign,
    /// Cut, altered, too long, or no age file.
    Damaged,
}

impl From<Undecrypted> for OpenError {
    fn from(error: Undecrypted) -> Self {
        match error {
            Undecrypted::NoMatch => Self::WrongIdentity,
            Undecrypted::TooMuchWork => Self::TooMuchWork,
            Undecrypted::Foreign => Self::Device,
            Undecrypted::Unwrapping | Undecrypted::Damaged => Self::Damaged,
        }
    }
}

/// Decrypts an age file, binary or armored, of at most `largest` bytes of plaintext.
pub(crate) fn decrypt<'a>(
    identities: impl Iterator<Item = &'a dyn age::Identity>,
    file: &[u8],
    largest: usize,
) -> Result<Zeroizing<Vec<u8>>, Undecrypted> {
    use age::DecryptError::{
        DecryptionFailed, ExcessiveWork, InvalidHeader, InvalidMac, NoMatchingKeys, UnknownFormat,
    };
    let decryptor = age::Decryptor::new(age::armor::ArmoredReader::new(file));
    let decryptor = decryptor.map_err(|_| Undecrypted::Damaged)?;
    let mut reader = decryptor.decrypt(identities).map_err(|error| match error {
        NoMatchingKeys => Undecrypted::NoMatch,
        DecryptionFailed => Undecrypted::Unwrapping,
        ExcessiveWork { .. } => Undecrypted::TooMuchWork,
        InvalidHeader | InvalidMac | UnknownFormat => Undecrypted::Damaged,
        // The rest are those of plugins, which age has only where it is built with them.
        _ => Undecrypted::Foreign,
    })?;
    let mut bytes = Zeroizing::new(vec![0; largest + 1]);
    let mut filled = 0;
    loop {
        match reader.read(&mut bytes[filled..]) {
            Ok(0) if filled > largest => return Err(Undecrypted::Damaged),
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(_) => return Err(Undecrypted::Damaged),
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
        seal::{SealError, reseal, seal, seal_check, seal_link},
        voucher::VouchingKey,
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
        let site = "shop.test".parse().unwrap();
        let voucher = VouchingKey::new(|bytes| bytes.fill(7)).vouch("Mia", &link, &site);
        let sealed_link = seal_link(&link, Some(&voucher), &set).unwrap();
        for identity in [&ada, &sam] {
            let opened = open(identity, &sealed.file).unwrap();
            assert_eq!((opened.answers.clone(), opened.secret.expose()), (answers(), "abcdefghijklmnop"));
            let found = open_link(identity, &sealed_link).unwrap();
            assert!(is_from_link(&found.link, &sealed, &opened));
            assert!(!is_from_link(&link_for(&set), &sealed, &opened));
            assert_eq!(found.voucher.as_ref(), Some(&voucher));
        }
        assert_eq!(open(&eve, &sealed.file).unwrap_err(), OpenError::WrongIdentity);
        let before = OpenedLink { link: link.clone(), voucher: None };
        assert_eq!(open_link(&ada, &seal_link(&link, None, &set).unwrap()), Ok(before), "as links were once");
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
    fn a_file_is_resealed_to_others_and_says_so() {
        let (ada, sam, kim) = (Identities::generate(), Identities::generate(), Identities::generate());
        let (old, new) = (set_of(&[&ada, &sam]), set_of(&[&ada, &kim]));
        let link = link_for(&old);
        let sent = seal(&link, &old, &answers(), &secret("abcdefghijklmnop"), 1_800_000_000).unwrap();
        let by_ada = open(&ada, &sent.file).unwrap();
        assert!(is_from_link(&link, &sent, &by_ada) && is_sealed_to(&by_ada, &old));
        assert!(!is_sealed_to(&by_ada, &new), "the server may not name others");

        let anew = reseal(&link, &new, &sent, &by_ada, "Ada", 1_800_000_100).unwrap();
        assert_eq!(open(&sam, &anew.file).unwrap_err(), OpenError::WrongIdentity);
        let by_kim = open(&kim, &anew.file).unwrap();
        assert!(is_from_link(&link, &anew, &by_kim) && is_sealed_to(&by_kim, &new));
        assert!(!is_sealed_to(&by_kim, &old));
        assert_eq!((by_kim.answers.clone(), by_kim.made_at), (answers(), 1_800_000_000));
        assert_eq!(by_kim.secret.expose(), "abcdefghijklmnop");
        let note = by_kim.resealed.clone().unwrap();
        assert_eq!((note.by.as_str(), note.at, &note.sent), ("Ada", 1_800_000_100, &sent.number()));

        assert_eq!(by_ada.receipt(&sent), sent.number());
        assert_eq!(by_kim.receipt(&anew), sent.number());
        let again = reseal(&link, &old, &anew, &by_kim, "Kim", 1_800_000_200).unwrap();
        let note = open(&sam, &again.file).unwrap().resealed.unwrap();
        assert_eq!((note.by.as_str(), &note.sent), ("Kim", &sent.number()), "what the client's receipt says");
        let forged = reseal(&link_for(&old), &new, &sent, &by_ada, "Ada", 0).unwrap();
        assert!(!is_from_link(&link, &forged, &open(&kim, &forged.file).unwrap()));
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
