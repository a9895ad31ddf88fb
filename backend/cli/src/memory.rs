//! What keeps this process's memory to itself. No core file is written, no other program of the same user may look
//! into it, and the server's is not written to swap. What is freed is wiped by the allocator, in `main.rs`.

/// What could not be had, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Lacking {
    /// What is not so, or what the system said.
    pub what: String,
    /// What whoever runs the server can do.
    pub(crate) next: &'static str,
}

/// No core file, and nobody but root looks in. Every command does this before it does anything else.
pub(crate) fn close_off() -> Result<(), Lacking> {
    system::close_off()
}

/// Keeps what is in use out of swap, where this process may do so for all of it. Pages are locked as they come into
/// use, so that this makes nothing resident that was not.
pub(crate) fn lock() -> Result<(), Lacking> {
    system::lock()
}

#[cfg(target_os = "linux")]
mod system {
    use rustix::{
        io,
        mm::{MlockAllFlags, mlockall},
        process::{DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit},
        thread::{CapabilitySet, capabilities},
    };

    use super::Lacking;

    pub(super) fn close_off() -> Result<(), Lacking> {
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        // Both: a program that takes core files through a pipe is not held by the limit.
        let closed = setrlimit(Resource::Core, none)
            .and_then(|()| set_dumpable_behavior(DumpableBehavior::NotDumpable));
        closed.map_err(|error| Lacking {
            what: format!("core files cannot be turned off: {error}"),
            next: "Turn them off where the server is started: LimitCORE=0 for systemd.",
        })
    }

    pub(super) fn lock() -> Result<(), Lacking> {
        if !may_lock_everything() {
            return Err(not_allowed("this user may not lock memory"));
        }
        let flags = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
        mlockall(flags).map_err(|error| not_allowed(&format!("it cannot be locked: {error}")))
    }

    /// Under a limit, memory that is asked for later would be refused, and the server would end with it.
    fn may_lock_everything() -> bool {
        let has_capability =
            || capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::IPC_LOCK));
        getrlimit(Resource::Memlock).current.is_none() || raised().is_ok() || has_capability()
    }

    fn raised() -> io::Result<()> {
        setrlimit(Resource::Memlock, Rlimit { current: None, maximum: None })
    }

    fn not_allowed(what: &str) -> Lacking {
        Lacking {
            what: format!("what is in use could be written to swap: {what}"),
            next: "Allow it (LimitMEMLOCK=infinity for systemd, --ulimit memlock=-1 for a container), or turn swap off.",
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Lacking;

    pub(super) fn close_off() -> Result<(), Lacking> {
        Err(unknown("core files are this system's to turn off"))
    }

    pub(super) fn lock() -> Result<(), Lacking> {
        Err(unknown("what is in use could be written to swap"))
    }

    fn unknown(what: &str) -> Lacking {
        Lacking { what: what.to_owned(), next: "Sealpost does this by itself on Linux alone." }
    }
}
