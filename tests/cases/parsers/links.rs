//! Links, passed to `sealpost seal`.

use std::fmt::Write as _;

use shared::link::Link;

use super::{case::Case, office::Office};

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let office = Office::open();
    let url = office.server.url();
    let input = case
        .input
        .replace("{link}", &office.made.link.url(&url))
        .replace("{url-encoded}", &encoded(&url))
        .replace("{url}", &url)
        .replace("{fragment}", &office.made.link.fragment());
    let output = office.seal(&input, &Office::details("port", 465));
    let mut complaints = Vec::new();
    let opens = case.expect.opens.expect("the case says if the link opens");
    if (output.status == Some(0)) != opens && !case.is_fair(&output.err) {
        complaints.push(format!("opens isn't {opens}: {output:?}"));
    }
    if output.status != Some(0) {
        complaints.extend(case.words(&output.err));
    }
    // The page shows the message of the same function.
    let read = Link::parse(&input);
    if read.is_ok() != (output.status == Some(0)) {
        complaints.push(format!("the page reads it differently: {read:?}"));
    }
    complaints
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => write!(out, "%{byte:02X}").expect("a string accepts any write"),
        }
        out
    })
}
