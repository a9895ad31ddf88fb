//! Keeps this process's memory private. It isn't written to core files, no other program of the same user can read it, and
//! the server's memory isn't written to swap. The allocator in `main.rs` wipes freed memory.

/// A protection that the system refused, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Lacking {
    /// What is missing, or what the system said.
    pub what: String,
    /// What the person who runs the server can do.
    pub(crate) next: &'static str,
}

/// Turns core files off, and makes sure that only root can read the memory. Every command does this first.
pub(crate) fn close_off() -> Result<(), Lacking> {
    system::close_off()
}

/// Keeps memory out of swap, if this process is allowed to lock all of it. Pages are locked when they are first used, so the
/// process doesn't get larger.
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
    use crate::say::SAY;

    pub(super) fn close_off() -> Result<(), Lacking> {
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        // Both are needed: the limit doesn't stop a program that gets core files through a pipe.
        let closed = setrlimit(Resource::Core, none)
            .and_then(|()| set_dumpable_behavior(DumpableBehavior::NotDumpable));
        closed.map_err(|error| Lacking {
            what: SAY.memory_core_files(&error),
            next: SAY.memory_core_files_next(),
        })
    }

    pub(super) fn lock() -> Result<(), Lacking> {
        if !may_lock_everything() {
            return Err(not_locked(SAY.memory_not_locked_limit().to_owned()));
        }
        let flags = MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT;
        mlockall(flags).map_err(|error| not_locked(SAY.memory_not_locked(&error)))
    }

    /// Under a limit, later allocations would fail and crash the server.
    fn may_lock_everything() -> bool {
        let has_capability =
            || capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::IPC_LOCK));
        getrlimit(Resource::Memlock).current.is_none() || raised().is_ok() || has_capability()
    }

    fn raised() -> io::Result<()> {
        setrlimit(Resource::Memlock, Rlimit { current: None, maximum: None })
    }

    fn not_locked(what: String) -> Lacking {
        Lacking { what, next: SAY.memory_not_locked_next() }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Lacking;
    use crate::say::SAY;

    pub(super) fn close_off() -> Result<(), Lacking> {
        Err(unknown())
    }

    pub(super) fn lock() -> Result<(), Lacking> {
        Err(unknown())
    }

    fn unknown() -> Lacking {
        Lacking { what: SAY.memory_other_system().to_owned(), next: SAY.memory_other_system_next() }
    }
}
