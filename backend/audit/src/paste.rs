//! Parses records that were pasted from a provider's page: labeled lines, tables, lines of a zone file, or one cell per
//! line. Does no I/O. Returns what it can't parse instead of guessing.

mod draft;
mod json;
mod key;
mod line;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use shared::facts::Provider;

use self::{
    draft::{Draft, Field},
    line::Line,
};
use super::{
    resolver::canonical,
    wanted::{PastedKind, PastedRecord},
};

/// Longer texts are cut at this many bytes.
pub const PASTE_MAX: usize = 16 * 1024;
/// How many records are read from one paste.
const RECORDS_MAX: usize = 24;

/// The contents of a paste.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The domain's records.
    pub records: Vec<PastedRecord>,
    /// Names in other domains. The page may have been for another domain.
    pub foreign: Vec<String>,
    /// Lines that aren't records.
    pub unread: Vec<String>,
}

/// Parses a paste. Like DNS panels, appends the domain to names that lack it.
pub fn parse(text: &str, domain: &str) -> Pasted {
    let mut reader =
        Reader { domain, draft: Draft::default(), columns: None, origin: None, pasted: Pasted::default() };
    let text = text.get(..text.floor_char_boundary(PASTE_MAX)).unwrap_or_default();
    let labeled = json::labeled(text);
    for line in line::logical(labeled.as_deref().unwrap_or(text)) {
        if reader.pasted.records.len() >= RECORDS_MAX || reader.take(&line).is_break() {
            break;
        }
    }
    reader.flush();
    reader.pasted
}

struct Reader<'a> {
    domain: &'a str,
    draft: Draft,
    /// The meaning of the columns, from a table's header row.
    columns: Option<Vec<Option<Field>>>,
    /// The domain that a zone file's relative names are in.
    origin: Option<String>,
    pasted: Pasted,
}

impl Pasted {
    /// If a single key was pasted without a name, gives it the only name it can have: the selector that the request
    /// names, or the provider's only one.
    #[must_use]
    pub fn named(mut self, domain: &str, provider: Option<&Provider>, selectors: &[String]) -> Self {
        let fixed = provider.into_iter().flat_map(|provider| &provider.dkim);
        let fixed: Vec<&str> = fixed
            .filter(|record| record.kind == "TXT" && !record.host.contains('<'))
            .map(|record| record.host.as_str())
            .collect();
        let host = match (selectors, fixed.as_slice()) {
            ([selector], _) => format!("{selector}._domainkey"),
            ([], [host]) => (*host).to_owned(),
            _ => return self,
        };
        let name = format!("{host}.{domain}").to_ascii_lowercase();
        let is_taken = self.records.iter().any(|record| record.name == name);
        let mut alone = self.records.iter_mut().filter(|record| record.is_nameless());
        if let (Some(record), None, false) = (alone.next(), alone.next(), is_taken) {
            record.name = name;
        }
        self
    }

    /// Returns true if no record with a name was pasted.
    pub fn is_nameless(&self) -> bool {
        self.records.iter().all(PastedRecord::is_nameless)
    }
}

impl Reader<'_> {
    fn take(&mut self, text: &str) -> ControlFlow<()> {
        match Line::read(text, self.columns.as_deref()) {
            Line::Blank => self.flush(),
            Line::Origin(name) => self.origin = Some(name),
            Line::Head(columns) => self.columns = Some(columns),
            Line::Record { name, kind, value } => {
                self.flush();
                self.finish(&name, kind, &value);
            }
            Line::Label(field, value) => {
                if self.draft.has(field) {
                    self.flush();
                }
                self.draft.label(field, &value);
                self.finish_if_whole();
            }
            Line::Bare(text) if self.goes_on(text) => {}
            Line::Bare(text) => {
                self.draft.bare(text);
                self.finish_if_whole();
            }
        }
        if self.pasted.unread.len() > RECORDS_MAX {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn finish_if_whole(&mut self) {
        if let Some((name, kind, value)) = self.draft.whole() {
            self.draft = Draft::default();
            self.finish(&name, kind, &value);
        }
    }

    /// Finishes a block. If only a name and a value are left, the value reveals the type.
    fn flush(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        match draft.guessed() {
            Ok((name, kind, value)) => self.finish(&name, kind, &value),
            Err(left) => match key::of_lines(&left) {
                Some((Some(name), value)) => self.finish(&name, PastedKind::Txt, &value),
                Some((None, value)) => {
                    let name = format!("<selector>._domainkey.{}", self.domain);
                    let record = PastedRecord { name, kind: PastedKind::Txt, value };
                    if !self.pasted.records.contains(&record) {
                        self.pasted.records.push(record);
                    }
                }
                None => self.pasted.unread.extend(left),
            },
        }
    }

    /// If a line continues the last key, appends the line and returns true.
    fn goes_on(&mut self, text: &str) -> bool {
        let is_free = self.draft.is_empty();
        let last = self.pasted.records.last_mut().filter(|record| is_free && record.kind == PastedKind::Txt);
        let whole = last.as_ref().and_then(|record| key::with_rest(&record.value, text));
        if let Some((record, whole)) = last.zip(whole) {
            record.value = whole;
            return true;
        }
        false
    }

    fn finish(&mut self, name: &str, kind: PastedKind, value: &str) {
        let unread = || format!("{name} {kind} {value}");
        let Some(value) = line::cleaned(kind, value) else { return self.pasted.unread.push(unread()) };
        let named = match &self.origin {
            Some(origin) if name == "@" => format!("{origin}."),
            Some(origin) if !name.ends_with('.') && !shared::facts::ends_on_label(name, self.domain) => {
                format!("{name}.{origin}.")
            }
            _ => name.to_owned(),
        };
        match full_name(&named, self.domain) {
            Name::Ours(name) => {
                let record = PastedRecord { name, kind, value };
                if !self.pasted.records.contains(&record) {
                    self.pasted.records.push(record);
                }
            }
            Name::Foreign(name) => self.pasted.foreign.push(name),
            Name::None => self.pasted.unread.push(unread()),
        }
    }
}

enum Name {
    Ours(String),
    /// A name in another domain.
    Foreign(String),
    None,
}

/// Expands a name, which DNS panels show in full or without the domain.
fn full_name(text: &str, domain: &str) -> Name {
    let text = text.trim().trim_matches(['"', '\'', '`']);
    let (name, is_whole) = (canonical(text), text.ends_with('.'));
    if name.is_empty() || name == "@" {
        return Name::Ours(domain.to_owned());
    }
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(inner);
    if !name.split('.').all(label) || name.len() > 253 {
        return Name::None;
    }
    if shared::facts::ends_on_label(&name, domain) {
        return Name::Ours(name);
    }
    // The rest of the name after `_domainkey` is a domain if it has a dot. Without `_domainkey`, more than two labels
    // are a full name.
    let is_full = match name.rsplit_once("._domainkey") {
        Some((_, rest)) => rest.trim_start_matches('.').contains('.'),
        None => name.split('.').count() > 2,
    };
    if is_whole || is_full { Name::Foreign(name) } else { Name::Ours(format!("{name}.{domain}")) }
}
