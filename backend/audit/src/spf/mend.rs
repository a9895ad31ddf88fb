//! Changes of a record's own terms that make it work again: what leads nowhere, round in a circle or to everybody.

mod open_up;

use shared::{dns::Resolver, facts::providers};

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
    /// Why, as a sentence for the person who makes the change.
    pub(super) why: String,
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
    let becomes = if ends_later {
        "goes"
    } else {
        changes.ending = Some("~all".to_owned());
        "becomes “~all” at the end"
    };
    let why =
        format!("“{source}” {becomes}, because it lets anybody send as you and nothing after it is read.");
    changes.list.retain(|change| !open.contains(&change.index));
    changes.list.push(Change { index: end, terms: Vec::new(), why });
    changes.list.extend(open.into_iter().skip(1).map(|index| unread(record, index)));
}

/// The end of a term that nobody reads.
fn unread(record: &Record, index: usize) -> Change {
    let source = record.source(&record.terms[index]);
    let why = format!("“{source}” goes, because nothing after the first “all” is read.");
    Change { index, terms: Vec::new(), why }
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
        let why = format!("“{source}” goes, because redirect= isn't read beside “all”.");
        Change { index, terms: Vec::new(), why }
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
) -> Option<(Option<Vec<String>>, String)> {
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
            let why = format!("“{term}” goes, because it leads back to the record itself.");
            return Some((Some(Vec::new()), why));
        }
        (Some(Breakage::TooManyHosts), _) => {
            let networks = if node.is_known() { listed(node) } else { None };
            let why = format!(
                "“{term}” becomes the addresses of its hosts, because receivers look at 10 hosts at most."
            );
            return Some((networks, why));
        }
        _ => {}
    }
    if node.lets_everybody_pass() || node.is_fatal() {
        let opened = open_up(resolver, domain, node).await;
        let lists_nothing = opened.as_ref().is_some_and(Vec::is_empty);
        let why = if lists_nothing {
            format!("“{term}” goes, because its record names no server and cannot be used.")
        } else if node.lets_everybody_pass() {
            format!(
                "“{term}” becomes the servers that its record names, because that record lets anybody send as you. Ask its owner \
                 for a closed record."
            )
        } else {
            format!(
                "“{term}” becomes the servers that its record names, because that record cannot be used as it is."
            )
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
            Some('-') => "minus sign before it tells receivers to refuse this mail",
            Some('~') => "tilde before it marks this mail as suspicious",
            _ => "question mark before it says nothing for this mail",
        };
        let why = format!("“{term}” becomes “{plain}”, because the {sign}.");
        (Some(vec![plain]), why)
    })
}

/// A term that lets everybody pass, without that.
fn closed(node: &Node) -> (Option<Vec<String>>, String) {
    let term = &node.term;
    let name = term.trim_start_matches('+').split('/').next().unwrap_or(term);
    let terms = match node.kind {
        NodeKind::All => vec!["~all".to_owned()],
        NodeKind::A { .. } | NodeKind::Mx { .. } => vec![name.to_owned()],
        _ => Vec::new(),
    };
    let why = match terms.first() {
        Some(new) => format!("“{term}” becomes “{new}”, because it lets anybody send as you."),
        None => format!("“{term}” goes, because it lets anybody send as you."),
    };
    (Some(terms), why)
}

/// An include that leads nowhere: the name that was meant, where one letter or the domain's own name shows it.
async fn misnamed<R: Resolver>(resolver: &R, domain: &str, node: &Node) -> (Vec<String>, String) {
    let (term, target) = (&node.term, node.target.as_deref().unwrap_or_default());
    let appended = target.strip_suffix(&format!(".{}", canonical(domain)));
    let known = providers().iter().flat_map(|provider| &provider.spf_include);
    let near = known.filter(|known| distance(known, target) <= 1 + known.len() / 20).map(String::as_str);
    for meant in appended.into_iter().chain(near) {
        let new = format!("include:{meant}");
        if node.kind == NodeKind::Include && works(resolver, domain, &new).await {
            let why = format!("“{term}” becomes “{new}”, because there is no SPF record at {target}.");
            return (vec![new], why);
        }
    }
    (Vec::new(), format!("“{term}” goes, because it leads to nothing: there is no SPF record at {target}."))
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
        let why = format!("“{}” becomes its addresses.", node.term);
        Some(Change { index: node.index, terms, why })
    };
    walked.nodes.iter().filter(is_host).filter_map(listed).collect()
}

/// The networks of a term as terms, where they are few.
fn listed(node: &Node) -> Option<Vec<String>> {
    let networks = ipnet::IpNet::aggregate(&node.all_networks());
    let is_short = !networks.is_empty() && networks.len() <= LISTED_MAX;
    is_short.then(|| networks.into_iter().map(of_network).collect())
}
