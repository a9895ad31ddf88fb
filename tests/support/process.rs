//! A program that a test starts, and that ends with the test.

use std::{
    fs::File,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process_group};

const GRACE: Duration = Duration::from_secs(5);

/// A running program, with its children, in its own process group.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts a program, and writes its output to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let log = File::options().create(true).append(true).open(log).expect("the log opens");
        let errors = log.try_clone().expect("a second handle");
        command.process_group(0).stdin(Stdio::null()).stdout(log).stderr(errors);
        let child = command.spawn().unwrap_or_else(|error| {
            let program = command.get_program().display();
            panic!("{program} doesn't start ({error}): install the Debian packages that the README names")
        });
        Self { child }
    }

    /// Returns the process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns how the program ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("the child is ours")
    }

    /// Sends SIGKILL, and returns when the process is gone.
    pub fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.child.wait().expect("the child is ours");
    }

    /// Sends SIGHUP, so that it reads its configuration again.
    pub fn reload(&self) {
        rustix::process::kill_process(self.pid(), Signal::HUP).expect("the process runs");
    }

    /// Sends SIGTERM, and SIGKILL to what is still running after a grace period. Returns how the program ended.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        let asked = Instant::now();
        while asked.elapsed() < GRACE {
            if let Some(status) = self.ended() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        self.signal(Signal::KILL);
        self.child.wait().expect("the child is ours")
    }

    fn pid(&self) -> Pid {
        let id = i32::try_from(self.child.id()).expect("process ids are small");
        Pid::from_raw(id).expect("process ids are positive")
    }

    fn signal(&mut self, signal: Signal) {
        if self.ended().is_none() {
            // It may end at this very moment. That's fine.
            let _ = kill_process_group(self.pid(), signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.ended().is_none() {
            self.stop();
        }
    }
}
