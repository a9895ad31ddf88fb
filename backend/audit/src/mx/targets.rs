//! Mail hosts that are aliases, IP addresses or nonexistent, and which hosts were intended.

use std::net::IpAddr;

use futures_util::future::join_all;
use shared::{
    dns::Resolver,
    facts::{Provider, ProviderKind, provider_by_mx},
    report::{Change, Edit, Judged, MxAdvice, MxFinding, Record, RecordType, Remedy, Seen},
};

use crate::{
    judged::{fail, silent, warn},
    resolver::{Addresses, addresses},
};

/// The result of checking the hosts.
pub(super) struct Verdicts {
    pub(super) findings: Vec<Judged>,
    /// True if at least one host receives mail once the fixes are applied.
    pub(super) any_good: bool,
}

/// What is wrong with the host of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    /// The host is an IP address.
    Address(IpAddr),
    /// The host doesn't exist, or has no address.
    Gone,
    /// The host is an alias. The last name is the actual server.
    Alias(Vec<String>),
}

/// One of the domain's MX records.
struct Target<'a> {
    /// The preference and the host.
    text: &'a str,
    host: &'a str,
    fault: Option<Fault>,
    /// The host that was intended.
    meant: Option<String>,
}

/// Judges the hosts. `records` has the text and the host of each record. A host that is `.` is skipped.
pub(super) async fn judge<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    records: &[(String, &str)],
) -> Verdicts {
    let real: Vec<&(String, &str)> = records.iter().filter(|(_, host)| *host != ".").collect();
    let found = join_all(real.iter().map(|(_, host)| look(resolver, domain, host))).await;
    let mut silence = None;
    let (mut targets, mut any_good) = (Vec::new(), false);
    for ((text, host), (fault, found)) in real.into_iter().zip(found) {
        if let Some(found) = &found {
            any_good |= found.is_there();
            if let (Some(why), false) = (found.silence(), found.is_there()) {
                silence = silence.or(Some(((*host).to_owned(), why.clone())));
            }
        }
        targets.push(Target { text, host, fault, meant: None });
    }
    let meant = join_all(targets.iter().map(|target| meant(resolver, domain, target))).await;
    for (target, meant) in targets.iter_mut().zip(meant) {
        target.meant = meant;
    }
    let mends = targets.iter().any(|target| {
        matches!(target.fault, Some(Fault::Gone | Fault::Address(_))) && target.meant.is_some()
    });
    let any_good = any_good || mends;
    let known = Known { domain, provider, targets: &targets, any_good };
    let mut findings = known.findings();
    if let Some((host, why)) = silence {
        findings.push(silent(MxFinding::TargetUnknown, &host, &why));
    }
    Verdicts { findings, any_good }
}

/// Returns what is wrong with a host, and its addresses.
async fn look<R: Resolver>(resolver: &R, domain: &str, host: &str) -> (Option<Fault>, Option<Addresses>) {
    let address = |text: &str| text.parse::<IpAddr>().ok();
    // A DNS panel appends the domain to an IP address as it does to any name.
    let own = host.strip_suffix(domain).and_then(|rest| rest.strip_suffix('.'));
    if let Some(address) = address(host).or_else(|| own.and_then(address)) {
        return (Some(Fault::Address(address)), None);
    }
    if is_local(host) {
        return (Some(Fault::Gone), None);
    }
    let found = addresses(resolver, host).await;
    let hops = [found.v4.hops(), found.v6.hops()].into_iter().find(|hops| !hops.is_empty());
    let fault =
        if found.is_gone() { Some(Fault::Gone) } else { hops.map(|hops| Fault::Alias(hops.to_vec())) };
    (fault, Some(found))
}

/// Returns true if a name has a meaning only within one network (RFC 6761, sections 6.3 and 6.4; RFC 6762; RFC 8375).
fn is_local(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    !host.contains('.') || ["localhost", "local", "internal", "lan", "localdomain", "home"].contains(&last)
}

/// Returns the intended host, if it can be derived from the name and exists.
async fn meant<R: Resolver>(resolver: &R, domain: &str, target: &Target<'_>) -> Option<String> {
    match target.fault.as_ref()? {
        Fault::Alias(hops) => {
            let last = hops.last()?;
            addresses(resolver, last).await.is_there().then(|| last.clone())
        }
        Fault::Gone => {
            let above =
                std::iter::successors(Some(domain), |name| name.split_once('.').map(|(_, rest)| rest));
            let short = above
                .filter(|name| name.contains('.'))
                .find_map(|name| target.host.strip_suffix(name)?.strip_suffix('.'))
                .filter(|short| short.contains('.'))?;
            addresses(resolver, short).await.is_there().then(|| short.to_owned())
        }
        Fault::Address(address) => {
            let names = ["mail", "mx", "smtp", "server"].map(|label| format!("{label}.{domain}"));
            let names: Vec<String> = names.into_iter().chain([domain.to_owned()]).collect();
            let found = join_all(names.iter().map(|name| addresses(resolver, name))).await;
            let is_plain = |found: &Addresses| found.v4.hops().is_empty() && found.v6.hops().is_empty();
            let mut fitting = names
                .iter()
                .zip(&found)
                .filter(|(_, found)| is_plain(found) && found.iter().any(|own| own == *address));
            fitting.next().map(|(name, _)| name.clone())
        }
    }
}

