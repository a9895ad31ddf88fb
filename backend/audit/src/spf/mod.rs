//! Sender Policy Framework (RFC 7208): parse, evaluate, report, fix.

mod audit;
mod authorize;
mod domain_spec;
mod edit;
mod evaluate;
mod expand;
mod habits;
mod hosting;
mod mend;
mod missing;
mod parse;
#[cfg(test)]
mod properties;
mod propose;
mod provider;
mod region;
mod remarks;
mod repair;
mod return_path;
mod room;
mod tree;
mod walk;

#[cfg(test)]
pub(super) use authorize::has_return_path_elsewhere;

pub use audit::{SpfReport, audit};
pub use edit::{merged, provider_terms, with_terms};
pub use evaluate::{Connection, Evaluation, LOOKUPS_MAX, SpfResult, VOIDS_MAX, check_host};
pub use parse::{Qualifier, Record, SyntaxError, is_spf};
pub use return_path::return_path;
pub use tree::picture;
pub use walk::{Breakage, Broken, Node, NodeKind, Walk, walk};
