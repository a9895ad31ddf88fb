//! Recognizes one line of a paste by its form.

use super::{PastedKind, draft::Field};

/// How many lines a record in parentheses can have.
const BRACKET_LINES_MAX: usize = 32;

/// A parsed line.
pub(super) enum Line<'a> {
    Blank,
    /// The domain for all relative names from here on (RFC 1035, section 5.1).
    Origin(String),
    /// A table's header row.
    Head(Vec<Option<Field>>),
    Record {
        name: String,
        kind: PastedKind,
        value: String,
    },
    /// `Name: …`. If the value is empty, it is on the next line.
    Label(Field, String),
    Bare(&'a str),
}

impl<'a> Line<'a> {
    /// Parses a line. `columns` is the meaning of the columns, if the table has a header row.
    pub(super) fn read(text: &'a str, columns: Option<&[Option<Field>]>) -> Self {
        let line = text.trim();
        if let Some(origin) = origin(line) {
            return Self::Origin(origin);
        }
        let is_rule = line.chars().all(|c| "-|+:=_ ".contains(c));
        if line.is_empty() || is_rule || line.starts_with([';', '#', '$']) || line.starts_with("//") {
            return Self::Blank;
        }
        if let Some(field) = Field::of(line) {
            return Self::Label(field, String::new());
        }
        let cells = cells(line);
        if cells.len() >= 2 {
            let heads: Vec<Option<Field>> = cells.iter().map(|cell| Field::of(cell)).collect();
            if heads.iter().filter(|head| head.is_some()).count() >= 2 {
                return Self::Head(heads);
            }
        }
        if let Some((label, value)) = line.split_once([':', '='])
            && let Some(field) = Field::of(label)
        {
            return Self::Label(field, value.to_owned());
        }
        row(&cells, columns).or_else(|| words(line)).unwrap_or(Self::Bare(line))
    }
}

/// Returns the name in an `$ORIGIN` line.
fn origin(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    words.next().filter(|word| word.eq_ignore_ascii_case("$origin"))?;
    host(words.next()?)
}

