//! The fields of a new onboarding, and their errors.

use shared::{
    rules::{Address, Domain, NAME_MAX, Name, RuleError},
    wire::{CreateRequest, NewLink},
};
use yew::AttrValue;

use crate::{names, say};

/// Default number of days until a link expires.
pub(crate) const DAYS: u32 = 30;
/// Maximum number of days until a link expires.
pub(crate) const DAYS_MAX: u32 = 90;

/// The fields, as typed.
#[derive(Clone, PartialEq)]
pub(crate) struct Typed {
    pub(crate) client: AttrValue,
    pub(crate) site: AttrValue,
    pub(crate) address: AttrValue,
    pub(crate) email: AttrValue,
    pub(crate) days: AttrValue,
}

impl Default for Typed {
    fn default() -> Self {
        let empty = AttrValue::default;
        Self {
            client: empty(),
            site: empty(),
            address: empty(),
            email: empty(),
            days: DAYS.to_string().into(),
        }
    }
}

/// The errors of the fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Wrong {
    pub(crate) client: Option<AttrValue>,
    pub(crate) site: Option<AttrValue>,
    pub(crate) address: Option<AttrValue>,
    pub(crate) email: Option<AttrValue>,
    pub(crate) days: Option<AttrValue>,
}

/// The parsed fields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed {
    client: String,
    pub(crate) site: Domain,
    address: Option<Address>,
    email: Option<Address>,
    pub(crate) days: u32,
}

impl Typed {
    /// Parses all fields, or returns the error of each invalid one.
    pub(crate) fn parse(&self) -> Result<Parsed, Wrong> {
        let client = self.client.trim();
        let site = domain(&self.site);
        let (address, email) = (optional(&self.address), optional(&self.email));
        let days = days(&self.days);
        match (&site, &address, &email, &days) {
            (Ok(site), Ok(address), Ok(email), Ok(days)) if client_error(client).is_none() => Ok(Parsed {
                client: client.to_owned(),
                site: site.clone(),
                address: address.clone(),
                email: email.clone(),
                days: *days,
            }),
            _ => Err(Wrong {
                client: client_error(client),
                site: site.err(),
                address: address.err(),
                email: email.err(),
                days: days.err(),
            }),
        }
    }
}

impl Parsed {
    /// Returns the request that creates the onboarding with this link.
    pub(crate) fn with(self, link: NewLink) -> CreateRequest {
        let Self { client, site, address, email, days } = self;
        CreateRequest { client, site, address, email, days, link }
    }
}

/// Parses the number of days until a link expires.
pub(crate) fn days(text: &str) -> Result<u32, AttrValue> {
    let days = text.trim().parse().ok().filter(|days| (1..=DAYS_MAX).contains(days));
    days.ok_or_else(|| say::staff().create_days_wrong(&DAYS_MAX).into())
}

/// Parses a website's domain. Accepts a whole URL too, as copied from the address bar.
fn domain(text: &str) -> Result<Domain, AttrValue> {
    let text = text.trim();
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let name = text.split('/').next().unwrap_or_default();
    let read = if name.is_ascii() {
        name.parse()
    } else {
        names::to_ascii(name).ok_or(RuleError::NotAscii).and_then(|name| name.parse())
    };
    let say = say::staff();
    read.map_err(|error| match error {
        RuleError::Empty => say.create_site_empty().into(),
        RuleError::HostIsAddress => say.create_site_address().into(),
        RuleError::NotAscii => say.create_site_letters().into(),
        RuleError::Sign(_) | RuleError::Hyphen | RuleError::TwoDots | RuleError::Control => {
            error.to_string().into()
        }
        _ => say.create_site_incomplete().into(),
    })
}

fn optional(text: &str) -> Result<Option<Address>, AttrValue> {
    match names::address(text) {
        Ok(address) => Ok(Some(address)),
        Err(RuleError::Empty) => Ok(None),
        Err(error) => Err(error.to_string().into()),
    }
}

fn client_error(client: &str) -> Option<AttrValue> {
    match client.parse::<Name>() {
        Ok(_) => None,
        Err(RuleError::Empty) => Some(say::staff().create_client_empty().into()),
        Err(RuleError::TooLong) => Some(say::staff().create_client_long(&NAME_MAX).into()),
        Err(error) => Some(error.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(site: &str) -> Typed {
        Typed { client: "Bakery".into(), site: site.to_owned().into(), ..Typed::default() }
    }

    #[test]
    fn a_site_can_be_pasted_from_the_address_bar() {
        for text in ["bakery.test", " https://Bakery.test/contact?x=1", "http://bakery.test"] {
            assert_eq!(typed(text).parse().unwrap().site.as_str(), "bakery.test");
        }
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let all = Typed {
            client: " ".into(),
            site: "bakery".into(),
            address: "info".into(),
            email: "info@".into(),
            days: "91".into(),
        };
        let wrong = all.parse().unwrap_err();
        assert!(wrong.client.is_some() && wrong.site.is_some() && wrong.address.is_some());
        assert!(wrong.email.is_some() && wrong.days.is_some());
        let only_site = typed("info@bakery.test").parse().unwrap_err();
        assert_eq!(Wrong { site: None, ..only_site.clone() }, Wrong::default());
        assert_eq!(only_site.site.unwrap(), say::staff().create_site_address());
    }

    #[test]
    fn addresses_are_optional() {
        let parsed = typed("bakery.test").parse().unwrap();
        assert_eq!((parsed.address, parsed.email, parsed.days), (None, None, DAYS));
    }
}
