//! `sealpost`: see [`cli`].

use std::{alloc::System, process::ExitCode};

use zeroizing_alloc::ZeroAlloc;

/// Wipes memory when it is freed, and when a growing buffer leaves it behind. This includes buffers of HTTP, TLS and age, which
/// we can't wipe ourselves.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    cli::main()
}
