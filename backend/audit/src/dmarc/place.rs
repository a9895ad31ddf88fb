//! The location of a DMARC record, and how to change the record without touching anyone else's zone.

use shared::{
    dns::{Kind, Resolver},
    report::{Change, DmarcAdvice, Edit, Kept, Policy, Record, Remedy, Seen},
};

use super::{record::DmarcRecord, tree::Step};
use crate::resolver::own;

/// The name of a domain's record, and how its answer is reached.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) at: Kept,
}

impl Place {
    /// Determines whether the name has its own record or a wildcard answers. `probe` is a label that no one has
    /// published.
    pub(super) async fn find<R: Resolver>(resolver: &R, domain: &str, step: &Step, probe: &str) -> Self {
        let name = format!("_dmarc.{domain}");
        let stands = own(resolver, domain, &name, Kind::Txt, probe).await;
        let answer = resolver.ask(&name, Kind::Txt).await;
        let hop = step.hops.first().cloned();
        let is_wild = !answer.data().is_empty() && stands.is_nothing();
        let at = match (is_wild, hop) {
            (true, hop) => Kept::Wildcard(hop),
            (false, Some(hop)) => Kept::Alias(hop),
            (false, None) => Kept::Own,
        };
        Self { name, at }
    }

    pub(super) fn is_own(&self) -> bool {
        self.at == Kept::Own
    }

    /// Returns the record, and how it is reached.
    pub(super) fn seen(&self, text: &str) -> [Seen; 1] {
        let (name, text) = (self.name.clone(), text.to_owned());
        [match &self.at {
            Kept::Own => Seen::Record { name, text },
            Kept::Alias(hop) => Seen::Through { name, hops: vec![hop.clone()], text },
            Kept::Wildcard(hop) => Seen::Wildcard { name, hop: hop.clone(), text },
        }]
    }

    /// Returns the fix that replaces `was` with `value` at the domain's own name, even if the existing record is behind
    /// an alias or a wildcard. In that case, a fix that enforces a policy asks for confirmation. `advice` is for a
    /// record at the name itself.
    pub(super) fn change(&self, advice: DmarcAdvice, value: String, was: &str) -> Remedy {
        let asks = DmarcRecord::parse(&value).is_some_and(|record| record.policy() > Some(Policy::None));
        let new = Record::txt(&self.name, value);
        let (change, advice) = match &self.at {
            Kept::Own => return Remedy::new(Change::Replace(vec![Edit::change(new, was)]), advice),
            Kept::Alias(hop) => {
                let alias = Edit::remove(Record::cname(&self.name, hop));
                (Change::Replace(vec![alias, Edit::add(new)]), DmarcAdvice::ReplaceAlias)
            }
            Kept::Wildcard(_) => (Change::Add(vec![new]), DmarcAdvice::AddOwn),
        };
        Remedy::new(if asks { change.to_confirm() } else { change }, advice)
    }
}
