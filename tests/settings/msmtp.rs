//! msmtp: the account as `--pretend` prints it, and the password as it is sent to a server.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::configure::{Platform, Reason};

use crate::{APPLICATION, CLIENT_SECRET, MAILBOX, TENANT, XOAUTH2, output, values, written, written_oauth};

fn save(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("msmtprc");
    fs::write(&path, text).expect("writable");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("ours");
    path
}

#[test]
fn account() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = save(folder.path(), &written(Platform::Msmtp, "x").expect("settings"));
    let mut msmtp = Command::new("msmtp");
    msmtp.arg("-C").arg(path).args(["--pretend", "to@bakery.example"]).stdin(Stdio::null());
    let printed = output(&mut msmtp);
    let user = format!("user = {MAILBOX}");
    let lines = ["host = smtp.bakery.example", "port = 587", "tls = on", "tls_starttls = on", &user];
    for line in lines {
        assert!(printed.lines().any(|printed| printed == line), "{line} isn't in {printed}");
    }
}

/// Runs the account against a server on this machine, which has no certificate.
fn send(folder: &Path, account: &str, port: u16, auth: &str) {
    let text = account
        .replace(
            "host \"smtp.bakery.example\"\nport 587\ntls on\n",
            &format!("host 127.0.0.1\nport {port}\n"),
        )
        .replace("tls_starttls on\nfrom", "from")
        .replace("auth on\n", auth);
    let path = save(folder, &text);
    let mut msmtp = Command::new("msmtp");
    msmtp.arg("-C").arg(path).arg("to@bakery.example").stdin(Stdio::null()).env("HOME", folder);
    let paths = std::env::var("PATH").expect("a path");
    output(msmtp.env("PATH", format!("{}:{paths}", folder.display())));
}

fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

/// `sealpost token` has tests of its own. Here, a stub keeps what it is asked for.
#[test]
fn account_with_a_token() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = written_oauth(Platform::Msmtp);
    let (account, secret) = text.split_once("# ---- ~/.msmtp-sealpost ----\n").expect("two files");
    fs::write(folder.path().join(".msmtp-sealpost"), secret).expect("writable");
    let stub = folder.path().join("sealpost");
    let script =
        "#!/bin/sh\nread -r secret\nprintf '%s\\n' \"$*\" \"$secret\" > \"$HOME/asked\"\necho a-token\n";
    fs::write(&stub, script).expect("writable");
    fs::set_permissions(&stub, fs::Permissions::from_mode(0o755)).expect("ours");
    let (listener, port) = listen();
    let server = thread::spawn(move || credentials(&listener));
    send(folder.path(), account, port, "");
    assert_eq!(server.join().expect("no panic"), XOAUTH2);
    let asked = fs::read_to_string(folder.path().join("asked")).expect("the command ran");
    let command = format!("token --tenant {TENANT} --application {APPLICATION} --secret-stdin");
    assert_eq!(asked, format!("{command}\n{CLIENT_SECRET}\n"));
}

#[test]
fn passwords() {
    let folder = tempfile::tempdir().expect("a folder");
    let (listener, port) = listen();
    // One of 17, because each takes a process.
    let some: Vec<String> = values().into_iter().step_by(17).chain(["'".repeat(488)]).collect();
    let count = some.len();
    let server = thread::spawn(move || (0..count).map(|_| credentials(&listener)).collect::<Vec<String>>());
    for value in &some {
        send(folder.path(), &written(Platform::Msmtp, value).expect("settings"), port, "auth plain\n");
    }
    for (sent, value) in server.join().expect("no panic").into_iter().zip(some) {
        assert_eq!(sent, format!("\0{MAILBOX}\0{value}"));
    }
    let too_long = written(Platform::Msmtp, &"'".repeat(489)).map_err(|error| error.reason);
    assert_eq!(too_long, Err(Reason::SecretTooLong));
}

/// Serves one SMTP connection. Returns what AUTH sent.
fn credentials(listener: &TcpListener) -> String {
    let (stream, _) = listener.accept().expect("a connection");
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let say = |text: &str| (&stream as &TcpStream).write_all(text.as_bytes()).expect("sent");
    let mut sent = String::new();
    let mut is_data = false;
    say("220 stub\r\n");
    while let Some(Ok(line)) = lines.next() {
        match line.split(' ').next().unwrap_or_default() {
            "." => {
                is_data = false;
                say("250 ok\r\n");
            }
            _ if is_data => {}
            "EHLO" => say("250-stub\r\n250 AUTH PLAIN XOAUTH2\r\n"),
            "AUTH" => {
                let response = if let Some(response) = line.split(' ').nth(2) {
                    response.to_owned()
                } else {
                    say("334 \r\n");
                    lines.next().expect("a line").expect("text")
                };
                sent = String::from_utf8(STANDARD.decode(response).expect("base64")).expect("text");
                say("235 ok\r\n");
            }
            "DATA" => {
                is_data = true;
                say("354 go\r\n");
            }
            "QUIT" => {
                say("221 bye\r\n");
                break;
            }
            _ => say("250 ok\r\n"),
        }
    }
    sent
}
