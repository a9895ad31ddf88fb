//! What the client answered and chose in the guide for Microsoft 365 and Google, and which secret they enter.
//!
//! The wizard's state has it as text, so that the first program, which never reads it, contains no code for it. It
//! contains nothing that is secret.

mod entry;
#[cfg(test)]
mod tests;

use shared::{
    details::SecretKind,
    secret::Kind,
    ways::{Administrator, Site},
};
use yew::prelude::*;

pub(crate) use entry::{AppFields, Entry};

use super::state::{Action, Choice, Typed, Wizard};

/// What the client answered and chose in the guide.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Plan {
    pub(crate) software: Option<Software>,
    pub(crate) administrator: Option<Administrator>,
    pub(crate) place: Place,
    pub(crate) entry: Entry,
}

/// What the website runs on, as far as the client knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Software {
    Known(Site),
    Unknown,
}

/// The part of the guide that the client sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Place {
    /// Where the provider's guide begins.
    #[default]
    Start,
    /// The questions, and the ways to send.
    List,
    /// The steps to a password.
    Password,
    /// The steps of the way with this number in the list.
    Way(usize),
}

impl Plan {
    /// Reads what [`Plan::write`] wrote. Parts that it couldn't have written are left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut lines = text.split('\n');
        let mut line = || lines.next().unwrap_or_default();
        Self {
            software: Software::read(line()),
            administrator: item(&Administrator::ALL, line()),
            place: Place::read(line()),
            entry: Entry::read(line(), [line(), line(), line(), line()]),
        }
    }

    /// Returns the plan as text, which is never empty. A field's text has no line breaks.
    pub(crate) fn write(&self) -> String {
        let software = self.software.map(Software::write).unwrap_or_default();
        let administrator =
            self.administrator.map(|who| number(&Administrator::ALL, who)).unwrap_or_default();
        let (kind, texts) = self.entry.write();
        let before = [software, administrator, self.place.write(), kind].join("\n");
        [before.as_str(), &texts.join("\n")].join("\n")
    }

    /// Stores this plan, which has the same kind of secret.
    pub(crate) fn store(&self, wizard: &UseReducerHandle<Wizard>) {
        wizard.dispatch(Action::Typed(Typed { plan: self.write(), ..wizard.typed.clone() }));
    }
}

impl Software {
    /// Reads what [`Software::write`] wrote.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if text == "?" { Some(Self::Unknown) } else { item(&Site::ALL, text).map(Self::Known) }
    }

    /// Returns it as the value of an option.
    pub(crate) fn write(self) -> String {
        match self {
            Self::Known(site) => number(&Site::ALL, site),
            Self::Unknown => "?".to_owned(),
        }
    }

    /// Returns the software for ranking the ways.
    pub(crate) const fn site(self) -> Site {
        match self {
            Self::Known(site) => site,
            Self::Unknown => Site::Other,
        }
    }
}

impl Place {
    fn read(text: &str) -> Self {
        match text {
            "list" => Self::List,
            "password" => Self::Password,
            number => number.parse().map_or(Self::Start, Self::Way),
        }
    }

    fn write(self) -> String {
        match self {
            Self::Start => String::new(),
            Self::List => "list".to_owned(),
            Self::Password => "password".to_owned(),
            Self::Way(number) => number.to_string(),
        }
    }
}

impl Wizard {
    /// Returns what the client answered and chose in the guide.
    pub(crate) fn plan(&self) -> Plan {
        Plan::read(&self.typed.plan)
    }

    /// Returns what kind of secret the client enters.
    pub(crate) fn secret_kind(&self) -> Kind {
        let of_provider = self.choice.as_ref().map_or(SecretKind::MailboxPassword, Choice::secret_kind);
        match self.plan().entry {
            Entry::Password => Kind::Typed(of_provider),
            Entry::OtherPassword => Kind::Typed(SecretKind::SmtpPassword),
            // A certificate is entered in the same field.
            Entry::OauthClient(_) => Kind::OauthClient,
            Entry::PluginClient { .. } => Kind::PluginClient,
            Entry::ServiceAccount => Kind::ServiceAccount,
        }
    }

    /// Returns true if the sign-in test first gets an access token.
    pub(crate) fn gets_token(&self) -> bool {
        matches!(self.secret_kind(), Kind::OauthClient | Kind::ServiceAccount)
    }
}

/// Returns the item with this number.
fn item<T: Copy>(all: &[T], number: &str) -> Option<T> {
    all.get(number.parse::<usize>().ok()?).copied()
}

/// Returns the number of an item, for [`item`].
fn number<T: Copy + PartialEq>(all: &[T], one: T) -> String {
    all.iter().position(|other| *other == one).map(|at| at.to_string()).unwrap_or_default()
}
