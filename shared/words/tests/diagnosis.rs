//! Tests explanations of failed checks: whole sentences, with one party and one thing to do in each.

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

/// Returns the explanation of a check that knows only the reply.
fn diagnosed(provider: Option<&str>, stage: Stage, words: &str, user: &str) -> Diagnosis {
    let failed = Failed { provider, stage, words, host: "", greeting: "", user: User::Whole(user) };
    tell(Language::En, &explain(&failed))
}
