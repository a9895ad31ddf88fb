//! `sealpost open FILE`: any age file on this machine, opened as a stream.

use std::{
    fs::{self, File},
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use shared::{
    agefile::{AgeFile, Content, FileError},
    hidden::is_hidden,
};

use super::Args;
use crate::{Failure, ask, identity, printer, private};

/// Standard input, or standard output.
const STANDARD: &str = "-";

/// Whether the argument is a file rather than an onboarding's id, which has letters and digits alone.
pub(super) fn is_file(text: &str) -> bool {
    let has_form_of_id = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text == STANDARD || !is_word || !has_form_of_id && Path::new(text).exists()
}

/// Opens the file, and writes what is in it.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    refuse_what_is_for_onboardings(args)?;
    let output = args.output.as_deref().filter(|path| *path != Path::new(STANDARD));
    // Before anybody types a passphrase.
    if let Some(path) = output.filter(|path| path.symlink_metadata().is_ok()) {
        return Err(there_already(path));
    }
    let name = if args.id == STANDARD { "standard input" } else { &args.id };
    let input = open(&args.id)?;
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let wrong = |error| failure(name, error);
    let file = AgeFile::read(BufReader::new(input)).map_err(wrong)?;
    let content = if file.needs_passphrase() {
        let passphrase = ask::passphrase(&format!("Passphrase of {name}: "))?;
        file.unlock(&passphrase).map_err(wrong)?
    } else {
        file.open(&identities.ok_or_else(|| wrong(FileError::NeedsKey))?).map_err(wrong)?
    };
    match output {
        Some(path) => save(content, path).map_err(|error| match error {
            Unsaved::There => there_already(path),
            Unsaved::File(error) => wrong(error),
        })?,
        None if args.output.is_none() && printer::out_is_terminal() => {
            content.copy_to(&mut OnScreen(printer::bytes())).map_err(|error| shown(name, error))?;
        }
        None => content.copy_to(&mut printer::bytes()).map_err(wrong)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A file knows no client, no site and no server.
fn refuse_what_is_for_onboardings(args: &Args) -> Result<(), Failure> {
    let then = &args.then;
    let is_asked = [
        ("--as", args.platform.is_some()),
        ("--reader", args.reader.is_some()),
        ("--show", args.show),
        ("--json", args.json),
        ("--check", then.check),
        ("--send-test", then.send_test.is_some()),
        ("--configured", then.configured),
    ];
    match is_asked.into_iter().find(|(_, is_asked)| *is_asked) {
        Some((option, _)) => {
            Err(Failure::usage(format!("{option} is for an onboarding, and {} is a file.", args.id))
                .next("Give the onboarding's id, which the board shows, or leave the option out."))
        }
        None => Ok(()),
    }
}

fn open(name: &str) -> Result<Box<dyn io::Read>, Failure> {
    if name == STANDARD {
        return Ok(Box::new(io::stdin()));
    }
    if fs::metadata(name).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::usage(format!("{name} is a folder.")).next("Name a file in it."));
    }
    let file = File::open(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(format!("There is no file {name}."))
            .next("An onboarding's id has ten letters and digits, such as 7k3m9q2xwd; the board shows it."),
        _ => Failure::usage(format!("{name} could not be read: {error}.")),
    })?;
    Ok(Box::new(file))
}

/// A file that is damaged is the answer no; everything else could not be asked.
fn failure(name: &str, error: FileError) -> Failure {
    let what = format!("{name}: {error}");
    match error {
        FileError::NotAge | FileError::Header | FileError::Mac | FileError::Armor | FileError::Payload => {
            Failure::not_well(what)
        }
        _ => Failure::usage(what),
    }
}

fn there_already(path: &Path) -> Failure {
    Failure::usage(format!("There is a file {} already. It was left as it is.", path.display()))
        .next("Choose another name with -o, or move that file away first.")
}

enum Unsaved {
    There,
    File(FileError),
}

/// Writes to a file beside, which takes the name once all of it has proven authentic. Else nothing is left.
fn save(content: Content<'_>, path: &Path) -> Result<(), Unsaved> {
    let written = |error: io::Error| Unsaved::File(FileError::Write(error.kind()));
    let beside = Beside::new(path);
    let mut file = private::open_new(&beside.0).map_err(written)?;
    content.copy_to(&mut file).map_err(Unsaved::File)?;
    file.sync_all().map_err(written)?;
    // A link fails if the name is taken by now; a rename would replace what is there.
    match fs::hard_link(&beside.0, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Unsaved::There),
        // File systems without links, such as those of memory cards.
        Err(_) if path.symlink_metadata().is_err() => fs::rename(&beside.0, path).map_err(written),
        Err(_) => Err(Unsaved::There),
    }
}

/// The name of a file that goes away when this does.
struct Beside(PathBuf);

impl Beside {
    fn new(path: &Path) -> Self {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.partial", std::process::id()));
        Self(path.with_file_name(name))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // It may be gone, which is what is wanted.
        let _ = fs::remove_file(&self.0);
    }
}

/// A terminal, which what is in a file may not steer: only lines of text are written.
struct OnScreen<W>(W);

impl<W: Write> Write for OnScreen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let steers = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
        if String::from_utf8_lossy(bytes).chars().any(steers) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.0.write_all(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn shown(name: &str, error: FileError) -> Failure {
    match error {
        FileError::Write(io::ErrorKind::Unsupported) => {
            Failure::usage(format!("What is in {name} is not plain text, so it is not shown on the screen."))
                .next("Save it with -o FILE, or give -o - to print it anyway.")
        }
        error => failure(name, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_files_are_told_apart() {
        for file in ["-", "./7k3m9q2xwd", "sealed.age", "a/b", "hmac_bad"] {
            assert!(is_file(file), "{file}");
        }
        for id in ["7k3m9q2xwd", "nothing"] {
            assert!(!is_file(id), "{id}");
        }
    }

    #[test]
    fn a_terminal_gets_text_alone() {
        let mut out = OnScreen(Vec::new());
        out.write_all("Grüße\tan alle\n".as_bytes()).unwrap();
        for bytes in [&b"\x1b]0;x\x07"[..], b"a\0", "\u{9b}31m".as_bytes(), "\u{202e}txt".as_bytes(), b"\r"] {
            assert!(out.write_all(bytes).is_err(), "{bytes:x?}");
        }
        assert_eq!(out.0, "Grüße\tan alle\n".as_bytes());
    }
}
