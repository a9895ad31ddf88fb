//! Loopback addresses that no other test uses, so that each test can use the real ports.

use std::{
    net::Ipv4Addr,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

static TAKEN: AtomicU32 = AtomicU32::new(0);

/// Process ids are below 2²² on Linux. 127.0.0.0/8 has two more bits, for up to three addresses in a process.
const PID_BITS: u32 = 22;

/// Returns an address in 127.0.0.0/8 that only this process uses.
pub fn own_address() -> Ipv4Addr {
    let nth = TAKEN.fetch_add(1, Ordering::Relaxed) + 1;
    assert!(nth < 4, "at most three addresses in a test");
    Ipv4Addr::from_bits((127 << 24) | (nth << PID_BITS) | (process::id() & ((1 << PID_BITS) - 1)))
}
