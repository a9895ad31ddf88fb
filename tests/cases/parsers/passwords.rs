//! Passwords as they reach the mail server: from the page, from `sealpost check` and from `sealpost seal`.

use std::fs;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use shared::{
    details::{Cleaning, clean_secret},
    facts,
};
use support::command::Terminal;

use super::{case::Case, office::Office};
use crate::smtp;

const USER: &str = "orders@bakery.example";

pub(super) fn complaints(case: &Case) -> Vec<String> {
    let from = [
        ("page", &case.expect.page, page(case)),
        ("check", &case.expect.check, check(case)),
        ("seal", &case.expect.seal, seal(case)),
    ];
    let mut complaints = Vec::new();
    for (name, wanted, used) in from {
        let wanted = wanted.as_ref().expect("bytes").replace("{input}", &case.input);
        if !used.contains(&wanted) {
            complaints.push(format!("{name} gives {used:?}, not {wanted:?}"));
        }
    }
    complaints
}

/// Returns the password from the page's field. For a provider that isn't in the table, its text is unchanged.
fn page(case: &Case) -> Vec<String> {
    let cleaning = case
        .provider
        .as_ref()
        .map_or(Cleaning::None, |id| facts::provider(id).expect("a provider in the table").secret_normalize);
    vec![clean_secret(&case.input, cleaning).text.to_string()]
}

/// Returns the password that a server receives from `sealpost check`, in each of its attempts.
fn check(case: &Case) -> Vec<String> {
    let received = smtp::received_by_a_server_that_refuses("mail.bakery.example", |dns, roots| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("roots.pem");
        fs::write(&path, roots).expect("writable");
        let roots = path.display().to_string();
        let terminal = Terminal::new(&[("SEALPOST_DNS", dns.to_owned()), ("SEALPOST_EXTRA_ROOTS", roots)]);
        let arguments = ["check", "mail.bakery.example:465", "--user", USER, "--password-stdin", "--json"];
        let output = terminal.run(&arguments, &format!("{}\n", case.input));
        assert!(output.out.contains("auth"), "it didn't get as far as the sign-in: {output:?}");
    });
    let lines = String::from_utf8_lossy(&received).into_owned();
    let proofs = lines.lines().filter_map(|line| line.trim_end().strip_prefix("AUTH PLAIN "));
    let decoded = proofs.filter_map(|proof| STANDARD.decode(proof).ok());
    let texts = decoded.filter_map(|bytes| String::from_utf8(bytes).ok());
    texts.filter_map(|text| text.rsplit_once('\0').map(|(_, secret)| secret.to_owned())).collect()
}

/// Returns the password that the technician receives from `sealpost seal`.
fn seal(case: &Case) -> Vec<String> {
    let office = Office::open();
    let link = office.made.link.url(&office.server.url());
    office.seal(&link, &Office::details("secret", &*case.input)).well();
    vec![office.opened()["secret"].as_str().expect("a secret").to_owned()]
}
