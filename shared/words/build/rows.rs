//! Writes lookups for `guides.ftl`, `services.ftl` and `hosts.ftl`, whose messages are named by the rows of a fact
//! table. A row without its texts, or a text without a row, fails the build.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use crate::{read::File, write::snake};

/// A file whose keys consist of a row's id and a topic.
pub(crate) struct Table {
    /// The file's name, and the name of the type with its messages.
    pub(crate) file: &'static str,
    of: &'static str,
    /// The type that a lookup returns.
    made: &'static str,
    /// How its keys begin.
    prefix: &'static str,
    /// The fact table, and the key of its rows.
    facts: &'static str,
    rows: &'static str,
    /// Rows that aren't in the fact table.
    also: &'static [&'static str],
    topics: &'static [Topic],
    check: fn(&toml::Table, &Texts) -> Result<(), String>,
}

/// A topic of a text: the end of its key, and the field for the text.
struct Topic {
    end: &'static str,
    field: &'static str,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One text, or none.
    One,
    /// Several texts in order. Their keys end in 1, 2, 3.
    Several,
    /// Several texts. The table names each by its number.
    ByNumber,
}

/// The keys of a row's texts, by topic, then by number. The number is 0 for a key without one.
type Texts<'a> = BTreeMap<&'static str, BTreeMap<usize, &'a str>>;

const fn topic(end: &'static str, field: &'static str, form: Form) -> Topic {
    Topic { end, field, form }
}

pub(crate) const TABLES: [Table; 3] = [
    Table {
        file: "guides",
        of: "Guides",
        made: "Guide",
        prefix: "",
        facts: "../facts/providers.toml",
        rows: "provider",
        // The sandbox's row, which no release contains.
        also: &["sandbox-mail"],
        topics: &[
            topic("guide", "steps", Form::Several),
            topic("admin", "administrator", Form::Several),
            topic("note", "notes", Form::Several),
            topic("server", "servers", Form::ByNumber),
            topic("username", "username", Form::One),
            topic("secret", "secret", Form::One),
            topic("personal", "personal", Form::One),
            topic("dkim", "dkim", Form::One),
            topic("dkim-page", "dkim_page", Form::One),
        ],
        check: provider,
    },
    Table {
        file: "hosts",
        of: "Hosts",
        made: "Panel",
        prefix: "host-",
        facts: "../facts/dns-hosts.toml",
        rows: "host",
        also: &[],
        topics: &[topic("menu", "menu", Form::One), topic("note", "notes", Form::Several)],
        check: |_, texts| if texts.is_empty() { Err("has no text".into()) } else { Ok(()) },
    },
    Table {
        file: "services",
        of: "Services",
        made: "Login",
        prefix: "",
        facts: "../facts/mail-services.toml",
        rows: "service",
        also: &[],
        topics: &[topic("secret", "secret", Form::One), topic("place", "place", Form::One)],
        check: service,
    },
];

/// Checks that a provider's guide has everything that it needs.
fn provider(row: &toml::Table, texts: &Texts) -> Result<(), String> {
    for topic in ["guide", "secret"] {
        if !texts.contains_key(topic) {
            return Err(format!("has no text for {topic}"));
        }
    }
    let is_true = |key: &str| row.get(key).and_then(toml::Value::as_bool).unwrap_or_default();
    if texts.contains_key("personal") != is_true("has_personal_accounts") {
        return Err("has a text for personal accounts without having them, or the other way around".into());
    }
    let form = row.get("username_form").and_then(toml::Value::as_str).unwrap_or_default();
    if matches!(form, "smtp-username" | "api-key") && !texts.contains_key("username") {
        return Err("doesn't say what the user name is".into());
    }
    let servers = row.get("endpoints").and_then(toml::Value::as_array).into_iter().flatten();
    let named = servers.filter_map(|server| usize::try_from(server.get("note")?.as_integer()?).ok());
    let (named, texts) = (named.collect::<BTreeSet<_>>(), texts.get("server"));
    let texts = texts.into_iter().flat_map(BTreeMap::keys).copied().collect::<BTreeSet<_>>();
    match named.symmetric_difference(&texts).next() {
        Some(number) => Err(format!("has no server with note {number}, or no text for it")),
        None => Ok(()),
    }
}

/// Checks that a mail service has the names that its sentences use: the secret, unless it's the mailbox's own
/// password, and the page.
fn service(row: &toml::Table, texts: &Texts) -> Result<(), String> {
    let text = |key: &str| row.get(key).and_then(toml::Value::as_str).unwrap_or_default();
    let has_own = !matches!(text("secret_kind"), "mailbox-password" | "oauth2-only");
    let needed = [("secret", has_own), ("place", has_own || text("username_form") == "generated")];
    match needed.iter().find(|(topic, is_needed)| texts.contains_key(topic) != *is_needed) {
        Some((topic, true)) => Err(format!("has no text for {topic}")),
        Some((topic, false)) => Err(format!("has a text for {topic} that no sentence needs")),
        None => Ok(()),
    }
}

