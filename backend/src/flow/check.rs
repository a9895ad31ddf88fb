//! The live login.
