//! Follows the terms of a record.

use std::{net::IpAddr, sync::atomic::Ordering};

use futures_util::future::join_all;
use ipnet::IpNet;
use shared::dns::{Answer, Kind, Resolver};

use super::{
    Bounds, TERMS_MAX, explore,
    node::{Breakage, Node, NodeKind},
};
use crate::{
    resolver::{Addresses, AnyResolver, addresses, canonical},
    spf::{
        evaluate::MX_HOSTS_MAX,
        parse::{Record, is_spf},
    },
};

/// Looks up the target of a term, and follows the terms of the record there.
pub(super) async fn follow(resolver: &AnyResolver<'_>, mut node: Node, bounds: Bounds<'_>) -> Node {
    let Some(target) = node.target.clone() else { return node };
    if bounds.terms.fetch_add(1, Ordering::Relaxed) >= TERMS_MAX {
        node.is_unseen = true;
        return node;
    }
    match node.kind {
        NodeKind::Include | NodeKind::Redirect if bounds.path.contains(&target) => {
            node.how = Some(Breakage::Loop);
        }
        NodeKind::Include | NodeKind::Redirect => {
            let answer = resolver.ask(&target, Kind::Txt).await;
            take_record(&mut node, &target, &answer);
            if let Some(record) = node.record.take() {
                let path = [bounds.path, &[canonical(&target)]].concat();
                let bounds = Bounds { path: &path, ..bounds };
                node.below = explore(resolver, &record, node.passes, bounds).await;
                node.record = Some(record);
            }
        }
        NodeKind::A { v4, v6 } => {
            let Addresses { v4: first, v6: second } = addresses(resolver, &target).await;
            let is_void = first.is_nothing();
            node.void = u32::from(is_void);
            if is_void && second.is_nothing() {
                node.how = Some(Breakage::Void);
            }
            take_hosts(&mut node, vec![(target.clone(), first), (target, second)], v4, v6);
        }
        NodeKind::Mx { v4, v6 } => {
            // In the domain's own record, more hosts than a receiver accepts are looked up, because the fix lists their
            // addresses.
            let hosts_max = if bounds.path.len() == 1 { 2 * MX_HOSTS_MAX } else { MX_HOSTS_MAX };
            follow_mx(resolver, &mut node, &target, [v4, v6], hosts_max).await;
        }
        NodeKind::Exists => {
            let answer = resolver.ask(&target, Kind::A).await;
            if let Answer::Unknown(silence) = answer {
                node.silent.push((target, silence));
            } else if answer.data().is_empty() {
                node.void = 1;
                node.how = Some(Breakage::Void);
            } else {
                // The name is the same for every sender and exists, so the term always matches.
                node.is_open = true;
            }
        }
        NodeKind::Ptr | NodeKind::Network(_) | NodeKind::All => {}
    }
    node
}

async fn follow_mx<R: Resolver>(
    resolver: &R,
    node: &mut Node,
    target: &str,
    [v4, v6]: [u8; 2],
    hosts_max: usize,
) {
    let answer = resolver.ask(target, Kind::Mx).await;
    if let Answer::Unknown(silence) = answer {
        node.silent.push((target.to_owned(), silence));
        return;
    }
    if answer.data().is_empty() {
        node.void = 1;
        node.how = Some(Breakage::Void);
        return;
    }
    let is_too_much = answer.data().len() > MX_HOSTS_MAX;
    node.how = is_too_much.then_some(Breakage::TooManyHosts);
    let hosts: Vec<String> =
        answer.mail_hosts().iter().take(hosts_max).map(|(_, host)| (*host).to_owned()).collect();
    node.is_unseen = answer.data().len() > hosts.len();
    let found = join_all(hosts.iter().filter(|host| *host != ".").map(|host| async move {
        let Addresses { v4, v6 } = addresses(resolver, host).await;
        [(host.clone(), v4), (host.clone(), v6)]
    }))
    .await;
    take_hosts(node, found.into_iter().flatten().collect(), v4, v6);
}

fn take_hosts(node: &mut Node, hosts: Vec<(String, Answer)>, v4: u8, v6: u8) {
    for (host, answer) in hosts {
        let passing = answer.addresses().filter(|_| node.passes);
        node.networks.extend(passing.filter_map(|address| network(address, v4, v6)));
        if let Answer::Unknown(silence) = answer {
            node.silent.push((host, silence));
        }
    }
}

fn take_record(node: &mut Node, name: &str, answer: &Answer) {
    if let Answer::Unknown(silence) = answer {
        node.silent.push((name.to_owned(), silence.clone()));
        return;
    }
    let texts: Vec<String> = answer.texts().filter(|text| is_spf(text)).collect();
    match texts.as_slice() {
        [] => node.how = Some(Breakage::NoRecord),
        [text] => match Record::parse(text) {
            Ok(record) => node.record = Some(record),
            Err(error) => node.how = Some(Breakage::Unreadable(error)),
        },
        _ => node.how = Some(Breakage::SeveralRecords),
    }
}

fn network(address: IpAddr, v4: u8, v6: u8) -> Option<IpNet> {
    IpNet::new(address, if address.is_ipv4() { v4 } else { v6 }).ok().map(|network| network.trunc())
}
