//! A small authoritative server on loopback.
