//! `sealpost`: see [`cli`].

use std::{alloc::System, process::ExitCode};

use zeroizing_alloc::ZeroAlloc;

/// Wipes what it frees, and what it leaves behind where something grows: buffers of HTTP, TLS and age too, which are
/// not ours to wipe.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    cli::main()
}
