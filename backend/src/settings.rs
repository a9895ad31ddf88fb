//! The environment and sealpost.toml, parsed once.
