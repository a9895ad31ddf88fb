//! Replaces an include with the senders that the included record lists.

use std::{future::Future, pin::Pin};

use shared::dns::{Kind, Resolver};

use super::{
    super::{
        parse::Record,
        repair,
        walk::{Breakage, Node, NodeKind, walk},
    },
    LISTED_MAX, listed,
};

type Opened<'a> = Pin<Box<dyn Future<Output = Option<Vec<String>>> + Send + 'a>>;

/// Returns the terms that `node` stands for, except those that are broken or allow everyone to send. Returns `None` if
/// there are too many, or if they can't be determined.
pub(super) async fn open_up<R: Resolver>(resolver: &R, domain: &str, node: &Node) -> Option<Vec<String>> {
    let mut terms: Vec<String> = Vec::new();
    for term in of_node(resolver, domain, node).await? {
        if !terms.iter().any(|own| own.eq_ignore_ascii_case(&term)) {
            terms.push(term);
        }
    }
    (terms.len() <= LISTED_MAX).then_some(terms)
}

fn of_node<'a, R: Resolver>(resolver: &'a R, domain: &'a str, node: &'a Node) -> Opened<'a> {
    Box::pin(async move {
        match node.how {
            Some(Breakage::SeveralRecords | Breakage::Unreadable(_)) => {
                return reread(resolver, domain, node).await;
            }
            Some(Breakage::NoRecord | Breakage::Loop | Breakage::Void) => return Some(Vec::new()),
            Some(Breakage::TooManyHosts) => return listed(node).filter(|_| node.is_known()),
            None => {}
        }
        if node.has_macros || node.is_unseen || !node.silent.is_empty() {
            return None;
        }
        if node.is_open_itself() && node.below.is_empty() {
            return Some(without_width(node));
        }
        let is_whole = !node.is_fatal() && !node.lets_everybody_pass();
        match node.kind {
            NodeKind::Include if is_whole => Some(vec![node.term.clone()]),
            NodeKind::Redirect if is_whole => {
                node.target.as_ref().map(|target| vec![format!("include:{target}")])
            }
            NodeKind::Include | NodeKind::Redirect => of_all(resolver, domain, &node.below).await,
            NodeKind::A { .. } | NodeKind::Mx { .. } => Some(vec![with_its_name(node)]),
            NodeKind::All => Some(Vec::new()),
            NodeKind::Ptr | NodeKind::Exists | NodeKind::Network(_) => Some(vec![node.term.clone()]),
        }
    })
}

async fn of_all<R: Resolver>(resolver: &R, domain: &str, nodes: &[Node]) -> Option<Vec<String>> {
    let mut terms = Vec::new();
    for node in nodes {
        // A term that rejects senders can't be copied into another record.
        if node.term.starts_with(['-', '~', '?']) && node.kind != NodeKind::All {
            return None;
        }
        terms.extend(of_node(resolver, domain, node).await?);
    }
    Some(terms)
}

/// Returns the terms of an invalid record, or of several at one name, read as they were intended.
async fn reread<R: Resolver>(resolver: &R, domain: &str, node: &Node) -> Option<Vec<String>> {
    let target = node.target.as_ref()?;
    let answer = resolver.ask(target, Kind::Txt).await;
    let texts: Vec<String> = answer.texts().filter(|text| super::super::parse::is_spf(text)).collect();
    let record = Record::parse(&repair::one_of(&texts, target)?).ok()?;
    let walked = walk(resolver, target, &record).await;
    if walked.is_fatal() || !walked.silent.is_empty() {
        return None;
    }
    of_all(resolver, domain, &walked.nodes).await
}

/// Adds the domain to `a` and `mx`, which refer to the included record's own domain.
fn with_its_name(node: &Node) -> String {
    let term = node.term.trim_start_matches('+');
    let (name, length) = term.split_at(term.find('/').unwrap_or(term.len()));
    if name.contains(':') { term.to_owned() } else { format!("{name}:{}{length}", node.domain) }
}

fn without_width(node: &Node) -> Vec<String> {
    match node.kind {
        NodeKind::A { .. } | NodeKind::Mx { .. } => {
            let term = with_its_name(node);
            vec![term.split('/').next().unwrap_or(&term).to_owned()]
        }
        _ => Vec::new(),
    }
}
