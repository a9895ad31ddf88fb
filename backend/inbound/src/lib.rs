#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod driver;
pub mod fixes;
pub mod pasted;
pub mod session;
pub mod verdict;

pub use verdict::judge;
