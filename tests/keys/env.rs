//! Settings for a `.env` file. Each program that reads such files has its own format. The page shows and copies the
//! same text that the command prints.

use std::{fs, process::Command};

use shared::{configure::Reader, rules::Security};
use support::{
    agency::{TECHNICIAN, vouched_by},
    browser::{Browser, DESK},
    client::answers,
    pages::{assert_built, open_letter, sign_in},
    say, wait,
};

use crate::{set_up, terminal};

/// Each reader misinterprets at least one of these characters: as a variable, a blank, a comment or the end of a
/// quoted string.
const SECRET: &str = "p${HOME}q7 #x'z";

#[test]
fn page_and_command_write_each_readers_env_format() {
    let (server, agency) = set_up();
    assert_built(&server);
    let made = agency.onboarding("Bakery Winter", "shop.test");
    let client = agency.client(&made.link);
    let details = answers("smtp.gmail.com", 465, Security::ImplicitTls, "ada@shop.test");
    assert_eq!(client.submit(&client.seal(&details, SECRET)).status, 201);
    let home = terminal(&server, TECHNICIAN, &[]);
    fs::write(home.file("key.txt"), agency.identities.to_file().as_bytes()).expect("writable");
    let vouched_by = vouched_by();
    let open =
        ["open", &made.id, "-i", "key.txt", "--as", "env", "--accept-manager", &vouched_by, "--reader"];
    let printed = |reader: Reader| {
        let output = home.run(&[&open[..], &[reader.id()]].concat(), "");
        output.well().to_owned()
    };

    let technician = Browser::sized(DESK);
    sign_in(&technician, &server, TECHNICIAN);
    open_letter(&technician, &server, &made.id, &home.file("key.txt"));
    technician.press(say::TECHNICIAN.origin_key_same());
    technician.press(".env");
    technician.press(say::TECHNICIAN.paste_show_password());
    for reader in Reader::ALL {
        technician.press(reader.label());
        let wanted = printed(reader);
        wait::until(&format!("the form for {}", reader.id()), || {
            let shown = technician.script("return document.querySelector('pre.paste').textContent", &[]);
            if shown == *wanted { Ok(()) } else { Err(format!("{shown}, not {wanted:?}")) }
        });
        technician.press(say::TECHNICIAN.paste_copy());
        wait::until("the clipboard", || {
            let copied = technician.clipboard();
            if copied == wanted { Ok(()) } else { Err(format!("{copied:?}, not {wanted:?}")) }
        });
    }
    technician.assert_no_complaints();

    // Docker keeps quotes as part of the value. Without quotes, a shell would misread the rest.
    let docker = printed(Reader::Docker);
    assert!(docker.lines().any(|line| line.ends_with(&format!("={SECRET}"))), "{docker}");
    let line = docker.lines().find(|line| line.ends_with(SECRET)).expect("the password");
    let (name, _) = line.split_once('=').expect("a variable");
    fs::write(home.file("shell.env"), printed(Reader::Sh)).expect("writable");
    let mut sh = Command::new("sh");
    sh.args(["-c", &format!(". \"$1\"; printf %s \"${name}\""), "sh"]).arg(home.file("shell.env"));
    let read = sh.output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&read.stdout), SECRET);
}
