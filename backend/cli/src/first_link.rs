//! The first administrator's set-up link, on its way to whoever starts the server. Whoever holds it becomes the
//! administrator, so that it is shown on a terminal or put into a file for its owner alone, and never into what a journal
//! or a container's log keeps.

use std::{fs, io, path::Path};

use super::private;

/// The file's name, in the data folder.
const FILE: &str = "setup-link.txt";

/// What the person who starts the server is told. `is_terminal`: whether they see it there and nobody keeps it.
pub(super) fn hand_over(url: &str, folder: &Path, is_terminal: bool) -> io::Result<String> {
    let first = "Nobody has an account yet. The first administrator sets one up, once, within 24 hours";
    if is_terminal {
        return Ok(format!("{first}, here:\n{url}\n"));
    }
    let file = folder.join(FILE);
    private::replace(&file, format!("{url}\n").as_bytes())?;
    Ok(format!("{first}. The link is in {}, which only the server's user can read.\n", file.display()))
}

/// Takes the file away once there is somebody.
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
        assert!(!file.exists(), "a terminal is enough");
        let told = hand_over(url, folder.path(), false).unwrap();
        assert!(!told.contains("abc") && told.contains(FILE), "{told}");
        assert_eq!(fs::read_to_string(&file).unwrap().trim(), url);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(hand_over("https://post.example/staff#setup=new", folder.path(), false).is_ok());
        assert!(fs::read_to_string(&file).unwrap().contains("new"), "the one before works no more");
        take_away(folder.path()).unwrap();
        take_away(folder.path()).unwrap();
        assert!(!file.exists());
    }
}
