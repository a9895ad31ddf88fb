//! The policy that a receiver applies to one message, and the organizational domains that it compares (RFC 9989,
//! sections 4.4 and 4.10).

#[cfg(test)]
mod tests;

use shared::{
    dns::{Kind, Resolver, Silence},
    report::Policy,
};

use super::{
    Inherited, inherited, older,
    record::DmarcRecord,
    tree::{self, Found, Step},
};
use crate::resolver::canonical;

/// What applies to a sender's domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applicable {
    /// A record.
    Record {
        /// The domain with the record: the sender's, or one above it.
        domain: String,
        /// The record.
        record: DmarcRecord,
        /// The policy for this sender.
        policy: Policy,
    },
    /// There is no record. Receivers ignore several records at one name, and texts that they can't read.
    Nothing,
    /// A lookup got no answer.
    Unknown(Silence),
}

/// Finds the record that applies to a sender's domain.
pub async fn applicable<R: Resolver>(resolver: &R, domain: &str) -> Applicable {
    let steps = tree::walk(resolver, &canonical(domain)).await;
    let Some(own) = steps.first() else { return Applicable::Nothing };
    match &own.found {
        Found::One(record) => {
            let (domain, policy) = (own.domain.clone(), record.effective());
            return Applicable::Record { domain, record: record.clone(), policy };
        }
        Found::Silent(silence) => return Applicable::Unknown(silence.clone()),
        Found::Nothing | Found::Several(_) | Found::Unreadable(_) => {}
    }
    match inherited(&steps, tree::organizational(&steps)) {
        Inherited::From(step, record) => {
            let is_absent = resolver.ask(&own.domain, Kind::Ns).await.is_absent();
            let asked = if is_absent { record.absent_policy() } else { record.subdomain_policy() };
            let asked = asked.unwrap_or(Policy::None);
            let policy = if record.is_testing() { asked.milder() } else { asked };
            Applicable::Record { domain: step.domain.clone(), record: record.clone(), policy }
        }
        Inherited::Unknown(_, silence) => Applicable::Unknown(silence.clone()),
        Inherited::Nothing => Applicable::Nothing,
    }
}

/// Returns true if two domains have the same organizational domain, or the silence of a server that would have to be
/// known. If neither has a DMARC record anywhere, the public suffix list decides, as before RFC 9989.
pub async fn share_organization<R: Resolver>(resolver: &R, one: &str, other: &str) -> Result<bool, Silence> {
    let (one, other) = (canonical(one), canonical(other));
    if one == other {
        return Ok(true);
    }
    // An organizational domain is the end of the domain, and has more than one label.
    if common_labels(&one, &other) < 2 {
        return Ok(false);
    }
    let (first, second) = tokio::join!(tree::walk(resolver, &one), tree::walk(resolver, &other));
    if let Some(silence) = first.iter().chain(&second).find_map(silence) {
        return Err(silence.clone());
    }
    if first.iter().chain(&second).all(|step| step.record().is_none()) {
        return Ok(older::organizational(&one) == older::organizational(&other));
    }
    Ok(tree::organizational(&first) == tree::organizational(&second))
}

fn silence(step: &Step) -> Option<&Silence> {
    match &step.found {
        Found::Silent(silence) => Some(silence),
        _ => None,
    }
}

/// Returns how many labels at their ends two names have in common.
fn common_labels(one: &str, other: &str) -> usize {
    one.rsplit('.').zip(other.rsplit('.')).take_while(|(one, other)| one == other).count()
}
