//! Decrypts any age file as a stream: binary or armored, encrypted to keys or with a passphrase, and of any size in
//! constant memory. Each chunk is authenticated before it is passed on.

#[cfg(test)]
mod tests;

use std::io::{self, BufRead, Cursor, Read, Write};

use age::{
    DecryptError, Decryptor,
    armor::{ArmoredReadError, ArmoredReader},
    secrecy::SecretString,
};
use zeroize::Zeroizing;

use crate::identities::{Identities, WORK_MAX};

/// The number of bytes in which the armor has to begin. White space before it is ignored.
const LEAD: usize = 1024;

/// Largest header, in bytes. It has room for 50 post-quantum recipients. `age` reads the whole header before it
/// checks it.
const HEADER_MAX: u64 = 128 * 1024;

/// How much is decrypted at a time, in bytes: one chunk of the age format.
const CHUNK: usize = 64 * 1024;

/// The first line of every age file in version 1 of the format.
const VERSION: &[u8] = b"age-encryption.org/v1\n";

/// The length of every line in a stanza's body except the last, which is shorter.
const COLUMNS: usize = 64;

/// How the stanza of a post-quantum recipient begins.
const POST_QUANTUM: &[u8] = b"-> mlkem768x25519 ";

/// Why an age file couldn't be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Not an age file.
    #[error("This is not an age file.")]
    NotAge,
    /// The file has a later version of the format.
    #[error("This age file has a newer format than this program knows. Update Sealpost.")]
    Version,
    /// The header can't be parsed.
    #[error("The header of this age file is damaged. Get the file again.")]
    Header,
    /// The header was changed after it was created.
    #[error(
        "The header of this age file was altered (its HMAC is wrong). Get the file again from the person who sealed it."
    )]
    Mac,
    /// The armor is damaged, or there is text before or after it.
    #[error(
        "The text form (armor) of this age file is damaged. Copy all of it, from -----BEGIN to -----END, and nothing else."
    )]
    Armor,
    /// The content was cut off or changed.
    #[error("This age file is cut or damaged. What comes out of it is not complete: do not use it.")]
    Payload,
    /// The file was encrypted to other keys.
    #[error("This key does not open the file. It was sealed to other keys.")]
    NoMatch,
    /// The file was encrypted to keys, and the caller only has a passphrase.
    #[error("This file is sealed to a key, and no passphrase opens it. Give your key file with -i.")]
    NeedsKey,
    /// The passphrase is wrong.
    #[error("This passphrase does not open the file.")]
    WrongPassphrase,
    /// The work factor is above [`WORK_MAX`].
    #[error("This file was locked so thoroughly that it would take too long to open here. Use age instead.")]
    TooMuchWork,
    /// The file was encrypted to a post-quantum key, which the `age` crate doesn't support yet.
    #[error(
        "This file was sealed to a post-quantum key, which Sealpost does not support yet. Use age 1.3 or later."
    )]
    PostQuantum,
    /// The device or plugin of a key failed.
    #[error("The device or program behind this key could not be used. Connect it, and try again.")]
    Device,
    /// The file couldn't be read.
    #[error("The file could not be read: {0}.")]
    Read(io::ErrorKind),
    /// The content couldn't be written.
    #[error("The result could not be written: {0}.")]
    Write(io::ErrorKind),
}

type Source<'a> = Box<dyn BufRead + 'a>;

/// An age file after its header was read.
pub struct AgeFile<'a> {
    decryptor: Decryptor<io::Chain<Cursor<Vec<u8>>, Source<'a>>>,
    is_post_quantum: bool,
}

impl<'a> AgeFile<'a> {
    /// Reads the header of a file, binary or armored.
    ///
    /// # Errors
    /// [`FileError`] if the file isn't an age file, or its header is damaged.
    pub fn read(input: impl BufRead + 'a) -> Result<Self, FileError> {
        let mut source = dearmored(input)?;
        let header = header(&mut source)?;
        let is_post_quantum = header.windows(POST_QUANTUM.len()).any(|start| start == POST_QUANTUM);
        let decryptor = Decryptor::new_buffered(Cursor::new(header).chain(source)).map_err(of_header)?;
        Ok(Self { decryptor, is_post_quantum })
    }

    /// Returns true if the file opens with a passphrase, and not with a key.
    pub fn needs_passphrase(&self) -> bool {
        self.decryptor.is_scrypt()
    }

