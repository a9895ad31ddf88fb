//! What a policy does to the domain's own mail, which passes by an aligned SPF pass or an aligned DKIM signature.

use futures_util::future::join_all;
use shared::{
    dns::{Kind, Resolver},
    facts::{Provider, ProviderKind, ReturnPath, ends_on_label},
    report::{DmarcFinding, Judged, Policy},
};

use crate::judged::{fail, warn};

/// Common subdomains for a bounce host, for providers that let customers choose the name.
const BOUNCE_HOSTS: [&str; 10] =
    ["bounce", "bounces", "mail", "send", "em", "email", "mg", "mailfrom", "return", "rp"];

/// What is known about the provider's mail: whether SPF passes for an aligned return path, and whether the mail can be
/// signed. `None` means that it can't be determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alignment {
    /// True if SPF passes for a return path within the domain.
    pub spf: Option<bool>,
    /// True if DNS has a usable key.
    pub dkim: Option<bool>,
}

impl Alignment {
    /// Returns true if none of the provider's mail can pass.
    pub fn is_none(self) -> bool {
        self == Self { spf: Some(false), dkim: Some(false) }
    }
}

/// Returns a finding if a strict policy affects the provider's mail. `policy` is the one that receivers apply.
pub fn unaligned(
    policy: Option<Policy>,
    alignment: Alignment,
    provider: Option<&Provider>,
) -> Option<Judged> {
    let policy = policy.filter(|policy| *policy >= Policy::Quarantine)?;
    if alignment.is_none() {
        let provider = provider.map(|provider| provider.name.clone());
        return Some(fail(DmarcFinding::NothingAligns { policy, provider }));
    }
    (alignment.dkim == Some(false)).then(|| warn(DmarcFinding::RestsOnSpf))
}

/// Returns true if SPF passes for a return path within the domain. `authorized` says whether the domain's own record
/// lets the provider send, which decides if the return path is the domain itself. Some services use their own return
/// path instead, unless the domain has a record for a return path.
pub async fn aligned_spf<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    authorized: Option<bool>,
) -> Option<bool> {
    let provider = provider?;
    let is_elsewhere = provider.kind == ProviderKind::Relay && !provider.return_path.is_empty();
    if !is_elsewhere && !provider.spf_elsewhere {
        return authorized;
    }
    let hosts =
        provider.return_path.iter().flat_map(|row| hosts(row).into_iter().map(move |host| (row, host)));
    let found = hosts.map(|(row, host)| async move {
        let name = format!("{host}.{domain}");
        let (texts, mail) = tokio::join!(resolver.ask(&name, Kind::Txt), resolver.ask(&name, Kind::Mx));
        if texts.silence().or(mail.silence()).is_some() {
            return None;
        }
        let tail = tail(&row.target);
        let leads = texts.hops().iter().any(|hop| ends_on_label(hop, tail));
        Some(leads || mail.mail_hosts().iter().any(|(_, host)| ends_on_label(host, tail)))
    });
    let found: Vec<Option<bool>> = join_all(found).await;
    if found.contains(&Some(true)) { Some(true) } else { (!found.contains(&None)).then_some(false) }
}

/// Returns the names at which a return path's record can be.
fn hosts(row: &ReturnPath) -> Vec<String> {
    if row.host.contains('<') {
        return BOUNCE_HOSTS.map(str::to_owned).to_vec();
    }
    vec![row.host.clone()]
}

/// Returns the provider's own domain from a target.
fn tail(target: &str) -> &str {
    let fixed = target.rfind('>').map_or(target, |at| &target[at + 1..]);
    let from = fixed.rmatch_indices('.').nth(1).map_or(0, |(at, _)| at + 1);
    &fixed[from..]
}
