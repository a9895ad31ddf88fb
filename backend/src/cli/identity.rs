//! The technician's key file. Whatever is wrong with it is said in a sentence; its content never is.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

use shared::open::Identities;
use zeroize::Zeroizing;

use super::Failure;

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
    let no_text = "This is not an age key file. It holds a line that starts with AGE-SECRET-KEY-1.";
    // A binary age file is a locked key, though no text.
    let text = if bytes.starts_with(b"age-encryption.org/v1") {
        "age-encryption.org/v1"
    } else {
        std::str::from_utf8(&bytes).map_err(|_| wrong(&no_text))?
    };
    Identities::parse(text).map_err(|error| wrong(&error))
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
        assert!(said(&file("locked", b"age-encryption.org/v1\n-> scrypt \xff")).contains("passphrase"));
        assert!(read(&file("good", Identities::generate().to_file().as_bytes())).is_ok());
    }
}
