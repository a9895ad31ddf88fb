//! The fields of the page, as typed.

use std::str::FromStr;

use shared::{
    brand::{AgencyContact, Brand},
    rules::RuleError,
};
use yew::AttrValue;

use crate::say;

/// A field of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Name,
    Accent,
    ContactName,
    ContactEmail,
    ContactPhone,
    ContactHours,
    Sender,
}

/// How many fields there are.
const FIELDS: usize = 7;

impl Which {
    /// All fields, in their order on the page.
    pub(super) const ALL: [Self; FIELDS] = [
        Self::Name,
        Self::Accent,
        Self::ContactName,
        Self::ContactEmail,
        Self::ContactPhone,
        Self::ContactHours,
        Self::Sender,
    ];

    /// Returns the id on the page.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Accent => "accent",
            Self::ContactName => "contact-name",
            Self::ContactEmail => "contact-email",
            Self::ContactPhone => "contact-phone",
            Self::ContactHours => "contact-hours",
            Self::Sender => "sender",
        }
    }

    /// Returns the name in the request.
    pub(super) fn in_request(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Accent => "accent",
            Self::ContactName => "contact.name",
            Self::ContactEmail => "contact.email",
            Self::ContactPhone => "contact.phone",
            Self::ContactHours => "contact.hours",
            Self::Sender => "sender",
        }
    }

    fn index(self) -> usize {
        Self::ALL.iter().position(|which| *which == self).unwrap_or_default()
    }
}

/// The texts of the fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Typed([AttrValue; FIELDS]);

/// What is wrong with each field.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Wrong([Option<AttrValue>; FIELDS]);

impl Wrong {
    /// Returns what is wrong with a field.
    pub(super) fn of(&self, which: Which) -> Option<AttrValue> {
        self.0[which.index()].clone()
    }
}

impl Typed {
    /// Returns what is set.
    pub(super) fn of(brand: &Brand) -> Self {
        let Brand { name, accent, contact: AgencyContact { name: person, email, phone, hours }, sender } =
            brand;
        Self([
            text(name.as_ref()),
            text(accent.as_ref()),
            text(person.as_ref()),
            text(email.as_ref()),
            text(phone.as_ref()),
            text(hours.as_ref()),
            text(sender.as_ref()),
        ])
    }

    /// Returns the text of a field.
    pub(super) fn text(&self, which: Which) -> AttrValue {
        self.0[which.index()].clone()
    }

    /// Returns the texts with another one in this field.
    pub(super) fn with(&self, which: Which, text: String) -> Self {
        let mut all = self.clone();
        all.0[which.index()] = text.into();
        all
    }

    /// Parses the fields, or returns what is wrong with them. Each can be left out.
    pub(super) fn parse(&self) -> Result<Brand, Wrong> {
        let mut wrong = Wrong::default();
        let brand = Brand {
            name: self.read(Which::Name, &mut wrong),
            accent: self.read(Which::Accent, &mut wrong),
            contact: AgencyContact {
                name: self.read(Which::ContactName, &mut wrong),
                email: self.read(Which::ContactEmail, &mut wrong),
                phone: self.read(Which::ContactPhone, &mut wrong),
                hours: self.read(Which::ContactHours, &mut wrong),
            },
            sender: self.read(Which::Sender, &mut wrong),
        };
        if wrong == Wrong::default() { Ok(brand) } else { Err(wrong) }
    }

    fn read<T: FromStr<Err = RuleError>>(&self, which: Which, wrong: &mut Wrong) -> Option<T> {
        match self.0[which.index()].parse() {
            Ok(value) => Some(value),
            Err(RuleError::Empty) => None,
            Err(error) => {
                wrong.0[which.index()] = Some(say::client().rule_error(error).into());
                None
            }
        }
    }
}

fn text(value: Option<&impl ToString>) -> AttrValue {
    value.map(ToString::to_string).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_can_be_left_out_and_read_back() {
        assert_eq!(Typed::default().parse(), Ok(Brand::default()));
        let typed = [
            (Which::Name, " Nord & Co "),
            (Which::Accent, "#0AF"),
            (Which::ContactPhone, "+49 30 1234567"),
            (Which::ContactHours, "  "),
        ]
        .into_iter()
        .fold(Typed::default(), |typed, (which, text)| typed.with(which, text.to_owned()));
        let brand = typed.parse().expect("valid fields");
        assert_eq!(brand.accent.as_ref().map(ToString::to_string).as_deref(), Some("#00aaff"));
        assert_eq!((brand.contact.hours.as_ref(), brand.sender.as_ref()), (None, None));
        assert_eq!(&*Typed::of(&brand).text(Which::Name), "Nord & Co");
        assert_eq!(Typed::of(&brand).parse(), Ok(brand));
    }

    #[test]
    fn each_wrong_field_has_its_own_error() {
        for (which, text, rule) in [
            (Which::Accent, "red", RuleError::NotAColor),
            (Which::ContactPhone, "call me", RuleError::NotAPhone),
            (Which::ContactEmail, "hello", RuleError::NotAnAddress),
            (Which::Sender, "Nord\nBcc", RuleError::Hidden('\n')),
        ] {
            let wrong = Typed::default().with(which, text.to_owned()).parse().expect_err("it is wrong");
            for other in Which::ALL {
                let expected = (other == which).then(|| say::client().rule_error(rule).into());
                assert_eq!(wrong.of(other), expected, "{which:?}, {other:?}");
            }
        }
    }
}
