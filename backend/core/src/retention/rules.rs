//! How long things are kept: as set by the operator, as set by an administrator, or the default.

use std::collections::BTreeMap;

use shared::{
    retention::{Days, Kind, SetBy},
    wire::{Kept, Retention, RetentionRequest},
};

use crate::{
    Error, Fault, Result,
    event::PersonEvent,
    store::{Person, Store},
};

/// What the operator set, in the environment or `sealpost.toml`.
pub type Operator = BTreeMap<Kind, Days>;

/// How long each kind is kept, and who set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(BTreeMap<Kind, (Days, SetBy)>);

impl Rules {
    /// Reads the current rules.
    pub async fn read(store: &dyn Store, operator: &Operator) -> Result<Self> {
        let by_default = Kind::ALL.map(|kind| (kind, (kind.default_days(), SetBy::Default)));
        let mut rules = BTreeMap::from(by_default);
        rules.extend(store.kept().await?.into_iter().map(|(kind, days)| (kind, (days, SetBy::Page))));
        rules.extend(operator.iter().map(|(kind, days)| (*kind, (*days, SetBy::Operator))));
        Ok(Self(rules))
    }

    /// Returns how long this kind is kept.
    pub fn days(&self, kind: Kind) -> Days {
        self.0.get(&kind).map_or_else(|| kind.default_days(), |(days, _)| *days)
    }

    fn set_by(&self, kind: Kind) -> SetBy {
        self.0.get(&kind).map_or(SetBy::Default, |(_, set_by)| *set_by)
    }
}

/// Returns the settings as the page shows them.
pub async fn show(store: &dyn Store, operator: &Operator) -> Result<Retention> {
    let rules = Rules::read(store, operator).await?;
    let kept = |kind| Kept { kind, days: rules.days(kind), set_by: rules.set_by(kind), least: kind.least() };
    Ok(Retention { kinds: Kind::ALL.map(kept).to_vec() })
}

/// Changes how long things are kept.
///
/// # Errors
/// [`Error::SetByOperator`] for a value that the operator set; [`Error::Field`] for too few days.
pub async fn change(
    store: &dyn Store,
    operator: &Operator,
    who: &Person,
    request: &RetentionRequest,
    now: i64,
) -> Result<Retention> {
    let rules = Rules::read(store, operator).await?;
    let news: Vec<(Kind, Days)> = request
        .kinds
        .iter()
        .map(|asked| (asked.kind, asked.days))
        .filter(|(kind, days)| rules.days(*kind) != *days)
        .collect();
    if news.iter().any(|(kind, _)| operator.contains_key(kind)) {
        return Err(Error::SetByOperator);
    }
    if let Some((kind, _)) = news.iter().find(|(kind, days)| *days < kind.least()) {
        return Err(Fault::TooFewDays(*kind).at(kind.as_str()));
    }
    if !news.is_empty() {
        let happened = PersonEvent::RetentionChanged { by: who.name.clone(), kept: news.clone() };
        store.keep(&news, &happened.at(now).as_new()).await?;
    }
    show(store, operator).await
}
