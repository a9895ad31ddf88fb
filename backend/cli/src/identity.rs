//! The technician's key file. Every mistake has its own message, which never shows the file's content.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use shared::{
    identities,
    open::{Identities, OpenError},
};
use zeroize::Zeroizing;

use super::{
    Failure, ask,
    plugin::{self, Unusable},
    say::{SAY, TECHNICIAN},
};

/// Largest key file that is read, in bytes; age-keygen's have about 190.
const SIZE_MAX: usize = 64 * 1024;

/// Reads a key file.
pub(crate) fn read(path: &Path) -> Result<Identities, Failure> {
    let name = path.display();
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::usage(SAY.file_is_folder(&name)).next(SAY.key_in_folder()));
    }
    let bytes = bounded(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(SAY.file_missing(&name)).next(SAY.key_missing_next()),
        _ => Failure::usage(SAY.key_unreadable(&name, &error)),
    })?;
    let wrong = |reason: &str| Failure::usage(format!("{name}: {reason}"));
    let cannot_open = |error| wrong(TECHNICIAN.open_error(error));
    if bytes.len() > SIZE_MAX {
        return Err(wrong(SAY.key_large()));
    }
    let text = if identities::is_locked(&bytes) {
        let passphrase = ask::passphrase(&SAY.key_passphrase(&name))?;
        identities::unlock(&bytes, &passphrase).map_err(cannot_open)?
    } else {
        identities::text(&bytes).map_err(cannot_open)?
    };
    parse(&text).map_err(|error| match error {
        Unread::Missing(program) => wrong(&SAY.key_plugin(&program)).next(SAY.key_plugin_next()),
        Unread::Open(error) => cannot_open(error),
    })
}

enum Unread {
    Missing(String),
    Open(OpenError),
}

fn parse(text: &str) -> Result<Identities, Unread> {
    let mut missing = None;
    let read = Identities::parse_with(text, |line| {
        plugin::identity(line).map_err(|error| match error {
            Unusable::Missing(program) => {
                missing = Some(program);
                OpenError::NeedsPlugin
            }
            Unusable::NotAnIdentity => OpenError::NotAnIdentity,
        })
    });
    read.map_err(|error| missing.map_or(Unread::Open(error), Unread::Missing))
}

/// Returns the content of a file, cut one byte after [`SIZE_MAX`].
pub(crate) fn bounded(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SIZE_MAX + 1));
    File::open(path)?.take(SIZE_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_has_its_message() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let error = |path: &Path| read(path).unwrap_err().to_string();
        assert!(error(folder.path()).ends_with(SAY.key_in_folder()));
        assert!(error(&folder.path().join("none")).ends_with(SAY.key_missing_next()));
        let not_a_key = TECHNICIAN.open_error(OpenError::NotAnIdentity);
        assert!(error(&file("empty", b"")).ends_with(not_a_key));
        assert!(error(&file("binary", &[0xff; 20])).ends_with(not_a_key));
        assert!(error(&file("large", &vec![b'#'; SIZE_MAX + 1])).ends_with(SAY.key_large()));
        let unknown = b"AGE-PLUGIN-NOTATALL-1QVHULF";
        assert!(error(&file("device", unknown)).ends_with(not_a_key), "its checksum is wrong");
        assert!(read(&file("good", Identities::generate().to_file().as_bytes())).is_ok());
    }
}
