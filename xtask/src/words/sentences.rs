//! Reads the messages of a language.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::place::{Failure, Result};

/// The variants of each message, by its key. Placeholders are in braces.
pub(crate) type File = BTreeMap<String, Vec<String>>;

/// Reads the files in `folder`. The keys are their names without the extension.
pub(crate) fn read(folder: &Path) -> Result<BTreeMap<String, File>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(Failure::at("list", folder))? {
        let path = entry.map_err(Failure::at("list", folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".ftl")) else {
            continue;
        };
        let text = fs::read_to_string(&path).map_err(Failure::at("read", &path))?;
        files.insert(name.to_owned(), messages(&text)?);
    }
    Ok(files)
}

pub(crate) fn messages(text: &str) -> Result<File> {
    let resource = parser::parse(text).map_err(|(_, errors)| Failure::new(format!("{errors:?}")))?;
    let messages = resource.body.iter().filter_map(|entry| match entry {
        Entry::Message(message) => {
            let forms = forms(message.value.as_ref()?).iter().map(|form| unwrapped(form)).collect();
            Some((message.id.name.to_owned(), forms))
        }
        _ => None,
    });
    Ok(messages.collect())
}

fn forms(pattern: &Pattern<&str>) -> Vec<String> {
    let mut forms = vec![String::new()];
    for element in &pattern.elements {
        let next = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression: Expression::Inline(inline) } => vec![match inline {
                InlineExpression::StringLiteral { value } => (*value).to_owned(),
                InlineExpression::VariableReference { id } => format!("{{{}}}", id.name),
                _ => String::new(),
            }],
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| self::forms(&variant.value)).collect()
            }
        };
        forms = forms.iter().flat_map(|form| next.iter().map(move |next| format!("{form}{next}"))).collect();
    }
    forms
}

/// Turns line breaks into spaces. An empty line stays and starts a new paragraph.
fn unwrapped(text: &str) -> String {
    text.split("\n\n").map(|text| text.replace('\n', " ")).collect::<Vec<_>>().join("\n\n")
}
