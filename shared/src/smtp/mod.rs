//! The check as a sans-I/O session: bytes in, bytes and stages out.
