//! The questions of a report along their true dependencies.

use std::{future::Future, pin::Pin};

use audit::AuditRequest;
use futures_util::future::join_all;
use net::dns::Dns;
use shared::dns::{Answer, Kind};

/// A question, and what came of it.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) answer: Answer,
}

impl Asked {
    /// What the answer says, as a text to look for names in.
    fn says(&self) -> String {
        let data: Vec<String> = self.answer.data().iter().map(ToString::to_string).collect();
        data.join(" ").to_ascii_lowercase()
    }
}

/// What to ask, each with what follows from its answer.
#[derive(Debug)]
pub(crate) struct Floor {
    questions: Vec<Asked>,
    /// By place of the parent; the last are those that are asked at once.
    following: Vec<Vec<usize>>,
    levels: usize,
}

impl Floor {
    pub(crate) fn of(questions: Vec<Asked>, request: &AuditRequest) -> Self {
        let said: Vec<String> = questions.iter().map(Asked::says).collect();
        let mut level: Vec<Option<usize>> =
            questions.iter().map(|asked| is_at_hand(&asked.name, request, &said).then_some(0)).collect();
        let root = questions.len();
        let mut parent = vec![root; questions.len()];
        let mut levels = 1;
        loop {
            let reached: Vec<usize> = (0..root).filter(|&at| level[at] == Some(levels - 1)).collect();
            let open: Vec<usize> = (0..root).filter(|&at| level[at].is_none()).collect();
            let mut found = false;
            for at in open {
                let from = |text: &str| suffixes(&questions[at].name).any(|suffix| mentions(text, suffix));
                if let Some(&by) = reached.iter().find(|&&by| from(&said[by])) {
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

    /// Asks everything once.
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

/// Whether a name follows from what is known before anything is asked: the longest of its endings that is known or
/// stands in an answer is known.
fn is_at_hand(name: &str, request: &AuditRequest, said: &[String]) -> bool {
    let domain = request.domain.as_str();
    let terms = request.provider.map_or("", |provider| &provider.spf_mechanism);
    for suffix in suffixes(name) {
        let above = domain == suffix || domain.ends_with(&format!(".{suffix}"));
        if above || mentions(terms, suffix) {
            return true;
        }
        if said.iter().any(|text| mentions(text, suffix)) {
            return false;
        }
    }
    true
}

/// The name itself, and what it ends with on whole labels.
fn suffixes(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, rest)| rest))
}

/// Whether a text holds a name, not only as the end or the beginning of a longer one.
fn mentions(text: &str, name: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(in_name) && !after.starts_with(in_name)
    })
}
