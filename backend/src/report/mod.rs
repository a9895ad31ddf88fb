//! The DNS report.
