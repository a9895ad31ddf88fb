//! The names at which DKIM keys can be.

use shared::{
    facts::{DkimRecord, Provider},
    report::{Edit, KeyFault, Record, RecordType, Seen},
};

use super::{Key, Signer, target::filled};
use crate::wanted::{PastedKind, PastedRecord};

/// Selectors to try if nothing is known about who signs.
const COMMON: [&str; 10] =
    ["default", "dkim", "google", "k1", "k2", "mail", "s1", "s2", "selector1", "selector2"];

/// The minimum length of a selector that is a service's token.
const TOKEN_MIN: usize = 16;

/// A name to look up.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) name: String,
    /// Whether the record is a text or an alias.
    pub(super) kind: RecordType,
    /// The value that the record should have, if all of it is known.
    pub(super) value: Option<String>,
    pub(super) grounds: Grounds,
    /// False if the provider has no key at the target.
    pub(super) is_published: bool,
    /// True if the record was pasted from the provider's page.
    pub(super) is_pasted: bool,
}

/// Why a name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grounds {
    /// The provider has no other selector, or a person named this one. If the record is missing, that is an error.
    Certain,
    /// The provider's default selector, which customers can change.
    Usual,
    /// A form that only older customers of the provider use.
    Older,
    /// Nothing is known about who signs, and this selector is common.
    Guess,
}

impl Place {
    /// Returns the record to add, if it is known and leads to a key.
    pub(super) fn known(&self) -> Option<Record> {
        let value = self.value.as_ref().filter(|_| self.is_published)?;
        Some(Record::new(&self.name, self.kind, value))
    }

    /// Returns the record to add, or the record to ask for.
    pub(super) fn edit(&self) -> Edit {
        match &self.value {
            Some(value) => Edit::add(Record::new(&self.name, self.kind, value)),
            None => Edit::open(&self.name, self.kind, None),
        }
    }
}

/// All names to look up.
pub(super) struct Places {
    /// Names that are known in full.
    pub(super) known: Vec<Place>,
    /// Names that only the provider knows in full.
    pub(super) assigned: Vec<Place>,
    /// Pasted keys that aren't valid keys, each with its fault.
    pub(super) damaged: Vec<Seen>,
}

/// Returns the places to look at. Records from the provider's page replace the table's, and a selector that a person
/// named replaces guesses.
pub(super) fn places(domain: &str, signer: &Signer<'_>) -> Places {
    let mut damaged = Vec::new();
    let given: Vec<Place> =
        signer.pasted.iter().filter_map(|record| pasted(domain, record, &mut damaged)).collect();
    let is_given = |name: &str| given.iter().any(|place| place.name == name);
    let txt = |selector: &str, grounds| Place {
        name: format!("{selector}._domainkey.{domain}").to_ascii_lowercase(),
        kind: RecordType::Txt,
        value: None,
        grounds,
        is_published: true,
        is_pasted: false,
    };
    let named = signer.selectors.iter().map(|selector| {
        let place = txt(selector, Grounds::Certain);
        tokens(domain, signer.provider, &place.name).map_or(place.clone(), |target| Place {
            kind: RecordType::Cname,
            value: Some(target),
            ..place
        })
    });
    let mut known: Vec<Place> = named.filter(|place| !is_given(&place.name)).collect();
    let nobody = signer.provider.is_none() && signer.selectors.is_empty() && given.is_empty();
    if nobody {
        known.extend(COMMON.map(|selector| txt(selector, Grounds::Guess)));
    }
    let mut assigned = Vec::new();
    if given.is_empty() {
        from_table(domain, signer.provider, &mut known, &mut assigned);
    }
    known.extend(given);
    Places { known, assigned, damaged }
}

/// Returns the target for a selector that is one of the provider's tokens, or that shares a part with its target.
fn tokens(domain: &str, provider: Option<&Provider>, name: &str) -> Option<String> {
    let forms = provider?.dkim.iter().filter(|form| form.host.contains('<'));
    let label = name.split('.').next().unwrap_or_default();
    let is_token = label.len() >= TOKEN_MIN && label.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let fits = |form: &&DkimRecord| !form.host.starts_with('<') || is_token;
    forms.filter(fits).find_map(|form| filled(form, name, domain, &[]))
}

fn from_table(domain: &str, provider: Option<&Provider>, known: &mut Vec<Place>, assigned: &mut Vec<Place>) {
    let records = provider.map_or(&[][..], |provider| &provider.dkim);
    let all_known = records.iter().all(|record| !record.host.contains('<'));
    let has_alias = records.iter().any(|record| record.kind == "CNAME");
    for record in records {
        // A key in a TXT record is generated for one customer, who can often choose the selector too.
        let kind = RecordType::parse(&record.kind).unwrap_or(RecordType::Txt);
        let grounds = match kind {
            RecordType::Cname if all_known => Grounds::Certain,
            RecordType::Txt if record.fixed => Grounds::Certain,
            RecordType::Txt if all_known && has_alias => Grounds::Older,
            _ => Grounds::Usual,
        };
        let name = format!("{}.{domain}", record.host).to_ascii_lowercase();
        let value =
            if all_known || !record.host.contains('<') { filled(record, &name, domain, &[]) } else { None };
        if let Some(place) = known.iter_mut().find(|place| place.name == name) {
            place.kind = kind;
            place.value = place.value.take().or(value);
        } else {
            let list = if record.host.contains('<') { &mut *assigned } else { &mut *known };
            list.push(Place { name, kind, value, grounds, is_published: true, is_pasted: false });
        }
    }
}

/// Returns the place for a record from the provider's page, if it is a key of this domain.
fn pasted(domain: &str, record: &PastedRecord, damaged: &mut Vec<Seen>) -> Option<Place> {
    let below = format!("._domainkey.{domain}");
    if record.kind == PastedKind::Mx || record.is_nameless() || !record.name.ends_with(&below) {
        return None;
    }
    if record.kind == PastedKind::Txt
        && let Err(error) = Key::parse(&record.value)
    {
        damaged.push(Seen::BadKey {
            name: record.name.clone(),
            hops: Vec::new(),
            text: record.value.clone(),
            fault: KeyFault::Record(error),
        });
        return None;
    }
    Some(Place {
        name: record.name.clone(),
        kind: record.kind.into(),
        value: Some(record.value.clone()),
        grounds: Grounds::Certain,
        is_published: true,
        is_pasted: true,
    })
}
