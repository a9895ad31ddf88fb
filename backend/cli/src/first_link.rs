//! Gives the first administrator's setup link to the person who starts the server. Anyone who has it can become the
//! administrator, so it is shown on a terminal or put into a file that only its owner can read, and never ends up in a
//! journal or a container's log.

use std::{fs, io, path::Path};

use super::{private, say::SAY};

/// The file's name, in the data folder.
const FILE: &str = "setup-link.txt";

/// Returns what the person who starts the server reads. `is_terminal`: true if they see it on a terminal, where it isn't
/// logged.
pub(super) fn hand_over(url: &str, folder: &Path, is_terminal: bool) -> io::Result<String> {
    if is_terminal {
        return Ok(format!("{}\n{url}\n", SAY.serve_first_link()));
    }
    let file = folder.join(FILE);
    private::replace(&file, format!("{url}\n").as_bytes())?;
    Ok(SAY.serve_first_link_in_file(&file.display()) + "\n")
}

/// Removes the file after there is an account.
pub(super) fn take_away(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(FILE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_first_link_is_shown_on_a_terminal_or_in_a_file_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let url = "https://post.example/staff#setup=abc";
        assert!(hand_over(url, folder.path(), true).unwrap().contains(url));
        assert!(!file.exists(), "no file is needed with a terminal");
        let outcome = hand_over(url, folder.path(), false).unwrap();
        assert!(!outcome.contains("abc") && outcome.contains(FILE), "{outcome}");
        assert_eq!(fs::read_to_string(&file).unwrap().trim(), url);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(hand_over("https://post.example/staff#setup=new", folder.path(), false).is_ok());
        assert!(fs::read_to_string(&file).unwrap().contains("new"), "the previous link no longer works");
        take_away(folder.path()).unwrap();
        take_away(folder.path()).unwrap();
        assert!(!file.exists());
    }
}
