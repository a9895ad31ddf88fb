//! Frees lookups in a record that needs more than ten: finds terms that can be removed without losing a sender.

use ipnet::IpNet;
use shared::{
    facts::{Provider, ProviderKind, providers, providers_by_spf},
    report::SpfReason,
};

use super::{
    authorize::has_return_path_elsewhere,
    evaluate::LOOKUPS_MAX,
    mend::Change,
    parse::Record,
    walk::{Idle, Node, NodeKind, Walk, idle_terms},
};

/// Returns terms that can be removed without an effect: those that change nothing, those that another include contains,
/// and the term of the `chosen` provider if SPF never checks this record for its mail.
pub(super) fn needless(domain: &str, record: &Record, walked: &Walk, chosen: Option<&str>) -> Vec<Change> {
    let idle = idle_terms(record, walked, domain).into_iter();
    let mut gone: Vec<Change> = idle.map(|(index, idle)| idle_change(record, index, idle)).collect();
    if refuses_some(walked) {
        return gone;
    }
    for node in &walked.nodes {
        if !is_gone(&gone, node)
            && let Some(other) = inside_another(node, &walked.nodes, &gone)
        {
            let why = SpfReason::Inside { term: node.term.clone(), other: other.term.clone() };
            gone.push(Change { index: node.index, terms: Vec::new(), why: Some(why) });
        }
    }
    without_services(&mut gone, walked, |provider| Some(provider.name.as_str()) == chosen);
    gone
}

/// Returns further terms that can be removed without losing a sender, until the record is within its limits or nothing
/// is left to remove.
pub(super) fn further(walked: &Walk) -> Vec<Change> {
    let mut gone = Vec::new();
    if !refuses_some(walked) {
        without_services(&mut gone, walked, |_| true);
        without_covered(&mut gone, walked);
    }
    gone
}

/// Returns the record's `ptr` terms, which cost lookups and are discouraged (RFC 7208, section 5.5).
pub(super) fn ptrs(walked: &Walk) -> Vec<Change> {
    let ptrs = walked.nodes.iter().filter(|node| node.kind == NodeKind::Ptr);
    ptrs.map(|node| Change { index: node.index, terms: Vec::new(), why: None }).collect()
}

/// Returns true if a term rejects some senders. The order of the terms then matters.
fn refuses_some(walked: &Walk) -> bool {
    walked.nodes.iter().any(|node| !node.passes && node.kind != NodeKind::All)
}

/// Removes services that use another return path, until the record is within its limits.
fn without_services(gone: &mut Vec<Change>, walked: &Walk, is_meant: impl Fn(&Provider) -> bool) {
    let mut services: Vec<(&Node, &Provider)> = walked.nodes.iter().filter_map(of_a_service).collect();
    services.retain(|(_, provider)| is_meant(provider));
    services.sort_by_key(|(node, _)| std::cmp::Reverse(node.lookups()));
    for (node, provider) in services {
        if is_enough(gone, walked) {
            return;
        }
        if !is_gone(gone, node) {
            let why = SpfReason::OwnReturnPath { term: node.term.clone(), provider: provider.name.clone() };
            gone.push(Change { index: node.index, terms: Vec::new(), why: Some(why) });
        }
    }
}

/// Removes terms whose addresses other terms also allow, until the record is within its limits.
fn without_covered(gone: &mut Vec<Change>, walked: &Walk) {
    let mut costly: Vec<&Node> = walked.nodes.iter().filter(|node| node.lookups() > 0).collect();
    costly.sort_by_key(|node| std::cmp::Reverse(node.lookups()));
    for node in costly {
        if is_enough(gone, walked) {
            return;
        }
        if !is_gone(gone, node) && is_covered(node, &walked.nodes, gone) {
            let why = SpfReason::Covered(node.term.clone());
            gone.push(Change { index: node.index, terms: Vec::new(), why: Some(why) });
        }
    }
}

fn idle_change(record: &Record, index: usize, idle: Idle) -> Change {
    let why = idle.reason(record.source(&record.terms[index]).to_owned());
    Change { index, terms: Vec::new(), why: Some(why) }
}

fn is_gone(gone: &[Change], node: &Node) -> bool {
    gone.iter().any(|change| change.index == node.index)
}

fn is_enough(gone: &[Change], walked: &Walk) -> bool {
    let left: u32 = walked.nodes.iter().filter(|node| !is_gone(gone, node)).map(Node::lookups).sum();
    left <= LOOKUPS_MAX
}

/// Returns another term whose record includes the target of this one.
fn inside_another<'a>(node: &Node, nodes: &'a [Node], gone: &[Change]) -> Option<&'a Node> {
    let target = node.target.as_ref().filter(|_| node.kind == NodeKind::Include && node.passes)?;
    nodes.iter().find(|other| {
        let mut is_inside = false;
        for below in &other.below {
            below.visit(&mut |below| {
                is_inside |=
                    below.kind == NodeKind::Include && below.passes && below.target.as_ref() == Some(target);
            });
        }
        other.index != node.index && is_inside && !is_gone(gone, other)
    })
}

/// Returns the service that an include is for, if SPF never checks this record for its mail.
fn of_a_service(node: &Node) -> Option<(&Node, &'static Provider)> {
    let target = node.target.as_ref().filter(|_| node.kind == NodeKind::Include)?;
    let mut owners = providers_by_spf(target).peekable();
    owners.peek()?;
    // The same include can also be for a service that needs it.
    let is_needless =
        |provider: &&Provider| provider.kind == ProviderKind::Relay && has_return_path_elsewhere(provider);
    let all = owners.all(|provider| is_needless(&provider));
    all.then(|| providers_by_spf(target).next()).flatten().map(|provider| (node, provider))
}

/// Returns true if the remaining terms allow every address that this one allows.
fn is_covered(node: &Node, nodes: &[Node], gone: &[Change]) -> bool {
    let others =
        nodes.iter().filter(|other| other.index != node.index && other.passes && !is_gone(gone, other));
    let rest: Vec<IpNet> = IpNet::aggregate(&others.flat_map(Node::all_networks).collect());
    let own = node.all_networks();
    let is_inside = |network: &IpNet| rest.iter().any(|wide| wide.contains(network));
    node.passes && node.is_known() && !node.is_fatal() && !own.is_empty() && own.iter().all(is_inside)
}

/// Returns the name of the provider that a domain in a record belongs to.
pub(super) fn owner(target: &str) -> Option<&'static str> {
    providers_by_spf(target).next().map(|provider| provider.name.as_str()).or_else(|| {
        let known = |provider: &&Provider| {
            provider.spf_include.iter().any(|include| {
                let parent = include.split_once('.').map_or("", |(_, parent)| parent);
                parent.contains('.') && shared::facts::ends_on_label(target, parent)
            })
        };
        providers().iter().find(known).map(|provider| provider.name.as_str())
    })
}
