//! Changes the date for a program that has no setting for it, with Debian's `faketime`.

use std::{fs, path::Path, process::Command};

/// Returns the same command with its date moved ahead by this many days. Time passes at the normal speed.
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

/// Removes shared memory that killed programs left behind. `faketime` doesn't start if a leftover has its process id.
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
