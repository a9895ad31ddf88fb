//! The secret halves of keys: age X25519 identities in a file, plain or locked with a passphrase, and other
//! identities that can decrypt an age file, such as a hardware key behind a plugin.

#[cfg(test)]
mod tests;
mod text;

use std::{fmt, io::Write};

use age::{
    armor::{ArmoredWriter, Format},
    secrecy::{ExposeSecret, SecretString},
};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

pub use text::text;

use crate::sealed::{
    OpenError, SealError,
    cipher::{Undecrypted, decrypt, encrypt},
};

/// Shortest passphrase for a key file, in characters. Someone who has the file can try as many passphrases as they
/// like.
pub const PASSPHRASE_MIN: usize = 12;

/// The scrypt work factor for locking a key file: N = 2^17 and 128 MiB, half of what `age -p` uses, so that a phone's
/// browser can do it too.
pub const WORK: u8 = 17;

/// The largest work factor for unlocking a file that another program has locked: eight times what `age -p` uses. More
/// would need more memory than a browser has.
pub const WORK_MAX: u8 = 20;

/// Largest key file, in bytes. Those of age-keygen have about 190.
const FILE_MAX: usize = 16 * 1024;

/// An identity from another crate. All we know is that it can decrypt.
pub type Foreign = Box<dyn age::Identity + Send + Sync>;

/// One or more identities from a key file.
pub struct Identities {
    own: Vec<age::x25519::Identity>,
    foreign: Vec<Foreign>,
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Identities {
    /// Reads a key file in any encoding that programs write. See [`text()`] and [`Identities::parse`].
    ///
    /// # Errors
    /// The same as for [`Identities::parse`].
    pub fn read(file: &[u8]) -> Result<Self, OpenError> {
        if is_locked(file) {
            return Err(OpenError::LockedIdentity);
        }
        Self::parse(&text(file)?)
    }

    /// Parses the text of a key file, with one key in each line. Comments, empty lines, and any text around a key are
    /// ignored. So is a post-quantum key, if there is an ordinary one too.
    ///
    /// # Errors
    /// [`OpenError::LockedIdentity`] for a file that [`unlock`] can read, [`OpenError::NeedsPlugin`] for a hardware
    /// key, [`OpenError::IncompleteIdentity`] for a key that is cut off. If there is no usable key, the error says
    /// what was found: [`OpenError::PostQuantum`], [`OpenError::PublicKey`], [`OpenError::OtherKey`], or else
    /// [`OpenError::NotAnIdentity`].
    pub fn parse(text: &str) -> Result<Self, OpenError> {
        Self::parse_with(text, |_| Err(OpenError::NeedsPlugin))
    }

    /// Parses like [`Identities::parse`], and calls `plugin` for each line that starts with `AGE-PLUGIN-`.
    pub fn parse_with(
        text: &str,
        plugin: impl FnMut(&str) -> Result<Foreign, OpenError>,
    ) -> Result<Self, OpenError> {
        if is_locked(text.as_bytes()) {
            return Err(OpenError::LockedIdentity);
        }
        let found = text::find(text)?;
        let nothing = found.nothing();
        let lines = found.plugin.iter().map(|line| line.as_str());
        let foreign = lines.map(plugin).collect::<Result<Vec<_>, _>>()?;
        if found.own.is_empty() && foreign.is_empty() {
            return Err(nothing);
        }
        Ok(Self { own: found.own, foreign })
    }

    /// Generates a new identity.
    pub fn generate() -> Self {
        Self { own: vec![age::x25519::Identity::generate()], foreign: Vec::new() }
    }

    /// Returns the public keys, `age1…`, in the file's order. A hardware key's public key isn't in the file.
    pub fn public_keys(&self) -> Vec<String> {
        self.own.iter().map(|identity| identity.to_public().to_string()).collect()
    }

    /// Returns a file for [`Identities::parse`], with the public key in a comment, the same as age-keygen writes.
    pub fn to_file(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(200 * self.own.len()));
        for identity in &self.own {
            text.push_str("# public key: ");
            text.push_str(&identity.to_public().to_string());
            text.push('\n');
            text.push_str(identity.to_string().expose_secret());
            text.push('\n');
        }
        text
    }

    /// Derives a key for `label` from each identity's secret half. Hardware keys don't give us their secret, so they
    /// are left out.
    pub(crate) fn derive(&self, label: &[u8]) -> Vec<Zeroizing<[u8; 32]>> {
        let secrets = self.own.iter().map(age::x25519::Identity::to_string);
        secrets.map(|secret| derived(secret.expose_secret().as_bytes(), label)).collect()
    }

    /// Returns the public halves, for encrypting something to oneself.
    pub(crate) fn own_recipients(&self) -> Vec<Box<dyn age::Recipient>> {
        self.own.iter().map(|identity| Box::new(identity.to_public()) as Box<dyn age::Recipient>).collect()
    }

    pub(crate) fn age(&self) -> impl Iterator<Item = &dyn age::Identity> {
        let own = self.own.iter().map(|identity| identity as &dyn age::Identity);
        own.chain(self.foreign.iter().map(|identity| &**identity as &dyn age::Identity))
    }
}

/// Derives a key for `label` from a secret (HKDF-SHA256, RFC 5869).
fn derived(secret: &[u8], label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, secret).expand(label, &mut key[..]).expect("HKDF gives up to 8,160 bytes");
    key
}

/// Returns true if a key file is locked, which means that it is an age file itself, binary or armored.
pub fn is_locked(file: &[u8]) -> bool {
    file.starts_with(b"age-encryption.org/v1") || armored(file).is_some()
}

/// Returns the text of a locked, armored file in any encoding.
fn armored(file: &[u8]) -> Option<Zeroizing<String>> {
    text(file).ok().filter(|text| text.trim_start().starts_with("-----BEGIN AGE"))
}

/// Locks a key file with a passphrase, as `age -p -a` does. `age` and `rage` accept it with `-i`, and ask for the
/// passphrase. It takes about a second.
///
/// # Errors
/// [`SealError::Age`] if age fails.
pub fn lock(text: &str, passphrase: &str) -> Result<String, SealError> {
    let failed = |error: &dyn fmt::Debug| SealError::Age(format!("{error:?}"));
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase));
    recipient.set_work_factor(WORK);
    let file = encrypt(&[Box::new(recipient)], text.as_bytes())?;
    let write = || -> std::io::Result<Vec<u8>> {
        let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
        writer.write_all(&file)?;
        writer.finish()
    };
    String::from_utf8(write().map_err(|error| failed(&error))?).map_err(|error| failed(&error))
}

/// Unlocks a key file. [`Identities::parse`] reads the result.
///
/// # Errors
/// [`OpenError::WrongPassphrase`]; [`OpenError::TooMuchWork`] if the file was locked with a work factor above
/// [`WORK_MAX`]; [`OpenError::NotAnIdentity`] for an age file that is encrypted to a key instead of a passphrase.
pub fn unlock(file: &[u8], passphrase: &str) -> Result<Zeroizing<String>, OpenError> {
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase));
    identity.set_max_work_factor(WORK_MAX);
    let armored = armored(file);
    let file = armored.as_ref().map_or(file, |text| text.trim_start().as_bytes());
    let unlocked = decrypt(std::iter::once(&identity as &dyn age::Identity), file, FILE_MAX);
    let bytes = unlocked.map_err(|error| match error {
        Undecrypted::Unwrapping => OpenError::WrongPassphrase,
        Undecrypted::NoMatch => OpenError::NotAnIdentity,
        other => other.into(),
    })?;
    text(&bytes)
}
