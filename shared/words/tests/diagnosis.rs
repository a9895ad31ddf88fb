//! What is said about a failed check: whole sentences, one party and one thing for each.

#[path = "diagnosis/cases.rs"]
mod cases;
#[path = "diagnosis/parties.rs"]
mod parties;
#[path = "diagnosis/rows.rs"]
mod rows;

use shared::{
    check::Stage,
    diagnosis::{Diagnosis, Failed, User, explain},
};
use words::{Language, diagnosis::tell};

/// As a check has it of whom nothing but the reply is known.
fn told(provider: Option<&str>, stage: Stage, words: &str, user: &str) -> Diagnosis {
    let failed = Failed { provider, stage, words, host: "", greeting: "", user: User::Whole(user) };
    tell(Language::En, &explain(&failed))
}
