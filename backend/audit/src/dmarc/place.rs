//! Where a DMARC record stands, and how it is changed there: never in somebody else's zone.

use shared::{
    dns::{Kind, Resolver},
    report::{Fix, FixAction},
};

use super::{
    record::{DmarcRecord, Policy},
    tree::Step,
};
use crate::{
    finding::{fix, record as fix_record},
    resolver::own,
};

/// The name of a domain's record, and what answers there.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) at: At,
}

/// How an answer comes to be at a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// The name's own record.
    Own,
    /// An alias leads to it.
    Alias(String),
    /// A wildcard answers, with an alias or without.
    Wildcard(Option<String>),
}

impl Place {
    /// Tells the name's own record from what a wildcard answers; `probe` is a label that nobody has published.
    pub(super) async fn find<R: Resolver>(resolver: &R, domain: &str, step: &Step, probe: &str) -> Self {
        let name = format!("_dmarc.{domain}");
        let stands = own(resolver, domain, &name, Kind::Txt, probe).await;
        let answer = resolver.ask(&name, Kind::Txt).await;
        let hop = step.hops.first().cloned();
        let is_wild = !answer.data().is_empty() && stands.is_nothing();
        let at = match (is_wild, hop) {
            (true, hop) => At::Wildcard(hop),
            (false, Some(hop)) => At::Alias(hop),
            (false, None) => At::Own,
        };
        Self { name, at }
    }

    pub(super) fn is_own(&self) -> bool {
        self.at == At::Own
    }

    /// The record, and how it is reached.
    pub(super) fn seen(&self, text: &str) -> Vec<String> {
        let name = &self.name;
        match &self.at {
            At::Own => vec![format!("{name}: {text}")],
            At::Alias(hop) => vec![format!("{name} → {hop}: {text}")],
            At::Wildcard(Some(hop)) => vec![format!("{name} → {hop} (by a wildcard): {text}")],
            At::Wildcard(None) => vec![format!("{name} (by a wildcard): {text}")],
        }
    }

    /// Why a change is not made where the text is kept; empty if it is the name's own.
    pub(super) fn whose(&self) -> String {
        match &self.at {
            At::Own => String::new(),
            At::Alias(hop) => format!(
                " The name is an alias (CNAME) that leads to {hop}. That record isn't yours to change, and no record can be beside the \
                 alias (RFC 1034, section 3.6.2)."
            ),
            At::Wildcard(hop) => {
                let whose = hop.as_ref().map_or(String::new(), |hop| format!(" with an alias to {hop}"));
                format!(
                    " A wildcard answers{whose}; a record at the name itself ends it there (RFC 4592, section 3.3.1)."
                )
            }
        }
    }

    /// Puts `value` in the place of `was`: at the domain's own name, whoever keeps the present one. A policy that another
    /// name keeps is not begun here without being asked for.
    pub(super) fn change(&self, summary: &str, value: String, was: &str) -> Fix {
        let name = &self.name;
        let asks = DmarcRecord::parse(&value).is_some_and(|record| record.policy() > Some(Policy::None));
        match &self.at {
            At::Own => fix(FixAction::Replace, summary, [fix_record(name, "TXT", value, was)]),
            At::Alias(hop) => {
                let summary = "Delete the alias at this name. Then add this record of your own.";
                let action = if asks { FixAction::Ask } else { FixAction::Replace };
                fix(action, summary, [fix_record(name, "CNAME", "", hop), fix_record(name, "TXT", value, "")])
            }
            At::Wildcard(_) => {
                let action = if asks { FixAction::Ask } else { FixAction::Add };
                fix(action, "Add this record of your own at this name.", [fix_record(name, "TXT", value, "")])
            }
        }
    }
}
