use super::*;

fn opened(identities: &Identities, file: &[u8]) -> Result<Vec<u8>, FileError> {
    let mut out = Vec::new();
    AgeFile::read(file)?.open(identities)?.copy_to(&mut out)?;
    Ok(out)
}

fn sealed(identities: &Identities, content: &[u8]) -> Vec<u8> {
    let key: age::x25519::Recipient = identities.public_keys()[0].parse().unwrap();
    crate::sealed::cipher::encrypt(&[Box::new(key)], content).unwrap()
}

#[test]
fn files_with_several_chunks_open_and_damage_is_named() {
    let (ada, eve) = (Identities::generate(), Identities::generate());
    let content = vec![7; 3 * CHUNK + 5];
    let file = sealed(&ada, &content);
    assert_eq!(opened(&ada, &file).as_ref(), Ok(&content));
    assert_eq!(opened(&eve, &file), Err(FileError::NoMatch));
    assert_eq!(opened(&ada, &file[..file.len() - 1]), Err(FileError::Payload));
    assert_eq!(opened(&ada, &file[..30]), Err(FileError::Header));
    assert_eq!(opened(&ada, b"Dear Ada,\n"), Err(FileError::NotAge));
    assert_eq!(opened(&ada, b""), Err(FileError::NotAge));
    assert_eq!(opened(&ada, b"age-encryption.org/v2\n-> x\n"), Err(FileError::Version));
    assert_eq!(opened(&ada, b"-----BEGIN PGP MESSAGE-----\n"), Err(FileError::Armor));
}

#[test]
fn a_truncated_file_is_rejected() {
    let ada = Identities::generate();
    let file = sealed(&ada, b"a few bytes");
    for length in 0..file.len() {
        assert!(opened(&ada, &file[..length]).is_err(), "cut off after {length} bytes");
    }
}

#[test]
fn an_endless_header_takes_no_more_memory_than_the_largest_header() {
    let body = [&[b'A'; COLUMNS][..], b"\n"].concat();
    let endless = Lines { line: body, at: 0 };
    let file = io::BufReader::new(Cursor::new([VERSION, b"-> X25519 x\n"].concat()).chain(endless));
    assert!(matches!(AgeFile::read(file), Err(FileError::Header)));
}

/// Repeats one line forever.
struct Lines {
    line: Vec<u8>,
    at: usize,
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for byte in &mut *buffer {
            *byte = self.line[self.at % self.line.len()];
            self.at += 1;
        }
        Ok(buffer.len())
    }
}
