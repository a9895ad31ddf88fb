//! The tree of senders that a record allows, for the report's picture.

use shared::{
    dns::{Kind, Resolver},
    report::{SpfState, SpfTerm, SpfTree},
};

use super::{
    parse::{Record, is_spf},
    room::owner,
    walk::{Breakage, Node, NodeKind, Walk, walk},
};

/// How many terms of one record are shown.
const SHOWN_MAX: usize = 14;

/// Returns the senders that a domain allows, or `None` if it doesn't have exactly one readable record.
pub async fn picture<R: Resolver>(resolver: &R, domain: &str) -> Option<SpfTree> {
    let answer = resolver.ask(domain, Kind::Txt).await;
    let texts: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
    let [text] = texts.as_slice() else { return None };
    let record = Record::parse(text).ok()?;
    Some(tree(&walk(resolver, domain, &record).await))
}

/// Returns the tree for a walk.
pub(super) fn tree(walked: &Walk) -> SpfTree {
    let mut hidden = 0;
    let terms = terms(&walked.nodes, &mut hidden);
    SpfTree { terms, hidden }
}

fn terms(nodes: &[Node], hidden: &mut u32) -> Vec<SpfTerm> {
    let mut terms: Vec<SpfTerm> = Vec::new();
    let mut nodes = nodes.iter().peekable();
    while let Some(node) = nodes.next() {
        if is_plain_network(node) {
            let mut networks = vec![node];
            while let Some(next) = nodes.next_if(|next| is_plain_network(next)) {
                networks.push(next);
            }
            terms.push(of_networks(&networks));
        } else {
            terms.push(of_term(node, hidden));
        }
    }
    let too_many = terms.len().saturating_sub(SHOWN_MAX);
    *hidden += u32::try_from(too_many).unwrap_or(u32::MAX);
    terms.truncate(SHOWN_MAX);
    terms
}

fn is_plain_network(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Network(_)) && state(node) == SpfState::Passes
}

/// Combines consecutive networks into one line.
fn of_networks(nodes: &[&Node]) -> SpfTerm {
    let first = nodes.first().map_or_else(String::new, |node| node.term.clone());
    let term = match nodes.len() {
        0 | 1 => first,
        many => format!("{first} and {} more", many - 1),
    };
    SpfTerm { term, owner: String::new(), lookups: 0, state: SpfState::Passes, terms: Vec::new() }
}

fn of_term(node: &Node, hidden: &mut u32) -> SpfTerm {
    let owner = match (&node.target, node.kind) {
        (Some(target), NodeKind::Include | NodeKind::Redirect) => {
            owner(target).map_or_else(|| target.clone(), str::to_owned)
        }
        (Some(target), _) => target.clone(),
        (None, _) => String::new(),
    };
    SpfTerm {
        term: node.term.clone(),
        owner,
        lookups: node.lookups(),
        state: state(node),
        terms: terms(&node.below, hidden),
    }
}

fn state(node: &Node) -> SpfState {
    match &node.how {
        Some(Breakage::Loop) => return SpfState::Loop,
        Some(Breakage::Void) => return SpfState::Void,
        Some(_) => return SpfState::Broken,
        None => {}
    }
    if node.is_open_itself() {
        SpfState::Open
    } else if !node.silent.is_empty() || node.is_unseen {
        SpfState::Unknown
    } else if node.has_macros {
        SpfState::Depends
    } else if node.passes {
        SpfState::Passes
    } else {
        SpfState::Refuses
    }
}
