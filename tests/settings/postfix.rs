//! Postfix: `main.cf` as postconf reads it, and the table of passwords as postmap reads it.

use std::{
    fmt::Write as _,
    fs,
    io::Write,
    process::{Command, Stdio},
};

use shared::configure::{Platform, Reason, render};
use shared::{details::SecretKind, secret::Secret};

use crate::{MAILBOX, answers, output, values, written};

const TABLE: &str = "# ---- /etc/postfix/sasl_passwd ----\n";

#[test]
fn passwords() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut keys, mut table, mut wanted) = (String::new(), String::new(), Vec::new());
    for value in values() {
        match written(Platform::Postfix, &value) {
            Ok(text) => {
                let (_, entry) = text.split_once(TABLE).expect("a table");
                // A key of its own for each value, so that one process reads them all.
                let key = format!("[v{}.example]:587", wanted.len());
                writeln!(keys, "{key}").expect("a string");
                table.push_str(&entry.replacen("[smtp.bakery.example]:587", &key, 1));
                wanted.push(format!("{key}\t{MAILBOX}:{value}"));
            }
            Err(error) => {
                assert!(value.ends_with(' ') && error.reason == Reason::SecretHasOuterSpace, "{value:?}");
            }
        }
    }
    let path = folder.path().join("sasl_passwd");
    fs::write(&path, table).expect("writable");
    let mut postmap = Command::new("postmap");
    postmap.args(["-q", "-"]).arg(format!("texthash:{}", path.display()));
    postmap.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = postmap.spawn().expect("postmap runs");
    let mut input = running.stdin.take().expect("piped");
    let writing = std::thread::spawn(move || input.write_all(keys.as_bytes()));
    let output = running.wait_with_output().expect("postmap runs");
    writing.join().expect("no panic").expect("postmap reads everything");
    let read = String::from_utf8(output.stdout).expect("text");
    for (read, wanted) in read.split_terminator('\n').zip(&wanted) {
        assert_eq!(read, wanted);
    }
    assert_eq!(read.split_terminator('\n').count(), wanted.len(), "{:?}", output.stderr);
}

#[test]
fn main_cf() {
    let mut answers = answers();
    answers.address = "a$b#c%d@bakery.example".parse().expect("an address");
    let secret = Secret::from_text(SecretKind::SmtpPassword, "x".into()).expect("a password");
    let text = render(Platform::Postfix, None, &answers, &secret, |remark| format!("{remark:?}"));
    let text = text.expect("settings");
    let (main, _) = text.split_once(TABLE).expect("two parts");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("main.cf"), format!("compatibility_level = 3.6\n{main}")).expect("writable");
    fs::write(folder.path().join("master.cf"), "").expect("writable");
    let read = |name: &str| {
        let mut postconf = Command::new("postconf");
        output(postconf.arg("-c").arg(folder.path()).args(["-x", "-h", name])).trim().to_owned()
    };
    for (name, wanted) in [
        ("relayhost", "[smtp.bakery.example]:587"),
        ("smtp_tls_wrappermode", "no"),
        ("smtp_tls_security_level", "secure"),
        ("smtp_sasl_password_maps", "texthash:/etc/postfix/sasl_passwd"),
        ("sender_canonical_maps", "static:a$b#c%d@bakery.example"),
    ] {
        assert_eq!(read(name), wanted, "{name}");
    }
    // postconf names each line that isn't a setting, or that has another one's name.
    let mut all = Command::new("postconf");
    let checked = all.arg("-c").arg(folder.path()).arg("-n").output().expect("postconf runs");
    assert!(checked.stderr.is_empty(), "{checked:?}");
}
