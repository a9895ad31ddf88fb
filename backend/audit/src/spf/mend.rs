//! Changes of a record's own terms that make it work again: what leads nowhere, round in a circle or to everybody.

mod open_up;

use shared::{
    dns::Resolver,
    facts::providers,
    report::{Sign, SpfReason},
};

use self::open_up::open_up;
use super::{
    authorise::Need,
    edit::included,
    parse::{Mechanism, Qualifier, Record, Term, TermKind},
    repair::{distance, of_network},
    walk::{Breakage, Node, NodeKind, Walk, walk},
};
use crate::resolver::canonical;

/// Networks that may stand in a record in place of the name that they were found by.
const LISTED_MAX: usize = 12;

/// One term, and what stands in its place.
#[derive(Debug, Clone)]
pub(super) struct Change {
    /// Its place in the record.
    pub(super) index: usize,
    /// What it becomes; nothing if it goes.
    pub(super) terms: Vec<String>,
    /// Why.
    pub(super) why: Option<SpfReason>,
}

/// What has to change, and what nobody can change but its owner.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
    /// Terms that are broken and cannot be replaced.
    pub(super) stuck: Vec<String>,
    /// An ending that the record gets, because it loses the `redirect=` that ended it.
    pub(super) ending: Option<String>,
    /// Whether the record let everybody send, or had no senders but those of a redirect that leads nowhere.
    pub(super) loses_senders: bool,
}

/// Looks at each of the record's own terms.
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

/// An `all` that lets everybody pass goes behind the senders that are listed after it: that they were listed shows that they
/// are meant to send.
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

/// The end of a term that nobody reads.
fn unread(record: &Record, index: usize) -> Change {
    let source = record.source(&record.terms[index]);
    Change { index, terms: Vec::new(), why: Some(SpfReason::BehindEnding(source.to_owned())) }
}

/// What nobody reads and can go with any other change: endings after the first one, terms after it that are before it as
/// well, and a `redirect=` beside it whose target is included.
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

/// The ending that a redirect gave, where it gave one that is closed.
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

/// What becomes of a term, if anything; `None` inside if it cannot be told.
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

/// A term that lets everybody pass, without that.
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

/// An include that leads nowhere: the name that was meant, where one letter or the domain's own name shows it.
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

/// Names of single servers, each with its addresses in its place.
pub(super) fn listed_hosts(walked: &Walk) -> Vec<Change> {
    let is_host =
        |node: &&Node| matches!(node.kind, NodeKind::A { .. } | NodeKind::Mx { .. }) && node.is_known();
    let listed = |node: &Node| {
        let terms = listed(node).filter(|_| node.passes && !node.is_fatal())?;
        Some(Change { index: node.index, terms, why: None })
    };
    walked.nodes.iter().filter(is_host).filter_map(listed).collect()
}

/// The networks of a term as terms, where they are few.
fn listed(node: &Node) -> Option<Vec<String>> {
    let networks = ipnet::IpNet::aggregate(&node.all_networks());
    let is_short = !networks.is_empty() && networks.len() <= LISTED_MAX;
    is_short.then(|| networks.into_iter().map(of_network).collect())
}
