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
use crate::{
    Failure, ask, identity, printer, private,
    say::{SAY, TECHNICIAN},
};

/// Standard input, or standard output.
const STANDARD: &str = "-";

/// Returns true if the argument is a file and not an onboarding's ID, which has only letters and digits.
pub(super) fn is_file(text: &str) -> bool {
    let has_form_of_id = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text == STANDARD || !is_word || !has_form_of_id && Path::new(text).exists()
}

/// Opens the file, and writes its content.
pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    refuse_what_is_for_onboardings(args)?;
    let output = args.output.as_deref().filter(|path| *path != Path::new(STANDARD));
    // Checked before the person has to type a passphrase.
    if let Some(path) = output.filter(|path| path.symlink_metadata().is_ok()) {
        return Err(there_already(path));
    }
    let name = if args.id == STANDARD { SAY.open_stdin() } else { &args.id };
    let input = open(&args.id)?;
    let identities = args.identity.as_deref().map(identity::read).transpose()?;
    let wrong = |error| failure(name, error);
    let file = AgeFile::read(BufReader::new(input)).map_err(wrong)?;
    let content = if file.needs_passphrase() {
        let passphrase = ask::passphrase(&SAY.open_passphrase(&name))?;
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

/// Refuses options that need a client, a website, or a server.
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
            Err(Failure::usage(SAY.open_option_for_id(&option, &args.id)).next(SAY.open_option_for_id_next()))
        }
        None => Ok(()),
    }
}

fn open(name: &str) -> Result<Box<dyn io::Read>, Failure> {
    if name == STANDARD {
        return Ok(Box::new(io::stdin()));
    }
    if fs::metadata(name).is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Failure::usage(SAY.file_is_folder(&name)).next(SAY.open_in_folder()));
    }
    let file = File::open(name).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(SAY.file_missing(&name)).next(SAY.open_missing_next()),
        _ => Failure::usage(SAY.file_unreadable(&name, &error)),
    })?;
    Ok(Box::new(file))
}

/// Returns the failure: exit code 1 for a damaged file, 2 for every other error.
fn failure(name: &str, error: FileError) -> Failure {
    let what = format!("{name}: {}", TECHNICIAN.file_error(error));
    match error {
        FileError::NotAge | FileError::Header | FileError::Mac | FileError::Armor | FileError::Payload => {
            Failure::not_well(what)
        }
        _ => Failure::usage(what),
    }
}

fn there_already(path: &Path) -> Failure {
    Failure::usage(SAY.open_exists(&path.display())).next(SAY.open_exists_next())
}

enum Unsaved {
    There,
    File(FileError),
}

/// Writes to a temporary file next to `path`, and renames it after all of the content is verified. If that fails, no file
/// is left.
fn save(content: Content<'_>, path: &Path) -> Result<(), Unsaved> {
    let written = |error: io::Error| Unsaved::File(FileError::Write(error.kind()));
    let beside = Beside::new(path);
    let mut file = private::open_new(&beside.0).map_err(written)?;
    content.copy_to(&mut file).map_err(Unsaved::File)?;
    file.sync_all().map_err(written)?;
    // A hard link fails if the name has been taken since. A rename would replace the other file.
    match fs::hard_link(&beside.0, path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Unsaved::There),
        // For file systems without hard links, such as those on memory cards.
        Err(_) if path.symlink_metadata().is_err() => fs::rename(&beside.0, path).map_err(written),
        Err(_) => Err(Unsaved::There),
    }
}

/// The path of a file that is deleted on drop.
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
        // It may already be gone, which is fine.
        let _ = fs::remove_file(&self.0);
    }
}

/// A terminal that gets only lines of text, because a file's content must not control it.
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
            Failure::usage(SAY.open_not_text(&name)).next(SAY.open_not_text_next())
        }
        error => failure(name, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_files_are_distinguished() {
        for file in ["-", "./7k3m9q2xwd", "sealed.age", "a/b", "hmac_bad"] {
            assert!(is_file(file), "{file}");
        }
        for id in ["7k3m9q2xwd", "nothing"] {
            assert!(!is_file(id), "{id}");
        }
    }

    #[test]
    fn only_text_is_written_to_a_terminal() {
        let mut out = OnScreen(Vec::new());
        out.write_all("Grüße\tan alle\n".as_bytes()).unwrap();
        for bytes in [&b"\x1b]0;x\x07"[..], b"a\0", "\u{9b}31m".as_bytes(), "\u{202e}txt".as_bytes(), b"\r"] {
            assert!(out.write_all(bytes).is_err(), "{bytes:x?}");
        }
        assert_eq!(out.0, "Grüße\tan alle\n".as_bytes());
    }
}
