//! Changes to a record's own terms that make it work again: terms that refer to nothing, that form a loop, or that
//! allow everyone to send.

mod open_up;

use shared::{
    dns::Resolver,
    facts::providers,
    report::{Sign, SpfReason},
};

use self::open_up::open_up;
use super::{
    authorize::Need,
    edit::included,
    parse::{Mechanism, Qualifier, Record, Term, TermKind},
    repair::{distance, of_network},
    walk::{Breakage, Node, NodeKind, Walk, walk},
};
use crate::resolver::canonical;

/// How many networks can replace the name that they belong to.
const LISTED_MAX: usize = 12;

/// A change to one term.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// The index of the term in the record.
    pub(super) index: usize,
    /// The terms that replace it. Empty if it is removed.
    pub(super) terms: Vec<String>,
    /// Why it changes.
    pub(super) why: Option<SpfReason>,
}

/// All changes to a record, and the terms that only its owner can change.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
    /// Broken terms that can't be replaced.
    pub(super) stuck: Vec<String>,
    /// The ending to add, because the record loses the `redirect=` that ended it.
    pub(super) ending: Option<String>,
    /// True if the record allowed everyone to send, or if its only senders came from a redirect that doesn't exist.
    pub(super) loses_senders: bool,
}

/// Finds the changes to each of the record's own terms.
pub(super) async fn changes<R: Resolver>(
    resolver: &R,
    domain: &str,
    record: &Record,
    walked: &Walk,
    need: Option<&Need>,
) -> Changes {
    let mut changes = Changes::default();
    for node in &walked.nodes {
        let Some((terms, why)) = change(resolver, domain, node, need).await else { continue };
        let why = Some(why);
        let Some(terms) = terms else {
            changes.stuck.push(node.term.clone());
            continue;
        };
        changes.loses_senders |= node.kind == NodeKind::All;
        if node.kind == NodeKind::Redirect {
            changes.ending = Some(ending_of(node));
            changes.loses_senders |= terms.is_empty();
        }
        changes.list.push(Change { index: node.index, terms, why });
    }
    if record.all().is_some() {
        changes.ending = None;
    }
    move_open_all(record, &mut changes);
    changes
}

/// Moves an `all` that allows everyone to send behind the senders listed after it. They were listed, so they are meant
/// to send.
fn move_open_all(record: &Record, changes: &mut Changes) {
    let Some((end, Qualifier::Pass)) = record.all() else { return };
    let behind = &record.terms[end + 1..];
    let is_all = |term: &&Term| matches!(term.kind, TermKind::Directive(_, Mechanism::All));
    let is_open = |term: &&Term| matches!(term.kind, TermKind::Directive(Qualifier::Pass, Mechanism::All));
    let is_sender = |term: &Term| matches!(term.kind, TermKind::Directive(..)) && !is_all(&term);
    if !behind.iter().any(is_sender) {
        return;
    }
    let open = record.terms.iter().enumerate().filter(|(_, term)| is_open(term));
    let open: Vec<usize> = open.map(|(index, _)| index).collect();
    let source = record.source(&record.terms[end]);
    let ends_later = behind.iter().filter(is_all).any(|term| !is_open(&term));
    let why = if ends_later {
        SpfReason::OpenEndingGoes(source.to_owned())
    } else {
        changes.ending = Some("~all".to_owned());
        SpfReason::OpenEndingMoves(source.to_owned())
    };
    changes.list.retain(|change| !open.contains(&change.index));
    changes.list.push(Change { index: end, terms: Vec::new(), why: Some(why) });
    changes.list.extend(open.into_iter().skip(1).map(|index| unread(record, index)));
}

/// Removes a term that receivers never evaluate.
fn unread(record: &Record, index: usize) -> Change {
    let source = record.source(&record.terms[index]);
    Change { index, terms: Vec::new(), why: Some(SpfReason::BehindEnding(source.to_owned())) }
}

/// Returns the terms that receivers never evaluate and that any other change can remove: later endings, terms after the
/// first ending that also occur before it, and a `redirect=` next to it whose target is also included.
pub(super) fn unreached(record: &Record) -> Vec<Change> {
    let Some((end, _)) = record.all() else { return Vec::new() };
    let others = record.terms.iter().enumerate().skip(end + 1);
    let before = &record.terms[..end];
    let is_twice =
        |term: &Term| before.iter().any(|own| record.source(own).eq_ignore_ascii_case(record.source(term)));
    let others = others.filter(|(_, term)| {
        matches!(term.kind, TermKind::Directive(_, Mechanism::All))
            || matches!(term.kind, TermKind::Directive(..)) && is_twice(term)
    });
    let redirect = record.redirect().filter(|(_, spec)| {
        let name = spec.literal().map(|name| canonical(&name));
        let own = record.directives().filter_map(|(_, _, mechanism)| match mechanism {
            Mechanism::Include(spec) => spec.literal(),
            _ => None,
        });
        name.is_some_and(|name| own.into_iter().any(|own| canonical(&own) == name))
    });
    let redirect = redirect.map(|(index, _)| {
        let source = record.source(&record.terms[index]);
        Change { index, terms: Vec::new(), why: Some(SpfReason::RedirectBesideAll(source.to_owned())) }
    });
    others.map(|(index, _)| unread(record, index)).chain(redirect).collect()
}

