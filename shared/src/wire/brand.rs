//! How the agency presents itself to its clients: what pages show, and what administrators set.

use serde::{Deserialize, Serialize};

use super::{Base64, Config};
use crate::{
    brand::{AgencyContact, Brand, LOGO_MAX, LogoMark, Size},
    rules::Accent,
};

/// The largest body with a logo, in bytes. Base64 writes 3 bytes with 4 characters.
pub const LOGO_BODY_MAX: usize = 2 * LOGO_MAX;

/// What the server writes into a client's page before any program runs, with what every program needs first:
/// `GET /api/config`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublicConfig {
    /// What programs need. They don't read the rest.
    #[serde(flatten)]
    pub basics: Config,
    /// Whom clients can call or write to.
    #[serde(default)]
    pub contact: AgencyContact,
    /// The agency's color, as it was asked for. `/brand.css` has the colors that are made of it.
    #[serde(default)]
    pub accent: Option<Accent>,
    /// The logo.
    #[serde(default)]
    pub logo: Option<ShownLogo>,
}

/// A logo on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShownLogo {
    /// The path on this server, which names the file's content: `/brand/logo?v=…`.
    pub path: String,
    /// The size in which it is shown.
    pub size: Size,
}

/// How the path of a logo begins. Its version follows.
const LOGO_PATH: &str = "/brand/logo?v=";

impl ShownLogo {
    /// Returns the logo with the path to it.
    pub fn of(mark: &LogoMark) -> Self {
        Self { path: format!("{LOGO_PATH}{}", mark.version()), size: mark.size }
    }

    /// Returns the version in the path: 128 bits of the file's SHA-256. Returns `None` if this isn't such a path.
    pub fn version(&self) -> Option<&str> {
        let version = self.path.strip_prefix(LOGO_PATH)?;
        let is_version = version.len() == 26 && version.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_version.then_some(version)
    }
}

/// What administrators see and change: `GET /api/brand`, and the response to each change. `PUT /api/brand` takes a
/// [`Brand`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BrandView {
    /// What is set.
    pub brand: Brand,
    /// The name in the server's settings, `SEALPOST_AGENCY`, which counts as long as no other one is set.
    pub setting: String,
    /// The logo.
    pub logo: Option<ShownLogo>,
    /// When something was last changed, in Unix seconds.
    pub changed_at: Option<i64>,
}

/// `PUT /api/brand/logo`: replaces the logo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogoRequest {
    /// The file: a PNG, JPEG, WebP or SVG image of at most [`LOGO_MAX`] bytes.
    pub logo: Base64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Logo;

    #[test]
    fn only_paths_of_logos_have_a_version() {
        let mark = Logo::parse(b"<svg xmlns='http://www.w3.org/2000/svg'>".to_vec()).unwrap().mark();
        let shown = ShownLogo::of(&mark);
        assert_eq!(shown.version(), Some(mark.version().as_str()));
        for path in [
            "https://evil.test/logo",
            "/brand/logo",
            "/brand/logo?v=",
            "/brand/logo?v=../../api/config?abcdefghi",
            "//evil.test/brand/logo?v=0123456789abcdefghjkmnpqrs",
        ] {
            assert_eq!(ShownLogo { path: path.into(), ..shown.clone() }.version(), None, "{path}");
        }
    }

    #[test]
    fn programs_read_only_the_basics() {
        let text = r##"{"agency":"Nord","public_url":"https://post.test","sandbox":false,"server_check":true,
            "contact":{"phone":"030 1234567"},"accent":"#0057b8","logo":null}"##;
        let whole: PublicConfig = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::from_str::<Config>(text).unwrap(), whole.basics);
        assert_eq!(whole.contact.phone.unwrap().url(), "tel:0301234567");
        let older =
            r#"{"agency":"Nord","public_url":"https://post.test","sandbox":false,"server_check":true}"#;
        let older: PublicConfig = serde_json::from_str(older).unwrap();
        assert!(older.contact.is_empty() && older.accent.is_none() && older.logo.is_none());
    }
}
