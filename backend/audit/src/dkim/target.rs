//! The forms of providers' alias targets, and whose key a target is for.

#[cfg(test)]
mod tests;

use shared::facts::{DkimRecord, Provider, ends_on_label, providers};

use super::places::Place;

/// Placeholders that only the provider can fill in. They are never filled in for a target that hasn't been looked up.
const ASSIGNED: [&str; 2] = ["tenant", "letter"];

/// A placeholder in a target, whose value differs by customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) name: String,
    pub(super) value: String,
}

/// Whose key an alias leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Aim {
    /// The right target for this selector, with the values of its placeholders.
    Right(Vec<Hole>),
    /// The key of another selector of the same domain.
    OtherSelector,
    /// The key of another customer's domain.
    OtherDomain(String),
    /// The key of another provider.
    OtherProvider(String),
    /// A name within the provider's domain that has none of its known forms.
    Unlisted,
    /// A name that isn't in our table.
    Elsewhere,
}

/// Returns whose key the aliases of a place lead to. It is enough if one of the hops is the right target: an agency's
/// alias can come before it, and the provider's own alias after it.
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

/// Returns the other provider that a target belongs to. A service that sends through another one's servers doesn't
/// count as different.
fn of_theirs(provider: &Provider, hop: &str) -> Option<Aim> {
    let is_same = |other: &Provider| {
        other.id == provider.id || other.spf_include.iter().any(|own| provider.spf_include.contains(own))
    };
    let theirs = providers().iter().filter(|other| !is_same(other));
    let other = theirs.into_iter().find(|other| other.dkim.iter().any(|form| has_shape(form, hop)))?;
    Some(Aim::OtherProvider(other.name.clone()))
}

/// Compares a target with one of the provider's forms. Returns `None` if it has a different form.
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
    // A part that the selector and the target share, such as a token, has to be the same in both.
    let differs = |hole: &Hole| own.iter().any(|own| own.name == hole.name && own.value != hole.value);
    let is_token = own.len() == 1 && form.host.starts_with('<') && form.target.starts_with('<');
    if is_token && holes.iter().any(differs) {
        return Some(Aim::OtherSelector);
    }
    let assigned = holes.into_iter().filter(|hole| !hole.name.starts_with("domain"));
    Some(Aim::Right(assigned.collect()))
}

/// Returns the values of the placeholders in a form's host, or `None` if the form isn't for this name.
fn host_holes(form: &DkimRecord, name: &str, domain: &str) -> Option<Vec<Hole>> {
    holes(&format!("{}.{domain}", form.host), name)
}

/// Returns true if a label is the domain with hyphens for dots. If that name was taken, Microsoft appends a few
/// characters and drops the domain's own hyphens.
fn is_dashed(label: &str, domain: &str) -> bool {
    let packed = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    packed(label).strip_prefix(packed(domain).as_str()).is_some_and(|rest| rest.len() <= 4)
}

/// Returns true if a name has the form of a provider's target, for any customer.
fn has_shape(form: &DkimRecord, name: &str) -> bool {
    form.kind == "CNAME" && is_form(&form.target) && holes(&form.target, name).is_some()
}

fn is_form(target: &str) -> bool {
    target.contains('.') && !target.contains(' ')
}

/// Returns the part of a form that is the provider's own domain.
fn tail(form: &str) -> &str {
    let fixed = form.rfind('>').map_or(form, |at| &form[at + 1..]);
    let from = fixed.rmatch_indices('.').nth(1).map_or(0, |(at, _)| at + 1);
    &fixed[from..]
}

/// Returns the values of the placeholders in a form, or `None` if the name doesn't have that form. A placeholder is
/// part of one label, except `<domain>`, which can span several.
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

/// Returns the provider's target for a name if every placeholder is known: from the domain, from the name itself, or
/// from `seen`, the values in the targets of the domain's other selectors.
pub(super) fn filled(form: &DkimRecord, name: &str, domain: &str, seen: &[Hole]) -> Option<String> {
    with_holes(form, name, domain, seen, false)
}

/// Like [`filled`], but also fills in what only the provider assigns, as the other targets have it. The result has to
/// be looked up before it is shown.
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
