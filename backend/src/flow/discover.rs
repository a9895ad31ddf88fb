//! The provider behind an address.