/// All of the records, with the intended hosts.
struct Known<'a> {
    domain: &'a str,
    provider: Option<&'a Provider>,
    targets: &'a [Target<'a>],
    /// True if at least one host receives mail once the fixes are applied.
    any_good: bool,
}

impl Known<'_> {
    fn findings(&self) -> Vec<Judged> {
        let of = |is: fn(&Fault) -> bool| -> Vec<&Target<'_>> {
            self.targets.iter().filter(|target| target.fault.as_ref().is_some_and(is)).collect()
        };
        let numbers = of(|fault| matches!(fault, Fault::Address(_)));
        let gone = of(|fault| *fault == Fault::Gone);
        let aliases = of(|fault| matches!(fault, Fault::Alias(_)));
        let mut findings = Vec::new();
        if !numbers.is_empty() {
            findings.push(
                fail(MxFinding::TargetIsAddress)
                    .seen(numbers.iter().map(|target| Seen::Text(target.text.to_owned())))
                    .fix(self.change(&numbers, MxAdvice::AskHostName)),
            );
        }
        if !gone.is_empty() {
            let hosts = gone.iter().map(|target| target.host.to_owned()).collect();
            findings.push(
                fail(MxFinding::TargetMissing(hosts))
                    .seen(gone.iter().map(|target| Seen::NoHost(target.text.to_owned())))
                    .fix(self.change(&gone, self.question())),
            );
        }
        if !aliases.is_empty() {
            let seen = aliases.iter().filter_map(|target| match &target.fault {
                Some(Fault::Alias(hops)) => {
                    Some(Seen::Alias { name: target.host.to_owned(), hops: hops.clone() })
                }
                _ => None,
            });
            let seen: Vec<Seen> = seen.collect();
            findings
                .push(warn(MxFinding::TargetIsAlias).seen(seen).fix(self.change(&aliases, self.question())));
        }
        findings
    }

    /// Returns the question about where the mailboxes are, which only their owner can answer.
    fn question(&self) -> MxAdvice {
        let has_other = self.targets.iter().any(|target| target.fault.is_none());
        let mailbox = self.provider.filter(|provider| provider.kind == ProviderKind::Mailbox);
        let hosts = self.targets.iter().map(|target| target.host);
        match mailbox.or_else(|| provider_by_mx(hosts)).filter(|_| !has_other) {
            Some(provider) => MxAdvice::CopyRecord(provider.name.clone()),
            None => MxAdvice::FindRecord,
        }
    }

    /// Returns the exact records if all of them are known, or else the question.
    fn change(&self, wrong: &[&Target<'_>], question: MxAdvice) -> Remedy {
        let edits: Option<Vec<Edit>> = wrong.iter().map(|target| self.mended(target)).collect();
        let Some(edits) = edits else {
            let was = |target: &&Target<'_>| Some(target.text.to_owned());
            let asked = wrong.iter().map(|target| Edit::open(self.domain, RecordType::Mx, was(target)));
            return Remedy::new(Change::AskProvider(asked.collect()), question);
        };
        if edits.iter().all(|edit| edit.value().is_none()) {
            let gone = wrong.iter().map(|target| Record::mx(self.domain, target.text)).collect();
            return Remedy::new(Change::Remove(gone), MxAdvice::DeleteDead);
        }
        Remedy::new(Change::Replace(edits), MxAdvice::UseName)
    }

    /// Returns the edit that puts the intended host into a record, or that removes the record if another one receives
    /// the mail.
    fn mended(&self, target: &Target<'_>) -> Option<Edit> {
        let is_new = |host: &str| !self.targets.iter().any(|other| other.host == host);
        let first = |host: &str| {
            let twin = self.targets.iter().find(|other| other.meant.as_deref() == Some(host));
            twin.is_some_and(|twin| std::ptr::eq(twin, target))
        };
        let has_other = self.targets.iter().any(|target| target.fault.is_none());
        let away = || Edit::remove(Record::mx(self.domain, target.text));
        match target.meant.as_deref() {
            // The domain's own address is usually its website's.
            Some(host) if host == self.domain && has_other => Some(away()),
            Some(host) if is_new(host) && first(host) => {
                let preference = target.text.split(' ').next().unwrap_or("10");
                Some(Edit::change(Record::mx(self.domain, format!("{preference} {host}")), target.text))
            }
            Some(_) => Some(away()),
            None if matches!(target.fault, Some(Fault::Alias(_))) => None,
            None => self.any_good.then(away),
        }
    }
}
