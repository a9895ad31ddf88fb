//! DNS report.
