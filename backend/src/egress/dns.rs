//! Questions to DNS servers.
