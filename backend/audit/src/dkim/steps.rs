//! What to do about a key that only its provider can make or show, and on whose page.

use shared::{
    facts::Provider,
    report::{Fix, FixAction, FixRecord},
};

use crate::finding::fix;

/// One step, on the provider's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// The records are right; the key appears once signing is on.
    SwitchOn,
    /// A new key, because the old one is too short or was withdrawn.
    NewKey,
    /// A longer key, if there is one.
    LongerKey,
    /// A key of a kind that everybody can read.
    RsaKey,
    /// The same key once more, because a part of it is missing.
    CopyAgain,
    /// The record, because it has no key in it.
    CopyKey,
    /// The one of several keys that signs.
    Choose,
    /// Where an alias leads.
    CopyTarget,
    /// Records that are not there.
    CopyRecords,
}

impl Step {
    /// In two or three short sentences.
    fn sentence(self, provider: Option<&Provider>) -> String {
        let (page, name) = (page(provider), name(provider));
        match self {
            Self::SwitchOn => format!(
                "Turn on DKIM signing for this domain. Do it in {page}. Keep these records: {name} puts the key behind them once \
                 signing is on."
            ),
            Self::NewKey => format!(
                "Make a new key at {name}, with 2048 bits if you can choose. You find it in {page}. Then put the new key into this record."
            ),
            Self::LongerKey => format!(
                "If {name} lets you choose, make a new key with 2048 bits. You find it in {page}. Then put the new key into this record."
            ),
            Self::RsaKey => {
                format!("Make an RSA key with 2048 bits at {name} as well. You find it in {page}.")
            }
            Self::CopyAgain => format!(
                "Copy the whole key again, to its end. It's in {page}. Check it after saving: some DNS panels cut a text at 255 \
                 characters."
            ),
            Self::CopyKey => format!("Copy the whole key from {name} into this record. It's in {page}."),
            Self::Choose => format!(
                "Find out which of these keys {name} signs with. It's in {page}. Keep that one and remove the others."
            ),
            Self::CopyTarget => format!(
                "Copy the right target for this record from {name}. It's in {page}. Put it in place of the one that's there now."
            ),
            Self::CopyRecords => format!(
                "Copy the DKIM records from {name}. They're in {page}. Paste them into this report, and we check them and write them \
                 for your DNS panel."
            ),
        }
    }

    /// A question with this step as its answer.
    pub(super) fn ask(
        self,
        provider: Option<&Provider>,
        records: impl IntoIterator<Item = FixRecord>,
    ) -> Fix {
        fix(FixAction::Ask, self.sentence(provider), records)
    }
}

/// The way to the page with the keys.
fn page(provider: Option<&Provider>) -> String {
    match provider {
        Some(provider) if !provider.dkim_page.is_empty() => provider.dkim_page.clone(),
        Some(provider) => format!("the DKIM settings of {}", provider.name),
        None => "the settings of the service that sends your mail".to_owned(),
    }
}

pub(super) fn name(provider: Option<&Provider>) -> &str {
    provider.map_or("your provider", |provider| &provider.name)
}
