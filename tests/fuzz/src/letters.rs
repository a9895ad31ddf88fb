//! Links as people paste them, and sealed files that someone has altered.

use std::sync::OnceLock;

use shared::{
    agefile::{AgeFile, FileError},
    configure::{Platform, Reader, render},
    details::{Answers, SecretKind},
    link::{Link, LinkError},
    open::{Identities, OpenedLink, open_check},
    rules::{Port, Security},
    seal::seal_check,
    secret::Secret,
    typed,
    voucher::{Managers, Vouching, VouchingKey},
};

/// A link, as in the corpus.
const LINK: &str = "040020g30g2gc1r81450p30d1r7ge1r70w3ge1r70w3ge1r70w3gf3d41070";

/// Fuzzes a link or something like it, also with a voucher, as technicians get it. A voucher that was not signed for
/// this link must not count.
pub fn link(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(opened) = OpenedLink::parse(&text) {
        let site = "shop.test".parse().expect("a site");
        let vouching = Managers::default().vouching(opened.voucher.as_ref(), &opened.link, &site);
        let is_nobodys = matches!(vouching, None | Some(Vouching::Nobody));
        assert!(is_nobodys || opened == *vouched(), "a forged signature counts");
    }
    if let Ok(link) = Link::parse(&text) {
        let again = Link::parse(&link.url("https://agency.test")).expect("what we print can be read");
        assert!(again == link, "printing changed the link");
    }
    // With any text before and after it, no other link is found.
    let among = format!("{} https://agency.test/o#{LINK} {}", text.trim_end_matches(['"', '<']), text);
    match Link::parse(&among) {
        Ok(found) => assert!(*found.fragment() == *LINK, "a different link was found"),
        Err(error) => assert!(error == LinkError::Several, "the link wasn't found: {error}"),
    }
}

/// Fuzzes what a person pastes as a key file, or types as a server, a port or an address.
pub fn typed(bytes: &[u8]) {
    if let Ok(identities) = Identities::read(bytes) {
        for key in identities.public_keys() {
            assert!(key.starts_with("age1"), "a public key begins with age1");
        }
    }
    let text = String::from_utf8_lossy(bytes);
    let ascii = |name: &str| name.is_ascii().then(|| name.to_owned());
    if let Ok(server) = typed::server(&text, &ascii) {
        let again = typed::server(server.host.as_str(), &ascii).expect("a host is understood");
        assert!(again.host == server.host && again.port.is_none(), "{text:?} is read as {again:?}");
    }
    if let Ok(port) = typed::port(&text) {
        assert_eq!(typed::port(&port.to_string()), Ok(port));
    }
    if let Ok(address) = typed::address(&text, &ascii) {
        assert_eq!(typed::address(address.as_str(), &ascii), Ok(address));
    }
}

/// Fuzzes a password in a `.env` file. In every format it is one line, and a shell finds nothing in it to run.
pub fn env(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let Ok(secret) = Secret::from_text(SecretKind::SmtpPassword, text) else { return };
    for reader in Reader::ALL.map(Some).into_iter().chain([None]) {
        let text = render(Platform::Env, reader, &answers(), &secret, |remark| format!("{remark:?}"))
            .expect("a .env file takes every password");
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 6, "wrong number of lines for {reader:?}");
        assert!(lines[5].starts_with("SMTP_PASSWORD="));
    }
}

/// Fuzzes an age file: it opens completely, or says why not.
pub fn agefile(bytes: &[u8]) {
    let (identities, whole) = letter();
    let opened = |file: &[u8]| {
        let mut out = Vec::new();
        AgeFile::read(file)?.open(identities)?.copy_to(&mut out)?;
        Ok::<_, FileError>(out)
    };
    let content = opened(whole).expect("our own file opens");
    let cut = usize::from(bytes.first().copied().unwrap_or_default()) % whole.len();
    for file in [bytes.to_vec(), [bytes, whole].concat(), [&whole[..cut], bytes].concat()] {
        if let Ok(found) = opened(&file) {
            assert!(found == content, "wrong content was accepted");
        }
    }
}

/// Returns a link with a valid voucher, as technicians get it.
fn vouched() -> &'static OpenedLink {
    static VOUCHED: OnceLock<OpenedLink> = OnceLock::new();
    VOUCHED.get_or_init(|| {
        let link = Link::parse(LINK).expect("a link");
        let site = "shop.test".parse().expect("a site");
        let voucher = VouchingKey::new(|seed| seed.fill(1)).vouch("Max", &link, &site);
        OpenedLink { link, voucher: Some(voucher) }
    })
}

/// Changes a sealed file: two bytes say where it is cut. Then each three bytes give a position and the bits to flip. A
/// changed file must not open.
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
    assert_eq!(opens, file == *whole, "an altered file opens, or the original doesn't");
}

fn answers() -> Answers {
    Answers {
        provider: String::new(),
        host: "smtp.shop.test".parse().expect("a host"),
        port: Port::new(465).expect("a port"),
        security: Security::ImplicitTls,
        username: "ada@shop.test".parse().expect("a user name"),
        address: "ada@shop.test".parse().expect("an address"),
        note: String::new(),
    }
}

/// Returns a sealed file and the identities that open it, created once.
fn letter() -> &'static (Identities, Vec<u8>) {
    static LETTER: OnceLock<(Identities, Vec<u8>)> = OnceLock::new();
    LETTER.get_or_init(|| {
        let identities = Identities::generate();
        let answers = answers();
        let secret =
            Secret::from_text(SecretKind::AppPassword, "horse-battery-7261".into()).expect("a secret");
        let file = seal_check(&identities.public_keys()[0], &answers, &secret).expect("it can be sealed");
        (identities, file)
    })
}
