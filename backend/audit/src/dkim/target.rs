//! Where a provider's aliases lead: the forms of its targets, and whose target an alias has.

#[cfg(test)]
mod tests;

use shared::facts::{DkimRecord, Provider, ends_on_label, providers};

use super::places::Place;

/// Parts of a target that only the provider assigns: they are never put into a target that nobody has seen.
const ASSIGNED: [&str; 2] = ["tenant", "letter"];

/// A part of a target that differs by customer, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) name: String,
    pub(super) value: String,
}

/// Whose key an alias leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aim {
    /// The name that this selector leads to, with what the provider has filled in.
    Right(Vec<Hole>),
    /// The key of another selector of the same domain.
    OtherSelector,
    /// The key of another customer's domain.
    OtherDomain(String),
    /// The key of another provider.
    OtherProvider(String),
    /// A name below the provider's that none of its known forms has.
    Unlisted,
    /// A name that no table knows.
    Elsewhere,
}

/// Whose target the aliases of a place lead to. One of them has to be the right one: an agency's alias may stand before
/// it, and the provider's own behind it.
pub(super) fn aim(place: &Place, hops: &[String], domain: &str, provider: Option<&Provider>) -> Aim {
    let Some(provider) = provider else { return Aim::Elsewhere };
    let forms = || provider.dkim.iter().filter(|record| record.kind == "CNAME" && is_form(&record.target));
    let mut of_another = None;
    for hop in hops {
        for form in forms() {
            let Some(fitted) = fitted(form, &place.name, hop, domain) else { continue };
            match fitted {
                Aim::Right(_) => return fitted,
                other => of_another = Some(other),
            }
        }
    }
    if let Some(other) = of_another {
        return other;
    }
    let is_own = |hop: &String| forms().any(|form| ends_on_label(hop, tail(&form.target)));
    if hops.iter().any(is_own) {
        return Aim::Unlisted;
    }
    hops.iter().find_map(|hop| of_theirs(provider, hop)).unwrap_or(Aim::Elsewhere)
}

/// The other provider whose target a name is. Some services send through another's servers: that one is none other.
fn of_theirs(provider: &Provider, hop: &str) -> Option<Aim> {
    let is_same = |other: &Provider| {
        other.id == provider.id || other.spf_include.iter().any(|own| provider.spf_include.contains(own))
    };
    let theirs = providers().iter().filter(|other| !is_same(other));
    let other = theirs.into_iter().find(|other| other.dkim.iter().any(|form| has_shape(form, hop)))?;
    Some(Aim::OtherProvider(other.name.clone()))
}

/// How a target fits one form of the provider's; `None` where it is of another form.
fn fitted(form: &DkimRecord, name: &str, hop: &str, domain: &str) -> Option<Aim> {
    let holes = holes(&form.target, hop)?;
    let mut other = None;
    for hole in &holes {
        match hole.name.as_str() {
            "domain" if hole.value != domain => other = Some(hole.value.clone()),
            "domain-with-dashes" if !is_dashed(&hole.value, domain) => other = Some(hole.value.clone()),
            _ => {}
        }
    }
    if let Some(other) = other {
        return Some(Aim::OtherDomain(other));
    }
    let Some(own) = host_holes(form, name, domain) else { return Some(Aim::OtherSelector) };
    // What the selector and the target have in common, such as a token, has to be the same in both.
    let differs = |hole: &Hole| own.iter().any(|own| own.name == hole.name && own.value != hole.value);
    let is_token = own.len() == 1 && form.host.starts_with('<') && form.target.starts_with('<');
    if is_token && holes.iter().any(differs) {
        return Some(Aim::OtherSelector);
    }
    let assigned = holes.into_iter().filter(|hole| !hole.name.starts_with("domain"));
    Some(Aim::Right(assigned.collect()))
}

/// What stands in the holes of a form's host, where the form is for this name.
fn host_holes(form: &DkimRecord, name: &str, domain: &str) -> Option<Vec<Hole>> {
    holes(&format!("{}.{domain}", form.host), name)
}

/// Whether a label stands for the domain, its dots as dashes. Microsoft adds a few signs where the name was taken, and
/// leaves dashes of the domain's own out then.
fn is_dashed(label: &str, domain: &str) -> bool {
    let packed = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    packed(label).strip_prefix(packed(domain).as_str()).is_some_and(|rest| rest.len() <= 4)
}

/// Whether a name has the shape of a provider's target, whoever's it is.
fn has_shape(form: &DkimRecord, name: &str) -> bool {
    form.kind == "CNAME" && is_form(&form.target) && holes(&form.target, name).is_some()
}

fn is_form(target: &str) -> bool {
    target.contains('.') && !target.contains(' ')
}

/// The part of a form that is the provider's own domain.
fn tail(form: &str) -> &str {
    let fixed = form.rfind('>').map_or(form, |at| &form[at + 1..]);
    let from = fixed.rmatch_indices('.').nth(1).map_or(0, |(at, _)| at + 1);
    &fixed[from..]
}

/// What stands in the holes of a form, where a name has that form. A hole is a part of one label; the domain's is several.
fn holes(form: &str, name: &str) -> Option<Vec<Hole>> {
    let Some((before, rest)) = form.split_once('<') else {
        return form.eq_ignore_ascii_case(name).then(Vec::new);
    };
    let (hole, after) = rest.split_once('>')?;
    let head = name.get(..before.len())?;
    if !head.eq_ignore_ascii_case(before) {
        return None;
    }
    let name = &name[before.len()..];
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    for end in ends {
        let value = &name[..end];
        if hole != "domain" && value.contains('.') {
            return None;
        }
        if let Some(others) = holes(after, &name[end..]) {
            let own = Hole { name: hole.to_owned(), value: value.to_ascii_lowercase() };
            return Some(std::iter::once(own).chain(others).collect());
        }
    }
    None
}

/// The provider's target for a name, where all of it is known: from the domain, from the name itself, and from `seen`,
/// what stands in the targets of the domain's other selectors.
pub(super) fn filled(form: &DkimRecord, name: &str, domain: &str, seen: &[Hole]) -> Option<String> {
    with_holes(form, name, domain, seen, false)
}

/// The same with what only the provider assigns, as the other targets have it: to be looked up before it is shown.
pub(super) fn guessed(form: &DkimRecord, name: &str, domain: &str, seen: &[Hole]) -> Option<String> {
    with_holes(form, name, domain, seen, true)
}

fn with_holes(
    form: &DkimRecord,
    name: &str,
    domain: &str,
    seen: &[Hole],
    takes_assigned: bool,
) -> Option<String> {
    if form.kind != "CNAME" || !is_form(&form.target) {
        return None;
    }
    let own = host_holes(form, name, domain)?;
    let (mut text, mut rest) = (String::new(), form.target.as_str());
    let mut seen = seen.iter();
    while let Some((before, after)) = rest.split_once('<') {
        let (hole, after) = after.split_once('>')?;
        text.push_str(before);
        match hole {
            "domain" => text.push_str(domain),
            "domain-with-dashes" => text.push_str(&domain.replace('.', "-")),
            hole => {
                let of_name = own.iter().find(|own| own.name == hole);
                let found = match of_name {
                    Some(found) => found,
                    None if ASSIGNED.contains(&hole) && !takes_assigned => return None,
                    None => seen.next().filter(|seen| seen.name == hole)?,
                };
                text.push_str(&found.value);
            }
        }
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}
