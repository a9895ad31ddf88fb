//! Everything that a process holds in memory. Reading it needs root.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
};

use crate::leaks::Canary;

/// A contiguous region of memory.
struct Region {
    start: u64,
    end: u64,
    name: String,
}

/// The memory of a process at one moment.
pub struct Dump(Vec<(String, Vec<u8>)>);

impl Dump {
    /// Reads all memory that the process could have written: heap, stacks and other allocations. Memory that is only
    /// mapped from a file, such as the program itself, is skipped.
    pub fn of(process: u32) -> Self {
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).expect("the process runs");
        let mut memory = File::open(format!("/proc/{process}/mem")).expect("tests run as root");
        let regions = maps.lines().filter_map(writable).collect::<Vec<_>>();
        let read = regions.into_iter().filter_map(|Region { start, end, name }| {
            let length = usize::try_from(end - start).expect("64 bits");
            let mut bytes = vec![0; length];
            memory.seek(SeekFrom::Start(start)).expect("an address");
            // A region may have been freed since the list was read.
            memory.read_exact(&mut bytes).ok().map(|()| (name, bytes))
        });
        Self(read.collect())
    }

    /// Returns the region that contains the secret, and the secret's form, if it is found.
    pub fn find(&self, canary: &Canary) -> Option<String> {
        let found = |(name, bytes): &(String, Vec<u8>)| {
            canary.found_in(bytes).map(|form| format!("{form} in {name}"))
        };
        self.0.iter().find_map(found)
    }

    /// Returns the number of bytes.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Returns true if there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Parses a line such as `7f0a1c000000-7f0a1c021000 rw-p 00000000 00:00 0  [heap]`.
fn writable(line: &str) -> Option<Region> {
    let mut words = line.split_ascii_whitespace();
    let (range, rights) = (words.next()?, words.next()?);
    let (start, end) = range.split_once('-')?;
    let address = |text: &str| u64::from_str_radix(text, 16).expect("Linux writes addresses in hex");
    let name = words.nth(3).unwrap_or("memory without a name").to_owned();
    rights.starts_with("rw").then(|| Region { start: address(start), end: address(end), name })
}

#[cfg(test)]
mod tests {
    use std::process;

    use super::*;

    #[test]
    fn a_secret_in_memory_is_found() {
        // Joined here, so that the program file doesn't contain it.
        let secret = ["canary", "5f0c7e19ab", "held"].join("-");
        let found = Dump::of(process::id()).find(&Canary::new(&secret)).expect("it is on the heap");
        assert!(found.starts_with("plain text"), "{found}");
    }
}
