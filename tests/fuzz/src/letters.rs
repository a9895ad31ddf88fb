//! Links as people paste them, and sealed files that somebody has altered.

use std::sync::OnceLock;

use shared::{
    details::{Answers, Secret, SecretKind},
    link::Link,
    open::{Identities, open_check},
    rules::{Port, Security},
    seal::seal_check,
};

/// A link, or something like it.
pub fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(link) = Link::parse(&text) {
        let again = Link::parse(&link.url("https://agency.test")).expect("what we print can be read");
        assert!(again == link, "a link is the same after it was printed");
    }
}

/// Changes of a sealed file: two bytes say where it is cut, then a place and what is flipped there, three bytes each.
/// Whatever was changed, it does not open.
pub fn sealed(bytes: &[u8]) {
    let (identities, whole) = letter();
    let Some((cut, flips)) = bytes.split_first_chunk() else { return };
    let mut file = whole.clone();
    file.truncate(file.len() - usize::from(u16::from_be_bytes(*cut)) % file.len());
    for flip in flips.chunks_exact(3) {
        let place = usize::from(u16::from_be_bytes([flip[0], flip[1]])) % file.len();
        file[place] ^= flip[2];
    }
    let opens = open_check(identities, &file).is_ok();
    assert_eq!(opens, file == *whole, "an altered file opens, or the whole one does not");
}

/// One sealed file for the length of the program, and what opens it.
fn letter() -> &'static (Identities, Vec<u8>) {
    static LETTER: OnceLock<(Identities, Vec<u8>)> = OnceLock::new();
    LETTER.get_or_init(|| {
        let identities = Identities::generate();
        let answers = Answers {
            provider: String::new(),
            host: "smtp.shop.test".parse().expect("a host"),
            port: Port::new(465).expect("a port"),
            security: Security::ImplicitTls,
            username: "ada@shop.test".parse().expect("a user name"),
            secret_kind: SecretKind::AppPassword,
            address: "ada@shop.test".parse().expect("an address"),
            note: String::new(),
        };
        let secret = Secret::new("horse-battery-7261".into()).expect("a secret");
        let file = seal_check(&identities.public_keys()[0], &answers, &secret).expect("it can be sealed");
        (identities, file)
    })
}
