//! How long things are kept: what the operator has set, else what an administrator has, else the default.

use std::collections::BTreeMap;

use shared::{
    retention::{Days, Kind, SetBy},
    wire::{Kept, Retention, RetentionRequest},
};

use crate::{
    Error, Result,
    store::{NewActivity, Person, Store},
};

/// What the operator has set, in the environment or `sealpost.toml`.
pub type Operator = BTreeMap<Kind, Days>;

/// How long each kind is kept, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules(BTreeMap<Kind, (Days, SetBy)>);

impl Rules {
    /// What holds now.
    pub async fn read(store: &dyn Store, operator: &Operator) -> Result<Self> {
        let by_default = Kind::ALL.map(|kind| (kind, (kind.default_days(), SetBy::Default)));
        let mut rules = BTreeMap::from(by_default);
        rules.extend(store.kept().await?.into_iter().map(|(kind, days)| (kind, (days, SetBy::Page))));
        rules.extend(operator.iter().map(|(kind, days)| (*kind, (*days, SetBy::Operator))));
        Ok(Self(rules))
    }

    /// How long this is kept.
    pub fn days(&self, kind: Kind) -> Days {
        self.0.get(&kind).map_or_else(|| kind.default_days(), |(days, _)| *days)
    }

    fn set_by(&self, kind: Kind) -> SetBy {
        self.0.get(&kind).map_or(SetBy::Default, |(_, set_by)| *set_by)
    }
}

/// The settings as the page shows them.
pub async fn show(store: &dyn Store, operator: &Operator) -> Result<Retention> {
    let rules = Rules::read(store, operator).await?;
    let kept = |kind| Kept { kind, days: rules.days(kind), set_by: rules.set_by(kind), least: kind.least() };
    Ok(Retention { kinds: Kind::ALL.map(kept).to_vec() })
}

/// Changes what an administrator may.
///
/// # Errors
/// [`Error::SetByOperator`] for another value of what the operator has set; [`Error::Field`] for fewer days than make
/// sense.
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
        return Err(too_few(*kind));
    }
    if !news.is_empty() {
        let sentence = sentence(&who.name, &news);
        let activity =
            NewActivity { at: now, who: &who.name, code: "retention.changed", sentence: &sentence };
        store.keep(&news, &activity).await?;
    }
    show(store, operator).await
}

fn too_few(kind: Kind) -> Error {
    let detail = match kind {
        Kind::Closed => {
            "Closed onboardings are kept for at least 30 days, so that clients can read their receipt."
        }
        _ => "This is kept for at least a day.",
    };
    Error::Field { field: kind.as_str(), code: "days", detail }
}

fn sentence(who: &str, news: &[(Kind, Days)]) -> String {
    let each: Vec<String> =
        news.iter().map(|(kind, days)| format!("{}: {}", in_words(*kind), days.in_words())).collect();
    format!("{who} changed how long things are kept. {}.", each.join(", "))
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Sealed => "sealed files after setup",
        Kind::Reports => "DNS reports",
        Kind::Checks => "sign-in checks",
        Kind::Activity => "activity",
        Kind::Closed => "closed onboardings",
    }
}
