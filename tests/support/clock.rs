//! Another time of day for a program that has no setting for it, by Debian's `faketime`.

use std::process::Command;

/// The same program with the same environment, in a world whose calendar is so many days ahead. What it waits for
/// takes as long as ever.
pub(crate) fn ahead(days: u32, program: &Command) -> Command {
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
