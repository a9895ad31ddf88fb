//! Runs all of age's test kit through `sealpost open FILE`: each file is its own test, named after the file.
//!
//! `suites/age-testkit/README.md` describes the files. A verdict is recognized by the message that the command prints.

use std::{fs, path::Path, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use miniz_oxide::inflate::decompress_to_vec_zlib;
use sha2::{Digest, Sha256};
use shared::{agefile::FileError, open::OpenError};
use support::{
    command::{RawOutput, Terminal},
    say::TECHNICIAN,
};

/// The number of files in the kit. The test fails if any is missing.
const FILES: usize = 143;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suites/age-testkit/testdata");
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut trials: Vec<Trial> = files
        .map(|file| {
            let path = file.expect("a readable folder").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            Trial::test(name, move || {
                let complaints = run(&Vector::read(&path));
                if complaints.is_empty() { Ok(()) } else { Err(Failed::from(complaints.join("\n"))) }
            })
        })
        .collect();
    assert_eq!(trials.len(), FILES, "number of files in the kit");
    trials.sort_by(|a, b| a.name().cmp(b.name()));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// One file of the kit.
#[derive(Default)]
struct Vector {
    expect: String,
    payload: String,
    identities: Vec<String>,
    passphrases: Vec<String>,
    file: Vec<u8>,
}

impl Vector {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).expect("readable");
        let end = bytes.windows(2).position(|pair| pair == b"\n\n").expect("an empty line after the header");
        let (head, rest) = (std::str::from_utf8(&bytes[..end]).expect("text"), &bytes[end + 2..]);
        let mut vector = Self::default();
        let mut is_compressed = false;
        for (key, value) in head.lines().map(|line| line.split_once(": ").expect("a key and a value")) {
            match key {
                "expect" => value.clone_into(&mut vector.expect),
                "payload" => value.clone_into(&mut vector.payload),
                "identity" => vector.identities.push(value.to_owned()),
                "passphrase" => vector.passphrases.push(value.to_owned()),
                "compressed" => is_compressed = value == "zlib",
                "armored" | "file key" | "comment" => {}
                key => panic!("unknown key: {key}"),
            }
        }
        vector.file = if is_compressed { decompress_to_vec_zlib(rest).expect("zlib") } else { rest.to_vec() };
        vector
    }

    /// Returns the messages that match the expected verdict.
    fn sentences(&self) -> Vec<String> {
        let is_post_quantum = |identity: &String| identity.starts_with("AGE-SECRET-KEY-PQ-1");
        if !self.identities.is_empty() && self.identities.iter().all(is_post_quantum) {
            return vec![TECHNICIAN.open_error(OpenError::PostQuantum).to_owned()];
        }
        let errors = match &*self.expect {
            "success" => vec![],
            "no match" => vec![FileError::NoMatch, FileError::WrongPassphrase, FileError::NeedsKey],
            "HMAC failure" => vec![FileError::Mac],
            "header failure" => {
                vec![FileError::Header, FileError::Version, FileError::NotAge, FileError::TooMuchWork]
            }
            "payload failure" => vec![FileError::Payload],
            "armor failure" => vec![FileError::Armor],
            expect => panic!("unknown verdict: {expect}"),
        };
        errors.into_iter().map(|error| TECHNICIAN.file_error(error)).collect()
    }
}

fn run(vector: &Vector) -> Vec<String> {
    let terminal = Terminal::new(&[]);
    fs::write(terminal.file("vector.age"), &vector.file).expect("writable");
    let mut arguments = vec!["open", "vector.age"];
    if !vector.identities.is_empty() {
        fs::write(terminal.file("key.txt"), vector.identities.join("\n")).expect("writable");
        arguments.extend(["-i", "key.txt"]);
    }
    let mut complaints = to_file(vector, &terminal, &arguments);
    // Passphrases need a terminal, which then also receives standard output.
    if vector.passphrases.is_empty() {
        complaints.extend(to_standard_output(vector, &terminal, &arguments));
    }
    complaints
}

/// Writes to a file: the whole file appears or none of it, even if part of it was decrypted before a failure.
fn to_file(vector: &Vector, terminal: &Terminal, arguments: &[&str]) -> Vec<String> {
    let before = files(terminal);
    let arguments = [arguments, &["-o", "out"]].concat();
    let output = match vector.passphrases.first() {
        Some(passphrase) => terminal.run_at_terminal(&arguments, &format!("{passphrase}\n")),
        None => terminal.run(&arguments, ""),
    };
    let mut complaints = verdict(vector, output.status, &format!("{}{}", output.out, output.err));
    let written = fs::read(terminal.file("out"));
    match (&written, output.status == Some(0)) {
        (Ok(written), true) if digest(written) == vector.payload => {}
        (Ok(_), true) => complaints.push("the wrong payload was saved".to_owned()),
        (Err(_), false) => {}
        (written, _) => complaints.push(format!("saved: {}, and {output:?}", written.is_ok())),
    }
    let added = files(terminal) - before;
    if added != usize::from(written.is_ok()) {
        complaints.push(format!("{added} files were added"));
    }
    complaints
}

/// Writes to standard output: exactly what the kit expects was decrypted before the end, and no more.
fn to_standard_output(vector: &Vector, terminal: &Terminal, arguments: &[&str]) -> Vec<String> {
    let RawOutput { status, out, err } = terminal.run_for_bytes(arguments, b"");
    let mut complaints = verdict(vector, status, &err);
    if status == Some(0)
        || vector.expect == "payload failure" && vector.sentences().iter().any(|s| err.contains(s))
    {
        if digest(&out) != vector.payload && vector.sentences() != [OpenError::PostQuantum.to_string()] {
            complaints.push(format!("{} bytes were printed, but the kit expects others", out.len()));
        }
    } else if !out.is_empty() {
        complaints.push(format!("{} bytes were printed", out.len()));
    }
    complaints
}

fn verdict(vector: &Vector, status: Option<i32>, output: &str) -> Vec<String> {
    let sentences = vector.sentences();
    let is_right = if sentences.is_empty() {
        status == Some(0)
    } else {
        matches!(status, Some(1 | 2)) && sentences.iter().any(|sentence| output.contains(sentence))
    };
    if is_right { Vec::new() } else { vec![format!("not {}: status {status:?}, {output:?}", vector.expect)] }
}

fn files(terminal: &Terminal) -> usize {
    fs::read_dir(terminal.file("")).expect("a folder").count()
}

fn digest(bytes: &[u8]) -> String {
    let bytes: Vec<String> = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    bytes.concat()
}
