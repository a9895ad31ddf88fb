//! Mail hosts that are aliases, addresses, or nothing, and what was meant instead.

use std::net::IpAddr;

use futures_util::future::join_all;
use shared::{
    dns::Resolver,
    facts::{Provider, ProviderKind, provider_by_mx},
    report::{Finding, Fix, FixAction, FixRecord, Topic},
};

use crate::{
    finding::{With, fail, fix, list, record as fix_record, silent, warn},
    resolver::{Addresses, addresses},
};

/// What was found.
pub(super) struct Judged {
    pub(super) findings: Vec<Finding>,
    /// Whether mail arrives at one of them, once they are mended.
    pub(super) any_good: bool,
}

/// What is wrong with one record's host.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    /// It is an address.
    Address(IpAddr),
    /// It does not exist, or has no address.
    Gone,
    /// It is an alias, whose last name is where the server is.
    Alias(Vec<String>),
}

/// A record of the domain's.
struct Target<'a> {
    /// Preference and host.
    text: &'a str,
    host: &'a str,
    fault: Option<Fault>,
    /// What was meant.
    meant: Option<String>,
}

/// `records` holds each record's text and host; one that is `.` is not looked at.
pub(super) async fn judge<R: Resolver>(
    resolver: &R,
    domain: &str,
    provider: Option<&Provider>,
    records: &[(String, &str)],
) -> Judged {
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
    let mut findings: Vec<Finding> = known.findings();
    if let Some((host, why)) = silence {
        findings.push(silent(Topic::Mx, "target-unknown", "whether your mail server is there", &host, &why));
    }
    Judged { findings, any_good }
}

/// What is wrong with a host, and where it is.
async fn look<R: Resolver>(resolver: &R, domain: &str, host: &str) -> (Option<Fault>, Option<Addresses>) {
    let address = |text: &str| text.parse::<IpAddr>().ok();
    // A panel adds the domain to an address as to any name.
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

/// Whether a name means something in one network alone (RFC 6761, sections 6.3 and 6.4; RFC 6762; RFC 8375).
fn is_local(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or(host);
    !host.contains('.') || ["localhost", "local", "internal", "lan", "localdomain", "home"].contains(&last)
}

/// The host that was meant, if a name shows it and is there.
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

/// All the records, with what was meant.
struct Known<'a> {
    domain: &'a str,
    provider: Option<&'a Provider>,
    targets: &'a [Target<'a>],
    /// Whether mail arrives somewhere once the records are mended.
    any_good: bool,
}

impl Known<'_> {
    fn findings(&self) -> Vec<Finding> {
        let of = |is: fn(&Fault) -> bool| -> Vec<&Target<'_>> {
            self.targets.iter().filter(|target| target.fault.as_ref().is_some_and(is)).collect()
        };
        let numbers = of(|fault| matches!(fault, Fault::Address(_)));
        let gone = of(|fault| *fault == Fault::Gone);
        let aliases = of(|fault| matches!(fault, Fault::Alias(_)));
        let mut findings = Vec::new();
        if !numbers.is_empty() {
            let meaning =
                "An MX record has an IP address in place of a server name, so mail to you gets lost.";
            findings.push(
                fail(Topic::Mx, "target-is-address", meaning)
                    .seen(numbers.iter().map(|target| target.text.to_owned()))
                    .why("An MX record names a host, never an address (RFC 5321, section 5.1; RFC 1035, section 3.3.9).")
                    .fix(Some(self.change(&numbers, "Ask the company that runs this mail server for its host name. Put the name in place of the address."))),
            );
        }
        if !gone.is_empty() {
            let hosts: Vec<String> = gone.iter().map(|target| target.host.to_owned()).collect();
            let meaning = format!("Mail to you is sent to {}, and no server is found there.", list(&hosts));
            findings.push(
                fail(Topic::Mx, "target-missing", meaning)
                    .seen(
                        gone.iter()
                            .map(|target| format!("{}: it does not exist or has no address", target.text)),
                    )
                    .why("An MX target must have an address (RFC 5321, section 5.1).")
                    .fix(Some(self.change(&gone, &self.question()))),
            );
        }
        if !aliases.is_empty() {
            let meaning = "An MX record leads to an alias (CNAME) of a server. Some senders refuse that.";
            let seen = aliases.iter().map(|target| match &target.fault {
                Some(Fault::Alias(hops)) => format!("{} → {}", target.host, hops.join(" → ")),
                _ => target.host.to_owned(),
            });
            findings.push(
                warn(Topic::Mx, "target-is-alias", meaning)
                    .seen(seen)
                    .why("An MX target must not be an alias (RFC 2181, section 10.3; RFC 5321, section 5.1).")
                    .fix(Some(self.change(&aliases, &self.question()))),
            );
        }
        findings
    }

    /// Where the mailboxes are, which only their owner knows.
    fn question(&self) -> String {
        let has_other = self.targets.iter().any(|target| target.fault.is_none());
        let mailbox = self.provider.filter(|provider| provider.kind == ProviderKind::Mailbox);
        let hosts = self.targets.iter().map(|target| target.host);
        match mailbox.or_else(|| provider_by_mx(hosts)).filter(|_| !has_other) {
            Some(provider) => format!("Copy the MX record from {}, the provider of your mailboxes.", provider.name),
            None => "Find out which provider your mailboxes are with. Its help page shows the MX record to put here.".to_owned(),
        }
    }

    /// The exact records, as far as they are known for all of them; else the question.
    fn change(&self, wrong: &[&Target<'_>], question: &str) -> Fix {
        let records: Option<Vec<FixRecord>> = wrong.iter().map(|target| self.mended(target)).collect();
        let Some(records) = records else {
            let asked = wrong.iter().map(|target| fix_record(self.domain, "MX", "", target.text));
            return fix(FixAction::Ask, question, asked);
        };
        if records.iter().all(|record| record.value.is_empty()) {
            return fix(
                FixAction::Remove,
                "Delete this record. Another one leads to a server that is there.",
                records,
            );
        }
        let summary = "Change the record to this server name. If your DNS panel adds your domain, put a dot at its end.";
        fix(FixAction::Replace, summary, records)
    }

    /// The host that was meant; else away with the record, if another one takes the mail.
    fn mended(&self, target: &Target<'_>) -> Option<FixRecord> {
        let is_new = |host: &str| !self.targets.iter().any(|other| other.host == host);
        let first = |host: &str| {
            let twin = self.targets.iter().find(|other| other.meant.as_deref() == Some(host));
            twin.is_some_and(|twin| std::ptr::eq(twin, target))
        };
        let has_other = self.targets.iter().any(|target| target.fault.is_none());
        match target.meant.as_deref() {
            // The domain's own address is its website's, as a rule.
            Some(host) if host == self.domain && has_other => {
                Some(fix_record(self.domain, "MX", "", target.text))
            }
            Some(host) if is_new(host) && first(host) => {
                let preference = target.text.split(' ').next().unwrap_or("10");
                Some(fix_record(self.domain, "MX", format!("{preference} {host}"), target.text))
            }
            Some(_) => Some(fix_record(self.domain, "MX", "", target.text)),
            None if matches!(target.fault, Some(Fault::Alias(_))) => None,
            None => self.any_good.then(|| fix_record(self.domain, "MX", "", target.text)),
        }
    }
}
