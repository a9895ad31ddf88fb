//! Walks a record and everything that it refers to, without a connection: the lookups that it needs at worst, what is
//! broken in it, and which networks it allows. Keeps the tree of terms.

mod follow;
mod node;

use std::{pin::Pin, sync::atomic::AtomicU32};

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::{
    dns::{Resolver, Silence},
    report::SpfReason,
};

use self::follow::follow;
pub use self::node::{Breakage, Node, NodeKind};
use super::{
    domain_spec::MacroString,
    evaluate::{LOOKUPS_MAX, VOIDS_MAX},
    parse::{Mechanism, Qualifier, Record, Term, TermKind},
};
use crate::resolver::{AnyResolver, canonical};

/// How many terms are followed. Receivers stop at 10. Twice as many are followed so that the report can name the
/// excess, and no more, to limit the queries to other people's nameservers.
const TERMS_MAX: u32 = 20;
const LEVELS_MAX: usize = 12;

/// The result of a walk.
#[derive(Debug, Clone, Default)]
pub struct Walk {
    /// How many terms cause lookups (RFC 7208, section 4.6.4).
    pub lookups: u32,
    /// How many of their lookups found nothing. For `a`, this is the IPv4 lookup.
    pub voids: u32,
    /// The networks that the record allows.
    pub networks: Vec<IpNet>,
    /// The broken terms.
    pub broken: Vec<Broken>,
    /// Names whose lookup failed, and why.
    pub silent: Vec<(String, Silence)>,
    /// True if a term depends on the sender's address or HELO, so that the result depends on the message.
    pub depends: bool,
    /// The terms of the record in order, with the records that they lead to.
    pub nodes: Vec<Node>,
}

/// A term that can't work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The domain of the term's record.
    pub domain: String,
    /// The term as it is in the record.
    pub term: String,
    /// How the term is broken.
    pub how: Breakage,
}

impl Walk {
    /// Returns true if the record is within the lookup limits.
    pub fn within_limits(&self) -> bool {
        self.lookups <= LOOKUPS_MAX && self.voids <= VOIDS_MAX
    }

    /// Returns true if an error makes the whole record invalid.
    pub fn is_fatal(&self) -> bool {
        self.broken.iter().any(|broken| broken.how != Breakage::Void)
    }

    /// Returns true if the record allows everyone to send.
    pub fn is_open(&self) -> bool {
        self.nodes.iter().any(Node::lets_everybody_pass)
    }

    fn of(nodes: Vec<Node>) -> Self {
        let mut walk = Self::default();
        for node in &nodes {
            walk.lookups += node.lookups();
            walk.voids += node.voids();
            walk.depends |= node.depends();
            node.visit(&mut |node| {
                walk.networks.extend(&node.networks);
                walk.silent.extend(node.silent.iter().cloned());
                walk.broken.extend(node.how.clone().map(|how| Broken {
                    domain: node.domain.clone(),
                    term: node.term.clone(),
                    how,
                }));
            });
        }
        Self { nodes, ..walk }
    }
}

/// Walks a record at `domain`.
pub async fn walk<R: Resolver>(resolver: &R, domain: &str, record: &Record) -> Walk {
    let domain = canonical(domain);
    let bounds = Bounds { terms: &AtomicU32::new(0), path: std::slice::from_ref(&domain) };
    Walk::of(explore(&AnyResolver::new(resolver), record, true, bounds).await)
}

/// The limits that are left, and the path from the first record to this one.
#[derive(Clone, Copy)]
struct Bounds<'a> {
    /// How many terms were followed so far, in all records.
    terms: &'a AtomicU32,
    /// The domains whose records lead here. The last one is the current record's.
    path: &'a [String],
}

type Explored<'a> = Pin<Box<dyn Future<Output = Vec<Node>> + Send + 'a>>;

