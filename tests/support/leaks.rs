//! Searches for a secret in every form in which it might have leaked.

#[cfg(test)]
mod tests;

use std::{fs, io::ErrorKind, path::Path};

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};

/// A secret to search for.
pub struct Canary(Vec<(&'static str, Vec<u8>)>);

impl Canary {
    /// Prepares all forms of `secret`.
    ///
    /// # Panics
    /// If it is so short that it could be found by chance.
    pub fn new(secret: &str) -> Self {
        assert!(secret.len() >= 16, "a short secret could be found by chance");
        let mut forms = vec![
            ("plain text", secret.as_bytes().to_vec()),
            ("UTF-16LE", secret.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16BE", secret.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            ("hex", hex(secret, |byte| format!("{byte:02x}"))),
            ("HEX", hex(secret, |byte| format!("{byte:02X}"))),
            ("reversed", secret.bytes().rev().collect()),
        ];
        // Inside a longer text, the base64 form depends on how many bytes come before.
        for before in 0..3 {
            let mut bytes = vec![0; before];
            bytes.extend(secret.bytes());
            let whole = bytes.len() / 3 * 4;
            let skip = [0, 2, 3][before];
            forms.push(("base64", STANDARD_NO_PAD.encode(&bytes).as_bytes()[skip..whole].to_vec()));
            forms.push(("base64url", URL_SAFE_NO_PAD.encode(&bytes).as_bytes()[skip..whole].to_vec()));
        }
        Self(forms)
    }

    /// Returns the form in which the secret is in `bytes`, if any.
    pub fn found_in(&self, bytes: &[u8]) -> Option<&'static str> {
        self.0.iter().find(|(_, form)| contains(form, bytes)).map(|(name, _)| *name)
    }

    /// Searches a file or a whole folder. Returns how many files were read.
    ///
    /// # Panics
    /// If a file contains the secret.
    pub fn assert_not_under(&self, path: &Path) -> usize {
        if path.is_dir() {
            let entries = fs::read_dir(path).expect("readable");
            return entries.map(|entry| self.assert_not_under(&entry.expect("readable").path())).sum();
        }
        let bytes = match fs::read(path) {
            // A database's files appear and disappear while the server runs.
            Err(error) if error.kind() == ErrorKind::NotFound => return 0,
            read => read.expect("readable"),
        };
        if let Some(form) = self.found_in(&bytes) {
            panic!("the secret is in {} as {form}", path.display());
        }
        1
    }
}

/// Returns true if `bytes` contain `form`. Skips most positions (Horspool, 1980), because a process's memory is long
/// and there are many forms.
fn contains(form: &[u8], bytes: &[u8]) -> bool {
    let length = form.len();
    let mut jumps = [length; 256];
    for (at, byte) in form[..length - 1].iter().enumerate() {
        jumps[usize::from(*byte)] = length - 1 - at;
    }
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + length) {
        if window == form {
            return true;
        }
        at += jumps[usize::from(window[length - 1])];
    }
    false
}

fn hex(text: &str, digit: impl Fn(u8) -> String) -> Vec<u8> {
    text.bytes().map(digit).collect::<String>().into_bytes()
}
