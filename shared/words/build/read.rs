//! Reads the files of a language.

use std::{collections::BTreeMap, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

/// The sentences of a language.
pub(crate) struct Room {
    pub(crate) language: String,
    /// The files, by name without the extension.
    pub(crate) files: BTreeMap<String, File>,
}

/// The messages of a file, by key.
pub(crate) type File = BTreeMap<String, Message>;

/// A sentence, or a few sentences.
pub(crate) struct Message {
    /// Its variables, in the order in which they first appear.
    pub(crate) variables: Vec<Variable>,
    pub(crate) text: Text,
}

/// A variable of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Variable {
    pub(crate) name: String,
    /// True for a number that decides the form of the sentence.
    pub(crate) counts: bool,
}

/// A text, or one of several that depend on a number.
#[derive(Clone)]
pub(crate) enum Text {
    Plain(Vec<Part>),
    ByNumber { variable: String, forms: Vec<(Form, Text)>, other: Box<Text> },
}

/// The numbers that a form is for: a single number, or a category of the language's plural rules (CLDR).
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Form {
    Exactly(u64),
    Category(String),
}

#[derive(Clone)]
pub(crate) enum Part {
    Text(String),
    Variable(String),
}

impl Room {
    pub(crate) fn read(root: &Path, language: &str) -> Result<Self, String> {
        let folder = root.join(language);
        let mut files = BTreeMap::new();
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".ftl")) else {
                continue;
            };
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let file = read_file(&text).map_err(|error| format!("{language}/{name}.ftl: {error}"))?;
            files.insert(name.to_owned(), file);
        }
        Ok(Self { language: language.to_owned(), files })
    }

    /// Returns how this language's messages differ from English: missing ones, additional ones, and different
    /// variables.
    pub(crate) fn differences(&self, english: &Self) -> Vec<String> {
        let none = File::new();
        let mut wrong = Vec::new();
        for (name, file) in &english.files {
            let own = self.files.get(name).unwrap_or(&none);
            let at = |key: &str| format!("{}/{name}.ftl: {key}", self.language);
            for (key, message) in file {
                match own.get(key) {
                    None => wrong.push(format!("{} is missing", at(key))),
                    Some(other) if sorted(&other.variables) != sorted(&message.variables) => {
                        wrong.push(format!("{} has different variables than in English", at(key)));
                    }
                    Some(_) => {}
                }
            }
            wrong.extend(
                own.keys()
                    .filter(|key| !file.contains_key(*key))
                    .map(|key| format!("{} is not in English", at(key))),
            );
        }
        wrong.extend(
            self.files
                .keys()
                .filter(|name| !english.files.contains_key(*name))
                .map(|name| format!("{}/{name}.ftl is not in English", self.language)),
        );
        wrong
    }
}

fn sorted(variables: &[Variable]) -> Vec<&str> {
    let mut names: Vec<&str> = variables.iter().map(|variable| &*variable.name).collect();
    names.sort_unstable();
    names
}

fn read_file(text: &str) -> Result<File, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut file = File::new();
    for entry in resource.body {
        let message = match entry {
            Entry::Message(message) => message,
            Entry::Term(term) => return Err(format!("-{}: terms aren't supported", term.id.name)),
            _ => continue,
        };
        let key = message.id.name.to_owned();
        let pattern = message.value.ok_or_else(|| format!("{key} has no text"))?;
        if !message.attributes.is_empty() {
            return Err(format!("{key}: attributes aren't supported"));
        }
        let mut variables = Vec::new();
        let text = read_pattern(&pattern, &mut variables).map_err(|error| format!("{key}: {error}"))?;
        if file.insert(key.clone(), Message { variables, text }).is_some() {
            return Err(format!("{key} appears twice"));
        }
    }
    Ok(file)
}

fn read_pattern(pattern: &Pattern<&str>, variables: &mut Vec<Variable>) -> Result<Text, String> {
    let mut whole = Text::Plain(Vec::new());
    for element in &pattern.elements {
        let next = match element {
            PatternElement::TextElement { value } => Text::Plain(vec![Part::Text((*value).to_owned())]),
            PatternElement::Placeable { expression } => read_expression(expression, variables)?,
        };
        whole = whole.then(&next);
    }
    whole.unwrap_lines();
    Ok(whole)
}

fn read_expression(expression: &Expression<&str>, variables: &mut Vec<Variable>) -> Result<Text, String> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Ok(Text::Plain(vec![Part::Text((*value).to_owned())]))
        }
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            note(variables, id.name, false);
            Ok(Text::Plain(vec![Part::Variable(id.name.to_owned())]))
        }
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            note(variables, id.name, true);
            let mut forms = Vec::new();
            let mut other = None;
            for variant in variants {
                let text = read_pattern(&variant.value, variables)?;
                match &variant.key {
                    _ if variant.default => other = Some(Box::new(text)),
                    VariantKey::Identifier { name } => forms.push((Form::Category((*name).to_owned()), text)),
                    VariantKey::NumberLiteral { value } => {
                        let number = value.parse().map_err(|_| format!("[{value}] isn't a whole number"))?;
                        forms.push((Form::Exactly(number), text));
                    }
                }
            }
            let other = other.ok_or("no form for other numbers")?;
            Ok(Text::ByNumber { variable: id.name.to_owned(), forms, other })
        }
        _ => Err("only text, variables and forms by number are supported".into()),
    }
}

fn note(variables: &mut Vec<Variable>, name: &str, counts: bool) {
    match variables.iter_mut().find(|variable| variable.name == name) {
        Some(variable) => variable.counts |= counts,
        None => variables.push(Variable { name: name.to_owned(), counts }),
    }
}

impl Text {
    /// Returns this text followed by another. A number decides the form of both.
    fn then(&self, next: &Self) -> Self {
        match (self, next) {
            (Self::Plain(parts), Self::Plain(more)) => {
                let mut parts = parts.clone();
                for part in more {
                    match (parts.last_mut(), part) {
                        (Some(Part::Text(last)), Part::Text(text)) => last.push_str(text),
                        _ => parts.push(part.clone()),
                    }
                }
                Self::Plain(parts)
            }
            (Self::ByNumber { variable, forms, other }, _) => Self::ByNumber {
                variable: variable.clone(),
                forms: forms.iter().map(|(form, text)| (form.clone(), text.then(next))).collect(),
                other: Box::new(other.then(next)),
            },
            (Self::Plain(_), Self::ByNumber { variable, forms, other }) => Self::ByNumber {
                variable: variable.clone(),
                forms: forms.iter().map(|(form, text)| (form.clone(), self.then(text))).collect(),
                other: Box::new(self.then(other)),
            },
        }
    }

    /// Turns line breaks into spaces, and empty lines into new paragraphs.
    fn unwrap_lines(&mut self) {
        match self {
            Self::Plain(parts) => {
                for part in parts {
                    if let Part::Text(text) = part {
                        let paragraphs: Vec<String> =
                            text.split("\n\n").map(|text| text.replace('\n', " ")).collect();
                        *text = paragraphs.join("\n\n");
                    }
                }
            }
            Self::ByNumber { forms, other, .. } => {
                for (_, text) in forms {
                    text.unwrap_lines();
                }
                other.unwrap_lines();
            }
        }
    }
}
