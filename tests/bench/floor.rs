//! The DNS queries of a report, in the order that their dependencies force.

use std::{future::Future, pin::Pin};

use audit::AuditRequest;
use futures_util::future::join_all;
use net::dns::Dns;
use shared::dns::{Answer, Kind};

/// A query and its answer.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) answer: Answer,
}

impl Asked {
    /// Returns the answer as text, to search for names.
    fn says(&self) -> String {
        let data: Vec<String> = self.answer.data().iter().map(ToString::to_string).collect();
        data.join(" ").to_ascii_lowercase()
    }
}

/// The queries, each with those that depend on its answer.
#[derive(Debug)]
pub(crate) struct Floor {
    questions: Vec<Asked>,
    /// The queries that depend on each query, by its index. The last entry lists those without a dependency.
    following: Vec<Vec<usize>>,
    levels: usize,
}

impl Floor {
    pub(crate) fn of(questions: Vec<Asked>, request: &AuditRequest) -> Self {
        let answers: Vec<String> = questions.iter().map(Asked::says).collect();
        let mut level: Vec<Option<usize>> =
            questions.iter().map(|asked| is_at_hand(&asked.name, request, &answers).then_some(0)).collect();
        let root = questions.len();
        let mut parent = vec![root; questions.len()];
        let mut levels = 1;
        loop {
            let reached: Vec<usize> = (0..root).filter(|&at| level[at] == Some(levels - 1)).collect();
            let open: Vec<usize> = (0..root).filter(|&at| level[at].is_none()).collect();
            let mut found = false;
            for at in open {
                let from = |text: &str| suffixes(&questions[at].name).any(|suffix| mentions(text, suffix));
                if let Some(&by) = reached.iter().find(|&&by| from(&answers[by])) {
                    (level[at], parent[at], found) = (Some(levels), by, true);
                }
            }
            if !found {
                break;
            }
            levels += 1;
        }
        let mut following = vec![Vec::new(); root + 1];
        for (at, &by) in parent.iter().enumerate() {
            following[by].push(at);
        }
        Self { questions, following, levels }
    }

    pub(crate) fn questions(&self) -> usize {
        self.questions.len()
    }

    pub(crate) fn levels(&self) -> usize {
        self.levels
    }

    /// Sends every query once.
    pub(crate) async fn ask(&self, dns: &Dns) {
        self.ask_after(self.questions.len(), dns).await;
    }

    fn ask_after<'a>(&'a self, parent: usize, dns: &'a Dns) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
        Box::pin(async move {
            let following = self.following[parent].iter().map(|&at| async move {
                let Asked { name, kind, .. } = &self.questions[at];
                dns.ask(name, *kind).await;
                self.ask_after(at, dns).await;
            });
            join_all(following).await;
        })
    }
}

/// Returns true if a name can be formed before any query. Goes through its suffixes from long to short: the first one
/// that is known decides. It is known either from the start or from an answer.
fn is_at_hand(name: &str, request: &AuditRequest, answers: &[String]) -> bool {
    let domain = request.domain.as_str();
    let terms = request.provider.map_or("", |provider| &provider.spf_mechanism);
    for suffix in suffixes(name) {
        let above = domain == suffix || domain.ends_with(&format!(".{suffix}"));
        if above || mentions(terms, suffix) {
            return true;
        }
        if answers.iter().any(|text| mentions(text, suffix)) {
            return false;
        }
    }
    true
}

/// Returns the name and each of its suffixes of whole labels.
fn suffixes(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, rest)| rest))
}

/// Returns true if a text contains this name as a whole, not as a part of a longer one.
fn mentions(text: &str, name: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(in_name) && !after.starts_with(in_name)
    })
}