/// Walks a record and everything below it. Terms are followed in parallel, so a slow one doesn't delay the others.
fn explore<'a>(
    resolver: &'a AnyResolver<'a>,
    record: &'a Record,
    passes: bool,
    bounds: Bounds<'a>,
) -> Explored<'a> {
    Box::pin(async move {
        let domain = bounds.path.last().map_or("", String::as_str);
        let nodes = plan(domain, record, passes);
        if bounds.path.len() >= LEVELS_MAX {
            return nodes;
        }
        join_all(nodes.into_iter().map(|node| follow(resolver, node, bounds))).await
    })
}

/// Returns the terms of a record that can have an effect.
fn plan(domain: &str, record: &Record, passes: bool) -> Vec<Node> {
    let node = |index: usize, term: &Term| {
        let (kind, spec, qualifier) = match &term.kind {
            TermKind::Directive(qualifier, mechanism) => {
                (NodeKind::of(mechanism), mechanism.spec(), *qualifier)
            }
            TermKind::Redirect(spec) => (NodeKind::Redirect, Some(spec), Qualifier::Pass),
            TermKind::Explanation(_) | TermKind::OtherModifier => return None,
        };
        let target = match (spec, kind) {
            (Some(spec), _) => spec.literal().map(|name| canonical(&name)),
            (None, NodeKind::A { .. } | NodeKind::Mx { .. }) => Some(domain.to_owned()),
            (None, _) => None,
        };
        let mut node = Node::new(index, record.source(term), domain, kind);
        node.passes = passes && qualifier == Qualifier::Pass;
        node.has_macros = spec.is_some_and(|spec| spec.literal().is_none());
        node.needs_message = spec.is_some_and(MacroString::needs_message);
        node.target = target;
        if let TermKind::Directive(_, Mechanism::Ip(network)) = &term.kind {
            node.networks.extend(node.passes.then_some(network.trunc()));
        }
        Some(node)
    };
    let end = record.all().map(|(index, _)| index);
    let counts = |index: &usize, term: &Term| match (&term.kind, end) {
        (TermKind::Redirect(_), end) => end.is_none(),
        (_, Some(end)) => *index <= end,
        (_, None) => true,
    };
    // `redirect=` is evaluated last, no matter where it is (RFC 7208, section 6.1).
    let (redirects, others): (Vec<Node>, Vec<Node>) = record
        .terms
        .iter()
        .enumerate()
        .filter(|(index, term)| counts(index, term))
        .filter_map(|(index, term)| node(index, term))
        .partition(|node| matches!(node.kind, NodeKind::Redirect));
    others.into_iter().chain(redirects).collect()
}

/// Why a term can be removed without changing any result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Idle {
    /// Receivers never evaluate terms after `all`.
    BehindEnding,
    /// The same term occurs earlier.
    Twice,
    /// The term's lookup finds nothing, so it never matches.
    FindsNothing,
}

impl Idle {
    /// Returns why the term is removed.
    pub(super) fn reason(self, term: String) -> SpfReason {
        match self {
            Self::BehindEnding => SpfReason::BehindEnding(term),
            Self::Twice => SpfReason::Twice(term),
            Self::FindsNothing => SpfReason::FindsNothing(term),
        }
    }
}

/// Returns the indexes of the terms that don't change any result.
pub(super) fn idle_terms(record: &Record, walk: &Walk, domain: &str) -> Vec<(usize, Idle)> {
    let end = record.all().map_or(usize::MAX, |(index, _)| index);
    let source = |index: usize| record.source(&record.terms[index]);
    let why = |index: usize| {
        let TermKind::Directive(_, mechanism) = &record.terms[index].kind else { return None };
        let twice = (0..index).any(|other| source(other).eq_ignore_ascii_case(source(index)));
        let never = walk.broken.iter().any(|broken| {
            broken.how == Breakage::Void && broken.domain == canonical(domain) && broken.term == source(index)
        });
        match mechanism {
            _ if index > end => Some(Idle::BehindEnding),
            Mechanism::All => None,
            _ if twice => Some(Idle::Twice),
            _ => never.then_some(Idle::FindsNothing),
        }
    };
    (0..record.terms.len()).filter_map(|index| Some((index, why(index)?))).collect()
}

#[cfg(test)]
mod tests;
