//! An app's certificate and its private key, from a file. Every mistake has its own message, which never shows the file's
//! content.

use std::{fs, io, path::Path};

use shared::grant::{ClientCertificate, NotACertificate};

use super::{
    Failure, identity,
    say::{LETTER, SAY},
};

/// Reads a file in PEM.
pub(crate) fn read(path: &Path) -> Result<ClientCertificate, Failure> {
    let name = path.display();
    if fs::metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::usage(SAY.file_is_folder(&name)).next(SAY.certificate_next()));
    }
    let bytes = identity::bounded(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(SAY.file_missing(&name)).next(SAY.certificate_next()),
        _ => Failure::usage(SAY.file_unreadable(&name, &error)),
    })?;
    // A file in DER isn't text, and has only one of the two.
    let name = name.to_string();
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong(&name, NotACertificate::NoCertificate))?;
    parse(&name, text)
}

/// Reads a text in PEM. `of` is the file or the field that it is from.
pub(crate) fn parse(of: &str, text: &str) -> Result<ClientCertificate, Failure> {
    ClientCertificate::parse(text).map_err(|error| wrong(of, error))
}

fn wrong(of: &str, error: NotACertificate) -> Failure {
    let failure = Failure::usage(format!("{of}: {}", LETTER.not_a_certificate(error)));
    match error {
        NotACertificate::Encrypted | NotACertificate::OtherForm => failure.next(SAY.certificate_convert()),
        _ => failure.next(SAY.certificate_next()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mistake_has_its_message_and_a_next_step() {
        let folder = tempfile::tempdir().unwrap();
        let of = |name: &str, content: &[u8]| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            read(&path).unwrap_err().to_string()
        };
        for (name, content, error, next) in [
            ("empty", &b""[..], NotACertificate::NoCertificate, SAY.certificate_next()),
            ("der", &b"0\x82\xff\xff"[..], NotACertificate::NoCertificate, SAY.certificate_next()),
            (
                "locked",
                &b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nhunter2\n"[..],
                NotACertificate::Encrypted,
                SAY.certificate_convert(),
            ),
            (
                "old",
                &b"-----BEGIN RSA PRIVATE KEY-----\nhunter2\n"[..],
                NotACertificate::OtherForm,
                SAY.certificate_convert(),
            ),
            ("long", &vec![b' '; 70_000][..], NotACertificate::TooLong, SAY.certificate_next()),
        ] {
            let said = of(name, content);
            assert!(said.contains(LETTER.not_a_certificate(error)) && said.ends_with(next), "{name}: {said}");
            assert!(!said.contains("hunter2"), "{said}");
        }
        let none = read(&folder.path().join("none")).unwrap_err().to_string();
        assert!(none.ends_with(SAY.certificate_next()), "{none}");
        assert!(read(folder.path()).is_err());
    }
}
