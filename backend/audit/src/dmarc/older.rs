//! What receivers of before RFC 9989 make of the same records. They find the organisational domain by the public suffix
//! list instead of the tree walk, and ask there and at the name itself, nowhere between (RFC 7489, sections 3.2 and 6.6.3).

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

/// The organisational domain as the public suffix list has it; of a public suffix, itself.
pub(super) fn organisational(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// What an older receiver finds where the name has no record of its own.
#[derive(Debug, PartialEq, Eq)]
enum Inherited<'a> {
    /// A record at this name, and what it asks for subdomains.
    From(&'a str, Policy),
    Nothing,
    /// It was not asked for, or nobody answered.
    Unknown,
}

fn inherited(steps: &[Step]) -> Inherited<'_> {
    let Some(own) = steps.first() else { return Inherited::Unknown };
    let top = organisational(&own.domain);
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

/// How older receivers read a record of the name's own differently. `newer` is the organizational domain that others find.
pub(super) fn beside(record: &DmarcRecord, domain: &str, newer: &str) -> OlderReading {
    let older = organisational(domain);
    let asks = record.policy() > Some(Policy::None);
    OlderReading {
        organization: (older != newer).then(|| older.to_owned()),
        share: record.share().filter(|_| asks),
        in_full: asks && record.is_testing(),
    }
}

/// A finding, if older receivers find another policy than `policy`, which `record` at `above` asks for `domain`.
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
    let asked = organisational(domain).to_owned();
    Some(
        warn(DmarcFinding::OlderReceivers { above: above.to_owned(), policy, asked, found })
            .seen([Seen::record(format!("_dmarc.{above}"), record.text()), Seen::Absent(name)])
            .fix(Remedy::new(change, DmarcAdvice::RepeatHere)),
    )
}

/// The tag for those readers of the record above that need no one's consent, else for one of the domain's own.
fn readers(record: &DmarcRecord, above: &str, domain: &str, mail: &Answer) -> String {
    let own = record.report_addresses().into_iter().filter(|address| is_within(address, above));
    let mut uris: Vec<String> = own.map(|address| format!("mailto:{address}")).collect();
    if uris.is_empty() {
        uris.extend(report_address(domain, None, mail).map(|address| format!("mailto:{address}")));
    }
    if uris.is_empty() { String::new() } else { format!("; rua={}", uris.join(",")) }
}

/// Whether an address is at this domain or below it, and so needs nobody's consent to get reports.
fn is_within(address: &str, domain: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, host)| shared::facts::ends_on_label(host, domain))
}
