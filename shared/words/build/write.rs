//! Writes the functions for all messages.

use std::fmt::Write;

use crate::read::{Form, Message, Part, Room, Text, Variable};

/// Returns a type for each file, with a function for each message.
pub(crate) fn functions(rooms: &[Room]) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "/// A language of the sentences.");
    let _ = writeln!(out, "#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]\npub enum Language {{");
    for (index, room) in rooms.iter().enumerate() {
        let default = if index == 0 { "#[default] " } else { "" };
        let _ = writeln!(out, "    /// `{}`.\n    {default}{},", room.language, camel(&room.language));
    }
    out.push_str("}\n");
    for (file, messages) in &rooms[0].files {
        let (name, function) = (camel(file), snake(file));
        let _ = writeln!(
            out,
            "/// The sentences of `{file}.ftl`.\n#[derive(Debug, Clone, Copy)]\npub struct {name}(Language);"
        );
        let _ = writeln!(
            out,
            "/// Returns the sentences of `{file}.ftl` in this language.\n#[must_use]\npub const fn {function}(language: Language) -> {name} {{ {name}(language) }}"
        );
        let _ = writeln!(out, "impl {name} {{");
        for (key, message) in messages {
            let texts: Vec<(&str, &Text)> =
                rooms.iter().map(|room| (&*room.language, &room.files[file][key].text)).collect();
            write_message(&mut out, key, message, &texts);
        }
        out.push_str("}\n");
    }
    out
}

fn write_message(out: &mut String, key: &str, message: &Message, texts: &[(&str, &Text)]) {
    let name = snake(key);
    let doc = describe(texts[0].1);
    if message.variables.is_empty() {
        write_constant(out, &name, &doc, texts);
    } else {
        write_parts(out, &name, &doc, &message.variables, texts);
        write_filled(out, &name, &doc, &message.variables);
    }
}

/// Writes a function without variables.
fn write_constant(out: &mut String, name: &str, doc: &str, texts: &[(&str, &Text)]) {
    let _ =
        writeln!(out, "/// {doc}\n#[must_use]\npub const fn {name}(self) -> &'static str {{ match self.0 {{");
    for (language, text) in texts {
        let Text::Plain(parts) = text else { unreachable!("a text with forms has a variable") };
        let plain: String =
            parts.iter().map(|part| if let Part::Text(text) = part { &**text } else { "" }).collect();
        let _ = writeln!(out, "Language::{} => {plain:?},", camel(language));
    }
    out.push_str("} }\n");
}

/// Writes the function with which a page puts elements in place of variables.
fn write_parts(out: &mut String, name: &str, doc: &str, variables: &[Variable], texts: &[(&str, &Text)]) {
    let counts = variables.iter().filter(|variable| variable.counts);
    let taken: Vec<String> = counts.map(|variable| format!(", {}: u64", snake(&variable.name))).collect();
    let _ = writeln!(
        out,
        "/// {doc}\n///\n/// Returns its parts, so that a page can put elements in place of the variables.\n#[must_use]\n\
         pub fn {name}_parts(self{}) -> &'static [Part] {{ match self.0 {{",
        taken.concat()
    );
    for (language, text) in texts {
        let _ = write!(out, "Language::{} => ", camel(language));
        write_text(out, language, text, variables);
        out.push_str(",\n");
    }
    out.push_str("} }\n");
}

/// Writes the function that fills in the variables.
fn write_filled(out: &mut String, name: &str, doc: &str, variables: &[Variable]) {
    let (mut taken, mut passed, mut filled) = (String::new(), Vec::new(), Vec::new());
    for variable in variables {
        let name = snake(&variable.name);
        if variable.counts {
            let _ = write!(taken, ", {name}: u64");
            filled.push(format!("&{name}"));
            passed.push(name);
        } else {
            let _ = write!(taken, ", {name}: &dyn Display");
            filled.push(name);
        }
    }
    let (passed, filled) = (passed.join(", "), filled.join(", "));
    let _ = writeln!(
        out,
        "/// {doc}\n#[must_use]\npub fn {name}(self{taken}) -> String {{ fill(self.{name}_parts({passed}), &[{filled}]) }}"
    );
}

fn write_text(out: &mut String, language: &str, text: &Text, variables: &[Variable]) {
    match text {
        Text::Plain(parts) => {
            out.push_str("&[");
            for part in parts {
                let _ = match part {
                    Part::Text(text) => write!(out, "Part::Text({text:?}), "),
                    Part::Variable(name) => {
                        let index = variables.iter().position(|variable| variable.name == *name);
                        write!(out, "Part::Variable({}), ", index.expect("read_pattern lists every variable"))
                    }
                };
            }
            out.push(']');
        }
        Text::ByNumber { variable, forms, other } => {
            let name = snake(variable);
            for (form, text) in forms {
                let _ = match form {
                    Form::Exactly(number) => write!(out, "if {name} == {number} {{ "),
                    Form::Category(category) => {
                        write!(
                            out,
                            "if plural::{language}({name}) == plural::Plural::{} {{ ",
                            camel(category)
                        )
                    }
                };
                write_text(out, language, text, variables);
                out.push_str(" } else ");
            }
            out.push_str("{ ");
            write_text(out, language, other, variables);
            out.push_str(" }");
        }
    }
}

/// Returns the text as a comment, so that an editor shows it where the function is called.
fn describe(text: &Text) -> String {
    match text {
        Text::Plain(parts) => parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.replace(['\n', '\r'], " ").replace('[', "\\[").replace('<', "\\<"),
                Part::Variable(name) => format!("`{name}`"),
            })
            .collect(),
        Text::ByNumber { other, .. } => describe(other),
    }
}

pub(crate) fn snake(name: &str) -> String {
    let name = name.replace('-', "_");
    if ["type", "use", "move", "in", "match", "mod", "where", "loop"].contains(&&*name) {
        format!("{name}_")
    } else {
        name
    }
}

pub(crate) fn camel(name: &str) -> String {
    name.split('-')
        .map(|word| {
            word.chars()
                .enumerate()
                .map(|(i, c)| if i == 0 { c.to_ascii_uppercase() } else { c })
                .collect::<String>()
        })
        .collect()
}
