//! Another time of day for a program that has no setting for it, by Debian's `faketime`.

use std::{fs, path::Path, process::Command};

/// The same program with the same environment, in a world whose calendar is so many days ahead. What it waits for
/// takes as long as ever.
pub(crate) fn ahead(days: u32, program: &Command) -> Command {
    remove_leftovers();
    let mut command = Command::new("faketime");
    command.args(["-m", "--exclude-monotonic", "-f", &format!("+{days}d")]).arg(program.get_program());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// Removes what was left in shared memory by programs that were killed: `faketime` does not start under a process id that
/// is named there.
fn remove_leftovers() {
    let Ok(entries) = fs::read_dir("/dev/shm") else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = ["sem.faketime_sem_", "faketime_shm_"].iter().find_map(|start| name.strip_prefix(start));
        if id.is_some_and(|id| !Path::new("/proc").join(id).exists()) {
            // Another test may have removed it already.
            let _ = fs::remove_file(&path);
        }
    }
}