/// Returns the ending of a redirect's record, or `~all` if that record doesn't end in `-all` or `~all`.
fn ending_of(node: &Node) -> String {
    let all = node
        .record
        .as_ref()
        .and_then(|record| record.all().map(|(index, _)| record.source(&record.terms[index])));
    match all {
        Some(all) if all.starts_with(['-', '~']) => all.to_owned(),
        _ => "~all".to_owned(),
    }
}

/// Returns how a term changes, or `None` if it doesn't. The inner `None` means that the replacement isn't known.
async fn change<R: Resolver>(
    resolver: &R,
    domain: &str,
    node: &Node,
    need: Option<&Need>,
) -> Option<(Option<Vec<String>>, SpfReason)> {
    let term = &node.term;
    if node.is_open_itself() {
        return Some(closed(node));
    }
    match (&node.how, node.kind) {
        (Some(Breakage::NoRecord), _) => {
            let (terms, why) = misnamed(resolver, domain, node).await;
            return Some((Some(terms), why));
        }
        (Some(Breakage::Loop), _) => {
            return Some((Some(Vec::new()), SpfReason::Loop(term.clone())));
        }
        (Some(Breakage::TooManyHosts), _) => {
            let networks = if node.is_known() { listed(node) } else { None };
            return Some((networks, SpfReason::TooManyHosts(term.clone())));
        }
        _ => {}
    }
    if node.lets_everybody_pass() || node.is_fatal() {
        let opened = open_up(resolver, domain, node).await;
        let lists_nothing = opened.as_ref().is_some_and(Vec::is_empty);
        let why = if lists_nothing {
            SpfReason::NamesNoServer(term.clone())
        } else if node.lets_everybody_pass() {
            SpfReason::OpenInclude(term.clone())
        } else {
            SpfReason::UnusableInclude(term.clone())
        };
        return Some((opened, why));
    }
    let is_needed = node
        .target
        .as_ref()
        .is_some_and(|target| need.is_some_and(|need| included(&need.terms).any(|own| own == target)));
    let is_negated = node.kind == NodeKind::Include && term.starts_with(['-', '~', '?']);
    (is_needed && is_negated).then(|| {
        let plain = term.trim_start_matches(['-', '~', '?']).to_owned();
        let sign = match term.chars().next() {
            Some('-') => Sign::Minus,
            Some('~') => Sign::Tilde,
            _ => Sign::Question,
        };
        let why = SpfReason::Sign { term: term.clone(), plain: plain.clone(), sign };
        (Some(vec![plain]), why)
    })
}

/// Returns what replaces a term that allows everyone to send.
fn closed(node: &Node) -> (Option<Vec<String>>, SpfReason) {
    let term = &node.term;
    let name = term.trim_start_matches('+').split('/').next().unwrap_or(term);
    let terms = match node.kind {
        NodeKind::All => vec!["~all".to_owned()],
        NodeKind::A { .. } | NodeKind::Mx { .. } => vec![name.to_owned()],
        _ => Vec::new(),
    };
    let why = match terms.first() {
        Some(new) => SpfReason::OpenTerm { term: term.clone(), new: new.clone() },
        None => SpfReason::OpenTermGoes(term.clone()),
    };
    (Some(terms), why)
}

/// Returns the replacement for an include that doesn't exist. If the name differs from a provider's by a letter, or a
/// panel appended the domain, the intended name replaces it.
async fn misnamed<R: Resolver>(resolver: &R, domain: &str, node: &Node) -> (Vec<String>, SpfReason) {
    let (term, target) = (&node.term, node.target.as_deref().unwrap_or_default());
    let appended = target.strip_suffix(&format!(".{}", canonical(domain)));
    let known = providers().iter().flat_map(|provider| &provider.spf_include);
    let near = known.filter(|known| distance(known, target) <= 1 + known.len() / 20).map(String::as_str);
    for meant in appended.into_iter().chain(near) {
        let new = format!("include:{meant}");
        if node.kind == NodeKind::Include && works(resolver, domain, &new).await {
            let (term, target) = (term.clone(), target.to_owned());
            return (vec![new.clone()], SpfReason::Misnamed { term, new, target });
        }
    }
    (Vec::new(), SpfReason::DeadEnd { term: term.clone(), target: target.to_owned() })
}

async fn works<R: Resolver>(resolver: &R, domain: &str, term: &str) -> bool {
    let Ok(record) = Record::parse(&format!("v=spf1 {term} -all")) else { return false };
    let walked = walk(resolver, domain, &record).await;
    !walked.is_fatal() && walked.silent.is_empty() && !walked.networks.is_empty()
}

/// Returns changes that replace the names of single servers with their addresses.
pub(super) fn listed_hosts(walked: &Walk) -> Vec<Change> {
    let is_host =
        |node: &&Node| matches!(node.kind, NodeKind::A { .. } | NodeKind::Mx { .. }) && node.is_known();
    let listed = |node: &Node| {
        let terms = listed(node).filter(|_| node.passes && !node.is_fatal())?;
        Some(Change { index: node.index, terms, why: None })
    };
    walked.nodes.iter().filter(is_host).filter_map(listed).collect()
}

/// Returns a term's networks as terms, unless there are too many.
fn listed(node: &Node) -> Option<Vec<String>> {
    let networks = ipnet::IpNet::aggregate(&node.all_networks());
    let is_short = !networks.is_empty() && networks.len() <= LISTED_MAX;
    is_short.then(|| networks.into_iter().map(of_network).collect())
}
