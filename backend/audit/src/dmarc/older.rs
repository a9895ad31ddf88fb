//! What receivers that predate RFC 9989 make of the same records. They find the organizational domain with the public
//! suffix list instead of the tree walk, and query only the organizational domain and the name itself (RFC 7489,
//! sections 3.2 and 6.6.3).

#[cfg(test)]
mod tests;

use shared::{
    dns::Answer,
    report::{
        Change, DmarcAdvice, DmarcFinding, Judged, OlderReading, OlderRule, Policy, Record, Remedy, Seen,
    },
};

use super::{
    record::DmarcRecord,
    reports::report_address,
    tree::{Found, Step},
};
use crate::judged::warn;

/// Returns the organizational domain according to the public suffix list, or the name itself if it is a public suffix.
pub(super) fn organizational(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// What an older receiver finds if the name has no record of its own.
#[derive(Debug, PartialEq, Eq)]
enum Inherited<'a> {
    /// A record at this name, and its policy for subdomains.
    From(&'a str, Policy),
    Nothing,
    /// The name wasn't queried, or the query failed.
    Unknown,
}

fn inherited(steps: &[Step]) -> Inherited<'_> {
    let Some(own) = steps.first() else { return Inherited::Unknown };
    let top = organizational(&own.domain);
    if top == own.domain {
        return Inherited::Nothing;
    }
    let Some(step) = steps.iter().find(|step| step.domain == top) else { return Inherited::Unknown };
    match &step.found {
        Found::One(record) => {
            Inherited::From(&step.domain, record.subdomain_policy().unwrap_or(Policy::None))
        }
        Found::Silent(_) => Inherited::Unknown,
        Found::Nothing | Found::Several(_) | Found::Unreadable(_) => Inherited::Nothing,
    }
}

/// Returns how older receivers read the name's own record differently. `newer` is the organizational domain that newer
/// receivers find.
pub(super) fn beside(record: &DmarcRecord, domain: &str, newer: &str) -> OlderReading {
    let older = organizational(domain);
    let asks = record.policy() > Some(Policy::None);
    OlderReading {
        organization: (older != newer).then(|| older.to_owned()),
        share: record.share().filter(|_| asks),
        in_full: asks && record.is_testing(),
    }
}

/// Returns a finding if older receivers find a policy other than `policy`, which `record` at `above` sets for `domain`.
pub(super) fn falls_elsewhere(
    steps: &[Step],
    above: &str,
    record: &DmarcRecord,
    policy: Policy,
    mail: &Answer,
) -> Option<Judged> {
    let domain = steps.first()?.domain.as_str();
    let found = match inherited(steps) {
        Inherited::Unknown => return None,
        Inherited::From(name, old) if name == above && old == policy => return None,
        Inherited::Nothing if policy == Policy::None && record.report_addresses().is_empty() => return None,
        Inherited::From(name, policy) => OlderRule::Policy { name: name.to_owned(), policy },
        Inherited::Nothing => OlderRule::Nothing,
    };
    let name = format!("_dmarc.{domain}");
    let value = format!("v=DMARC1; p={policy}{}", readers(record, above, domain, mail));
    let change = Change::Add(vec![Record::txt(&name, value)]);
    let asked = organizational(domain).to_owned();
    Some(
        warn(DmarcFinding::OlderReceivers { above: above.to_owned(), policy, asked, found })
            .seen([Seen::record(format!("_dmarc.{above}"), record.text()), Seen::Absent(name)])
            .fix(Remedy::new(change, DmarcAdvice::RepeatHere)),
    )
}

/// Returns the `rua` tag for the record to add. It lists those report addresses of the parent's record that need no
/// consent, or else an address of the domain itself.
fn readers(record: &DmarcRecord, above: &str, domain: &str, mail: &Answer) -> String {
    let own = record.report_addresses().into_iter().filter(|address| is_within(address, above));
    let mut uris: Vec<String> = own.map(|address| format!("mailto:{address}")).collect();
    if uris.is_empty() {
        uris.extend(report_address(domain, None, mail).map(|address| format!("mailto:{address}")));
    }
    if uris.is_empty() { String::new() } else { format!("; rua={}", uris.join(",")) }
}

/// Returns true if an address is within this domain, so it needs no consent to receive reports.
fn is_within(address: &str, domain: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| shared::facts::ends_on_label(host, domain))
}
