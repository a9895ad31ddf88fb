//! Key files, passed to `sealpost open FILE`; public keys, passed to `sealpost register`.

use std::fs;

use shared::open::Identities;
use support::{command::Terminal, say::TECHNICIAN};

use super::case::Case;

/// The content that is encrypted to the key.
const CONTENT: &[u8] = b"sealed to an ordinary key\n";

/// As many letters as a post-quantum key has after its prefix. Their value doesn't matter.
const LETTERS: &str = "QYRS3GJHQF6A2ZD7T5XKLMNPWCV8U4E0QYRS3GJHQF6A2ZD7T5XKLMNPWC";

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let identities = Identities::generate();
    let recipient = identities.public_keys()[0].clone();
    let file = identities.to_file();
    let identity = file.lines().last().expect("the key is the last line");
    let input = case
        .input
        .replace("{identity}", identity)
        .replace("{recipient}", &recipient)
        .replace("{58 letters}", LETTERS)
        .replace("{bech32}", &LETTERS.to_lowercase())
        .replace('\u{2026}', &LETTERS.to_lowercase());
    let terminal = Terminal::new(&[]);
    let is_public = input.starts_with("age1");
    let output = if is_public {
        fs::write(terminal.file("key.txt"), file.as_bytes()).expect("writable");
        let server = "http://127.0.0.1:9";
        terminal.run(&["register", "-i", "key.txt", "--recipient", &input, "--server", server], "")
    } else {
        fs::write(terminal.file("key.txt"), encoded(&input, &case.encode)).expect("writable");
        let key: age::x25519::Recipient = recipient.parse().expect("a public key");
        fs::write(terminal.file("sealed.age"), age::encrypt(&key, CONTENT).expect("sealed"))
            .expect("writable");
        terminal.run(&["open", "sealed.age", "-i", "key.txt"], "")
    };
    let mut complaints = Vec::new();
    let opens = case.expect.opens.expect("the case says if the key opens the file");
    let does_open = output.status == Some(0) && output.out.as_bytes() == CONTENT;
    if does_open != opens && !case.is_fair(&output.err) {
        complaints.push(format!("opens isn't {opens}: {output:?}"));
    }
    if !does_open {
        complaints.extend(case.words(&output.err));
    }
    if !is_public {
        complaints.extend(as_in_the_page(&encoded(&input, &case.encode), does_open, &output.err));
    }
    complaints
}

/// Checks the page's function for key files, which must show the same message.
fn as_in_the_page(file: &[u8], opens: bool, output: &str) -> Option<String> {
    match Identities::read(file) {
        Ok(_) if opens => None,
        Err(error) if !opens && output.contains(TECHNICIAN.open_error(error)) => None,
        other => Some(format!("the page says something else: {other:?}, not {output}")),
    }
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let units = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    match encoding {
        "" => text.into(),
        "utf-8 with EF BB BF" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "utf-16le with FF FE" => [&b"\xff\xfe"[..], &units(u16::to_le_bytes)].concat(),
        "utf-16be with FE FF" => [&b"\xfe\xff"[..], &units(u16::to_be_bytes)].concat(),
        "utf-16le" => units(u16::to_le_bytes),
        "utf-16be" => units(u16::to_be_bytes),
        other => panic!("unknown encoding: {other}"),
    }
}
