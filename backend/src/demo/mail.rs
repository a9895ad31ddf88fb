//! A small mail provider on loopback.
