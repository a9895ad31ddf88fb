//! TLS for what we connect to.