impl Table {
    /// Writes a function from a row's id to its texts.
    pub(crate) fn lookup(&self, root: &Path, messages: &File) -> Result<String, String> {
        let path = root.join(self.facts);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut facts: toml::Table = text.parse().map_err(|error| format!("{}: {error}", self.facts))?;
        let rows = facts.remove(self.rows).ok_or_else(|| format!("{} has no rows", self.facts))?;
        let rows: Vec<toml::Table> = rows.try_into().map_err(|error| format!("{}: {error}", self.facts))?;

        let id =
            |row: &toml::Table| row.get("id").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let ids: Vec<String> = rows.iter().map(id).chain(self.also.iter().map(|&id| id.to_owned())).collect();
        let by_row = self.by_row(messages, &ids)?;
        let none = Texts::new();
        for row in &rows {
            let id = id(row);
            let texts = by_row.get(&*id).unwrap_or(&none);
            (self.check)(row, texts).map_err(|fault| format!("{}.ftl: {id} {fault}", self.file))?;
        }
        Ok(self.function(&by_row))
    }

    /// Groups the keys of the messages by row and topic.
    fn by_row<'a>(&self, messages: &'a File, ids: &[String]) -> Result<BTreeMap<&'a str, Texts<'a>>, String> {
        let mut by_row: BTreeMap<&str, Texts<'_>> = BTreeMap::new();
        for (key, message) in messages {
            let wrong = |what: &str| format!("{}.ftl: {key} {what}", self.file);
            let (id, topic, number) = self.split(key).ok_or_else(|| wrong("doesn't end in a known topic"))?;
            if !ids.iter().any(|known| known == id) {
                return Err(wrong("doesn't belong to any row"));
            }
            if !message.variables.is_empty() {
                return Err(wrong("has a variable"));
            }
            by_row.entry(id).or_default().entry(topic).or_default().insert(number, key);
        }
        for (id, texts) in &by_row {
            for topic in self.topics.iter().filter(|topic| topic.form == Form::Several) {
                let numbers = texts.get(topic.end).into_iter().flat_map(BTreeMap::keys);
                if numbers.enumerate().any(|(index, number)| index + 1 != *number) {
                    return Err(format!("{}.ftl: {id}-{} doesn't count from 1", self.file, topic.end));
                }
            }
        }
        Ok(by_row)
    }

    /// Splits a key into row, topic and number.
    fn split<'a>(&self, key: &'a str) -> Option<(&'a str, &'static str, usize)> {
        let key = key.strip_prefix(self.prefix)?;
        let (before, number) = match key.rsplit_once('-').map(|(before, last)| (before, last.parse())) {
            Some((before, Ok(number))) => (before, number),
            _ => (key, 0),
        };
        // Tries the longest ending first, because a key like `dkim-page` also ends in `page`.
        let ends = self.topics.iter().filter(|topic| (topic.form == Form::One) == (number == 0));
        let of = ends.filter_map(|topic| {
            Some((before.strip_suffix(topic.end)?.strip_suffix('-')?, topic.end, number))
        });
        of.min_by_key(|(id, ..)| id.len())
    }

    fn function(&self, by_row: &BTreeMap<&str, Texts<'_>>) -> String {
        let mut out = format!(
            "impl {} {{\n/// Returns the texts for the row with this id, or `None` if there are none.\n#[must_use]\n\
             #[allow(clippy::too_many_lines)]\npub fn of(self, id: &str) -> Option<{}> {{\nSome(match id {{\n",
            self.of, self.made
        );
        for (id, texts) in by_row {
            let _ = write!(out, "{id:?} => {} {{ ", self.made);
            for topic in self.topics {
                let of = texts.get(topic.end).into_iter().flatten();
                let calls: Vec<String> = of
                    .map(|(number, key)| match topic.form {
                        Form::ByNumber => format!("({number}, self.{}())", snake(key)),
                        Form::One | Form::Several => format!("self.{}()", snake(key)),
                    })
                    .collect();
                let _ = match (topic.form, calls.first()) {
                    (Form::One, Some(call)) => write!(out, "{}: Some({call}), ", topic.field),
                    (Form::One, None) => write!(out, "{}: None, ", topic.field),
                    _ => write!(out, "{}: vec![{}], ", topic.field, calls.join(", ")),
                };
            }
            out.push_str("},\n");
        }
        out.push_str("_ => return None,\n})\n}\n}\n");
        out
    }
}
