//! A record that is assembled from lines with one part each.

use super::PastedKind;

/// A part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    Kind,
    Value,
    Priority,
    /// Other columns of a table, such as the time to live.
    Other,
}

impl Field {
    /// Returns the meaning of a label or a column header.
    pub(super) fn of(label: &str) -> Option<Self> {
        let label = label.trim().trim_matches('"').trim_end_matches([':', '*']).trim().to_ascii_lowercase();
        let label = label.strip_prefix("dns ").or(label.strip_prefix("record ")).unwrap_or(&label);
        Some(match label.strip_prefix("record ").unwrap_or(label) {
            "name" | "host" | "hostname" | "host name" | "subdomain" | "dkim hostname" | "key" => Self::Name,
            "type" => Self::Kind,
            "value" | "points to" | "point to" | "target" | "content" | "data" | "answer" | "destination"
            | "txt value" | "cname value" | "alias" | "mail server" | "address" => Self::Value,
            "priority" | "preference" => Self::Priority,
            "ttl" | "status" | "class" | "proxy status" | "verified" => Self::Other,
            _ => return None,
        })
    }
}

/// The parts that were found so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    name: Option<String>,
    kind: Option<PastedKind>,
    value: Option<String>,
    priority: Option<String>,
    bare: Vec<String>,
    /// A label whose value is on the next line.
    waiting: Option<Field>,
}

impl Draft {
    /// Returns true if no part was found yet.
    pub(super) fn is_empty(&self) -> bool {
        self.name.is_none()
            && self.kind.is_none()
            && self.value.is_none()
            && self.priority.is_none()
            && self.bare.is_empty()
            && self.waiting.is_none()
    }

    pub(super) fn has(&self, field: Field) -> bool {
        match field {
            Field::Name => self.name.is_some(),
            Field::Kind => self.kind.is_some(),
            Field::Value => self.value.is_some(),
            Field::Priority => self.priority.is_some(),
            Field::Other => false,
        }
    }

    pub(super) fn label(&mut self, field: Field, value: &str) {
        if value.trim().is_empty() {
            self.waiting = Some(field);
            return;
        }
        self.waiting = None;
        let value = value.trim().to_owned();
        match field {
            Field::Name => self.name = Some(value),
            Field::Kind => self.kind = PastedKind::parse(&value),
            Field::Value => self.value = Some(value),
            Field::Priority => self.priority = Some(value),
            Field::Other => {}
        }
    }

    /// Adds a line without a label.
    pub(super) fn bare(&mut self, text: &str) {
        if let Some(field) = self.waiting.take() {
            return self.label(field, text);
        }
        match PastedKind::parse(text) {
            Some(kind) if self.kind.is_none() => self.kind = Some(kind),
            _ if text.bytes().all(|byte| byte.is_ascii_digit()) => self.priority = Some(text.to_owned()),
            _ => self.bare.push(text.to_owned()),
        }
    }

    /// Returns the record if it is complete. An MX record has its priority only if that came first.
    pub(super) fn whole(&self) -> Option<(String, PastedKind, String)> {
        let kind = self.kind?;
        if self.waiting.is_some() {
            return None;
        }
        let mut bare = self.bare.iter();
        let name = self.name.as_ref().or_else(|| bare.next())?;
        let value = self.value.as_ref().or_else(|| bare.next())?;
        bare.next().is_none().then(|| (name.clone(), kind, self.with_priority(kind, value)))
    }

    fn with_priority(&self, kind: PastedKind, value: &str) -> String {
        match &self.priority {
            Some(priority) if kind == PastedKind::Mx && !value.contains(' ') => format!("{priority} {value}"),
            _ => value.to_owned(),
        }
    }

    /// Returns the record, with a type guessed from its value, or the lines if they aren't a record.
    pub(super) fn guessed(self) -> Result<(String, PastedKind, String), Vec<String>> {
        if let Some(whole) = self.whole() {
            return Ok(whole);
        }
        match (self.name, self.value) {
            (Some(name), Some(value)) if self.bare.is_empty() => {
                let is_host = value.contains('.') && !value.contains([' ', '=', ';', '"']);
                let kind = self.kind.unwrap_or(if is_host { PastedKind::Cname } else { PastedKind::Txt });
                Ok((name, kind, value))
            }
            (name, value) => Err(name.into_iter().chain(value).chain(self.bare).collect()),
        }
    }
}