/// Splits a text into lines, and joins those of a record in parentheses (RFC 1035, section 5.1). Within parentheses,
/// tabs count as spaces, and a comment ends at the end of its line.
pub(super) fn logical(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut open = 0;
    for line in text.lines() {
        let line: String = line
            .chars()
            .map(|c| if c == '\u{a0}' { ' ' } else { c })
            .filter(|c| *c != '\u{200b}' && *c != '\u{feff}')
            .collect();
        let opens = outside_quotes(&line, '(') && line.to_ascii_uppercase().contains("TXT");
        let closes = outside_quotes(&line, ')');
        match lines.last_mut() {
            Some(last) if open > 0 => {
                last.push(' ');
                last.push_str(&bare(&line));
                open = if closes { 0 } else { open - 1 };
            }
            _ if opens => {
                open = if closes { 0 } else { BRACKET_LINES_MAX };
                lines.push(bare(&line));
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// Returns a line of a record in parentheses, without the parentheses, tabs and comments that are outside quotes.
fn bare(line: &str) -> String {
    let mut inside = false;
    let mut text = String::new();
    for c in line.chars() {
        inside ^= c == '"';
        match c {
            ';' if !inside => break,
            '\t' | '(' | ')' if !inside => text.push(' '),
            c => text.push(c),
        }
    }
    text.trim_end().to_owned()
}

fn outside_quotes(line: &str, wanted: char) -> bool {
    let mut inside = false;
    line.chars().any(|c| {
        inside ^= c == '"';
        !inside && c == wanted
    })
}

/// Splits a table row into cells, which are separated by tabs, vertical bars or commas.
fn cells(line: &str) -> Vec<String> {
    let Some(divider) = ['\t', '|', ','].into_iter().find(|&divider| line.contains(divider)) else {
        return Vec::new();
    };
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.trim_matches('|').chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c == divider && !quoted {
            cells.push(std::mem::take(&mut cell));
        } else {
            cell.push(c);
        }
    }
    cells.push(cell);
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Reads a row by the table's header. Without one, finds the type, and takes the name and the value from the other
/// cells in this order.
fn row<'a>(cells: &[String], columns: Option<&[Option<Field>]>) -> Option<Line<'a>> {
    let headed = |field: Field| {
        let columns = columns.filter(|columns| columns.len() == cells.len())?;
        let at = columns.iter().position(|column| *column == Some(field))?;
        cells.get(at).map(String::as_str)
    };
    let (kind_at, kind) = cells
        .iter()
        .enumerate()
        .find_map(|(at, cell)| Some((at, PastedKind::parse(cell.trim_matches('"'))?)))?;
    let is_number = |cell: &str| cell.bytes().all(|byte| byte.is_ascii_digit());
    let rest = cells.iter().enumerate().filter(|(at, cell)| {
        *at != kind_at && !cell.is_empty() && !is_number(cell) && !cell.eq_ignore_ascii_case("in")
    });
    let mut rest = rest.map(|(_, cell)| cell.as_str());
    let (first, second) = (rest.next(), rest.next());
    let name = headed(Field::Name).or(first)?;
    let value = headed(Field::Value).or(second)?;
    let priority = headed(Field::Priority).or_else(|| {
        // In a table with a header row, a number before the value could be anything.
        let at = cells.iter().position(|cell| cell == value).filter(|_| columns.is_none())?;
        cells.get(at.checked_sub(1)?).map(String::as_str).filter(|cell| !cell.is_empty() && is_number(cell))
    });
    let value = match priority {
        Some(priority) if kind == PastedKind::Mx => format!("{priority} {value}"),
        // The strings of one text can be in separate cells.
        _ if kind == PastedKind::Txt && value.starts_with('"') => {
            let strings =
                cells.iter().skip_while(|cell| *cell != value).take_while(|cell| cell.starts_with('"'));
            strings.cloned().collect::<Vec<_>>().join(" ")
        }
        _ => value.to_owned(),
    };
    Some(Line::Record { name: name.to_owned(), kind, value })
}

/// Reads a line of a zone file (`name [TTL] [IN] TYPE data`), or `TYPE name data`.
fn words<'a>(line: &str) -> Option<Line<'a>> {
    let (first, rest) = line.split_once(char::is_whitespace)?;
    if let Some(kind) = PastedKind::parse(first) {
        let (name, value) = rest.trim_start().split_once(char::is_whitespace)?;
        return Some(Line::Record { name: name.to_owned(), kind, value: value.trim().to_owned() });
    }
    let mut rest = rest.trim_start();
    for _ in 0..3 {
        let (word, after) = rest.split_once(char::is_whitespace)?;
        if let Some(kind) = PastedKind::parse(word) {
            return Some(Line::Record { name: first.to_owned(), kind, value: after.trim().to_owned() });
        }
        let is_between = word.eq_ignore_ascii_case("in") || word.starts_with(|c: char| c.is_ascii_digit());
        rest = is_between.then(|| after.trim_start())?;
    }
    None
}

/// Removes what a page or a zone file puts around a value. Returns `None` if the value doesn't fit the type.
pub(super) fn cleaned(kind: PastedKind, value: &str) -> Option<String> {
    let value = value.trim().trim_matches('`').trim();
    match kind {
        PastedKind::Txt => {
            let text = if value.starts_with('"') { unquoted(value) } else { value.replace("\\;", ";") };
            (!text.is_empty() && !text.chars().any(char::is_control)).then_some(text)
        }
        PastedKind::Cname => host(value.split_whitespace().next()?),
        PastedKind::Mx => {
            let mut words = value.split_whitespace();
            let (first, second) = (words.next()?, words.next());
            let (preference, name) = match second {
                Some(name) => (first.parse::<u16>().ok()?, name),
                None => (10, first),
            };
            Some(format!("{preference} {}", host(name)?))
        }
    }
}

/// Joins quoted strings without spaces.
fn unquoted(value: &str) -> String {
    let (mut text, mut inside, mut escaped) = (String::new(), false, false);
    for c in value.chars() {
        match c {
            _ if escaped => {
                text.push(c);
                escaped = false;
            }
            '\\' if inside => escaped = true,
            '"' => inside = !inside,
            c if inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn host(text: &str) -> Option<String> {
    let name = text.trim_matches(['"', '\'', '`']).trim_end_matches('.').to_ascii_lowercase();
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(inner);
    (name.contains('.') && name.len() <= 253 && name.split('.').all(label)).then_some(name)
}
