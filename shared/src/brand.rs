//! How the agency presents itself to its clients: name, color, logo and contact.

pub mod color;
mod logo;
mod palette;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use logo::{LOGO_MAX, Logo, LogoKind, LogoMark, NotALogo, SIDE_MAX, Size};
pub use palette::{Palette, Shift, Tones};

use crate::rules::{Accent, Address, Phone, ShortText};

/// What an administrator sets, except for the logo. Whatever isn't set, the pages leave out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Brand {
    /// The agency's name; `null` for the one in the server's settings.
    #[serde(default)]
    pub name: Option<ShortText>,
    /// The color of buttons and links, as it was asked for. [`Palette::of`] makes it readable.
    #[serde(default)]
    pub accent: Option<Accent>,
    /// Whom clients can call or write to.
    #[serde(default)]
    pub contact: AgencyContact,
    /// The sender's name in emails; `null` for the agency's name.
    #[serde(default)]
    pub sender: Option<ShortText>,
}

/// Whom clients can call or write to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgencyContact {
    /// The name of a person or a team.
    #[serde(default)]
    pub name: Option<ShortText>,
    /// The email address.
    #[serde(default)]
    pub email: Option<Address>,
    /// The phone number.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// When someone answers.
    #[serde(default)]
    pub hours: Option<ShortText>,
}

impl AgencyContact {
    /// Returns true if nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
