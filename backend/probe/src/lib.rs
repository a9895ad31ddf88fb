#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

pub mod check;
pub mod discover;
pub mod grant;
#[cfg(any(test, feature = "provider"))]
pub mod provider;
pub mod relay;