    /// Opens the file with keys.
    ///
    /// # Errors
    /// [`FileError::NoMatch`] if no key matches, or another [`FileError`] if the header can't be trusted.
    pub fn open(self, identities: &Identities) -> Result<Content<'a>, FileError> {
        // age never mixes post-quantum recipients with others, so no ordinary key can open such a file.
        let is_post_quantum = self.is_post_quantum;
        self.decryptor.decrypt(identities.age()).map(Content).map_err(|error| match of_header(error) {
            FileError::NoMatch if is_post_quantum => FileError::PostQuantum,
            error => error,
        })
    }

    /// Opens the file with a passphrase.
    ///
    /// # Errors
    /// [`FileError::WrongPassphrase`], or another [`FileError`] if the header can't be trusted.
    pub fn unlock(self, passphrase: &str) -> Result<Content<'a>, FileError> {
        let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase));
        identity.set_max_work_factor(WORK_MAX);
        let identity = std::iter::once(&identity as &dyn age::Identity);
        self.decryptor.decrypt(identity).map(Content).map_err(|error| match of_header(error) {
            FileError::NoMatch => FileError::WrongPassphrase,
            error => error,
        })
    }
}

/// The content of an age file, not yet decrypted.
pub struct Content<'a>(age::stream::StreamReader<io::Chain<Cursor<Vec<u8>>, Source<'a>>>);

impl Content<'_> {
    /// Decrypts everything to `out`. Only authenticated bytes are written, but a missing end is noticed only after
    /// the rest was written.
    ///
    /// # Errors
    /// [`FileError::Payload`] or [`FileError::Armor`] for a file that was cut off or changed.
    pub fn copy_to(mut self, out: &mut impl Write) -> Result<(), FileError> {
        let mut chunk = Zeroizing::new(vec![0; CHUNK]);
        loop {
            let length = match self.0.read(&mut chunk) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) => return Err(of_io(&error, FileError::Payload)),
            };
            out.write_all(&chunk[..length]).map_err(|error| FileError::Write(error.kind()))?;
        }
        out.flush().map_err(|error| FileError::Write(error.kind()))
    }
}

/// Returns the binary form of a file, without its armor.
fn dearmored<'a>(mut input: impl BufRead + 'a) -> Result<Source<'a>, FileError> {
    let mut lead = Vec::with_capacity(LEAD);
    let read = input.by_ref().take(LEAD as u64).read_to_end(&mut lead);
    read.map_err(|error| FileError::Read(error.kind()))?;
    let blanks = lead.len() - lead.trim_ascii_start().len();
    let is_armored = lead[blanks..].starts_with(b"-----");
    if !is_armored {
        let marker = b"-----BEGIN AGE";
        if lead.windows(marker.len()).any(|bytes| bytes == marker) {
            return Err(FileError::Armor);
        }
        return Ok(Box::new(Cursor::new(lead).chain(input)));
    }
    let first = lead[blanks..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    if first.strip_suffix(b"\r").unwrap_or(first) != b"-----BEGIN AGE ENCRYPTED FILE-----" {
        return Err(FileError::Armor);
    }
    lead.drain(..blanks);
    Ok(Box::new(ArmoredReader::new(Cursor::new(lead).chain(input))))
}

/// Reads the header, and checks its lines as strictly as the format requires. `age` itself also accepts stanzas
/// without a short last line, which existed before the format was final.
fn header(source: &mut Source<'_>) -> Result<Vec<u8>, FileError> {
    let mut header = Vec::new();
    let mut bounded = source.take(HEADER_MAX);
    let mut line = |header: &mut Vec<u8>| {
        let start = header.len();
        let read = bounded.read_until(b'\n', header);
        let read = read.map_err(|error| of_io(&error, FileError::Header))?;
        // A file that is cut off between two lines still ends with a line break.
        if read > 0 && header.last() == Some(&b'\n') { Ok(start) } else { Err(FileError::Header) }
    };
    let first = line(&mut header);
    if !header.starts_with(b"age-encryption.org/") {
        return Err(first.err().filter(|error| *error != FileError::Header).unwrap_or(FileError::NotAge));
    }
    first?;
    if header != VERSION {
        return Err(FileError::Version);
    }
    let mut is_in_body = false;
    loop {
        let start = line(&mut header)?;
        let content = &header[start..header.len() - 1];
        if is_in_body {
            if content.starts_with(b"-") {
                return Err(FileError::Header);
            }
            is_in_body = content.len() >= COLUMNS;
        } else if content.starts_with(b"-> ") {
            is_in_body = true;
        } else {
            break;
        }
    }
    Ok(header)
}

fn of_header(error: DecryptError) -> FileError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed => FileError::NoMatch,
        DecryptError::ExcessiveWork { .. } => FileError::TooMuchWork,
        DecryptError::InvalidMac => FileError::Mac,
        DecryptError::UnknownFormat => FileError::Version,
        DecryptError::InvalidHeader => FileError::Header,
        DecryptError::Io(error) => of_io(&error, FileError::Header),
        // The other errors come from plugins.
        _ => FileError::Device,
    }
}

/// Returns the error for a failed read: of the armor, of the disk, or of the `part` that was being read.
fn of_io(error: &io::Error, part: FileError) -> FileError {
    let is_armor = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<ArmoredReadError>);
    match error.kind() {
        io::ErrorKind::InvalidData if is_armor => FileError::Armor,
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => part,
        kind => FileError::Read(kind),
    }
}
