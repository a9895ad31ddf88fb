//! The technician's key file. Whatever is wrong with it is said in a sentence; its content never is.

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
};

/// Largest key file that is read, in bytes; age-keygen's have about 190.
const SIZE_MAX: usize = 64 * 1024;

/// Reads a key file.
pub(crate) fn read(path: &Path) -> Result<Identities, Failure> {
    let name = path.display();
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::usage(format!("{name} is a folder.")).next("Name the key file in it."));
    }
    let bytes = bounded(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(format!("There is no file {name}."))
            .next("Give your key file with -i. To make one: sealpost keygen -o key.txt --register"),
        _ => Failure::usage(format!("The key file {name} cannot be read: {error}.")),
    })?;
    let wrong = |reason: &dyn std::fmt::Display| Failure::usage(format!("{name}: {reason}"));
    if bytes.len() > SIZE_MAX {
        return Err(wrong(&"This is too large to be a key file."));
    }
    let text = if identities::is_locked(&bytes) {
        let passphrase = ask::passphrase(&format!("Passphrase of the key file {name}: "))?;
        identities::unlock(&bytes, &passphrase).map_err(|error| wrong(&error))?
    } else {
        identities::text(&bytes).map_err(|error| wrong(&error))?
    };
    parse(&text).map_err(|error| match error {
        Unread::Missing(program) => Failure::usage(format!(
            "{name}: this key needs the program {program}, which is not installed here."
        ))
        .next("Install the plugin that made the key file, so that it is found in PATH."),
        Unread::Open(error) => wrong(&error),
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

fn bounded(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SIZE_MAX + 1));
    File::open(path)?.take(SIZE_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_has_its_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let said = |path: &Path| read(path).unwrap_err().to_string();
        assert!(said(folder.path()).contains("is a folder"));
        assert!(said(&folder.path().join("none")).contains("There is no file"));
        assert!(said(&file("empty", b"")).contains("not an age key file"));
        assert!(said(&file("binary", &[0xff; 20])).contains("not an age key file"));
        assert!(said(&file("large", &vec![b'#'; SIZE_MAX + 1])).contains("too large"));
        let unknown = b"AGE-PLUGIN-NOTATALL-1QVHULF";
        assert!(said(&file("device", unknown)).contains("not an age key file"), "its checksum is wrong");
        assert!(read(&file("good", Identities::generate().to_file().as_bytes())).is_ok());
    }
}
