//! Opens age files with `sealpost open FILE`.

use std::{
    fs,
    io::{Read, Write},
    process::Stdio,
};

use age::x25519;

use crate::support::{Machine, PROGRAM, SAY, TECHNICIAN, read};

/// age decrypts in chunks of this length.
const CHUNK: usize = 64 * 1024;

/// Returns a machine with a key, and content that is encrypted to it in `sealed.age`.
fn machine(content: &[u8]) -> (Machine, Vec<u8>) {
    let machine = Machine::new();
    machine.run(&["keygen", "-o", "key.txt"]).well();
    let file = read(&machine.path("key.txt"));
    let public = file.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap();
    let key: x25519::Recipient = public.parse().unwrap();
    let sealed = age::encrypt(&key, content).unwrap();
    fs::write(machine.path("sealed.age"), &sealed).unwrap();
    (machine, sealed)
}

fn names(machine: &Machine) -> Vec<String> {
    let entries = fs::read_dir(machine.path("")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn output_goes_to_the_named_file_and_replaces_nothing() {
    let (machine, _) = machine(b"hello\n");
    let open = |more: &[&str]| machine.run(&[&["open", "sealed.age", "-i", "key.txt"][..], more].concat());
    assert_eq!(open(&[]).well(), "hello\n");
    assert_eq!(open(&["-o", "-"]).well(), "hello\n");
    assert_eq!(open(&["-o", "out.txt"]).well(), "");
    assert_eq!(read(&machine.path("out.txt")), "hello\n");
    fs::write(machine.path("out.txt"), "mine").unwrap();
    let output = open(&["-o", "out.txt"]).ended(2);
    assert!(output.contains(&SAY.open_exists(&"out.txt")), "{output}");
    assert_eq!(read(&machine.path("out.txt")), "mine");
    assert_eq!(names(&machine), ["key.txt", "out.txt", "sealed.age"]);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_opened_file() {
    use std::os::unix::fs::PermissionsExt;
    let (machine, _) = machine(b"hello\n");
    machine.run(&["open", "sealed.age", "-i", "key.txt", "-o", "out.txt"]).well();
    let mode = fs::metadata(machine.path("out.txt")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_truncated_file_leaves_no_output() {
    let (machine, sealed) = machine(&vec![b'x'; 3 * CHUNK]);
    fs::write(machine.path("cut.age"), &sealed[..sealed.len() - 10]).unwrap();
    let output = machine.run(&["open", "cut.age", "-i", "key.txt", "-o", "out.txt"]).ended(1);
    assert!(output.contains(TECHNICIAN.file_error_payload()), "{output}");
    assert_eq!(names(&machine), ["cut.age", "key.txt", "sealed.age"]);
}

#[test]
fn opening_streams_from_standard_input_to_standard_output() {
    let content = vec![b'y'; 5 * CHUNK];
    let (machine, sealed) = machine(&content);
    let mut command = machine.command(PROGRAM);
    command.args(["open", "-", "-i", "key.txt"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (first, rest) = sealed.split_at(sealed.len() / 2);
    input.write_all(first).unwrap();
    // Authentic content comes out before the rest has arrived, so the whole file is never in memory.
    let mut out = vec![0; CHUNK];
    output.read_exact(&mut out).unwrap();
    let writer = {
        let rest = rest.to_vec();
        std::thread::spawn(move || input.write_all(&rest).unwrap())
    };
    output.read_to_end(&mut out).unwrap();
    writer.join().unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(out.len(), content.len());
    assert!(out == content);
}

#[test]
fn a_file_that_does_not_open_gets_a_clear_message() {
    let (machine, _) = machine(b"hello\n");
    machine.run(&["keygen", "-o", "other.txt"]).well();
    fs::write(machine.path("letter.txt"), "Dear Ada,\n").unwrap();
    for (args, code, expected) in [
        (&["open", "sealed.age", "-i", "other.txt"][..], 2, TECHNICIAN.file_error_no_match()),
        (&["open", "sealed.age"], 2, TECHNICIAN.file_error_needs_key()),
        (&["open", "letter.txt", "-i", "key.txt"], 1, TECHNICIAN.file_error_not_age()),
        (&["open", "none.age", "-i", "key.txt"], 2, &SAY.file_missing(&"none.age")),
        (
            &["open", "sealed.age", "-i", "key.txt", "--as", "env"],
            2,
            &SAY.open_option_for_id(&"--as", &"sealed.age"),
        ),
    ] {
        let err = machine.run(args).ended(code);
        assert!(err.contains(expected), "{args:?}: {err}");
    }
}

/// The body of one of age's own test vectors, without its header.
const HYBRID: &[u8] = include_bytes!("../../../../tests/suites/age-testkit/testdata/hybrid");

#[test]
fn a_file_for_a_post_quantum_key_is_recognized() {
    let (machine, _) = machine(b"hello\n");
    let end = HYBRID.windows(2).position(|pair| pair == b"\n\n").unwrap();
    fs::write(machine.path("hybrid.age"), &HYBRID[end + 2..]).unwrap();
    let head = std::str::from_utf8(&HYBRID[..end]).unwrap();
    let key = head.lines().find_map(|line| line.strip_prefix("identity: ")).unwrap();
    // First with an ordinary key, then with the matching key next to it.
    fs::write(machine.path("both.txt"), [&read(&machine.path("key.txt")), key, "\n"].concat()).unwrap();
    for identity in ["key.txt", "both.txt"] {
        let err = machine.run(&["open", "hybrid.age", "-i", identity]).ended(2);
        assert!(err.contains(TECHNICIAN.file_error_post_quantum()), "{identity}: {err}");
    }
}
