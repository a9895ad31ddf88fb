//! Sentences in HTML that a program's page has before the program starts: `{{ file.key }}` is the place of one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::sentences::{self, File};
use crate::place::{Failure, Place, Result};

const START: &str = "{{";
const END: &str = "}}";

/// Puts the sentences in their places in `folder/index.html`.
pub(crate) fn fill(place: &Place, folder: &Path) -> Result {
    let files = sentences::read(&place.root.join("shared/words/en"))?;
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index).map_err(Failure::at("read", &index))?;
    let filled =
        filled(&page, &files).map_err(|fault| Failure::new(format!("{}: {fault}", index.display())))?;
    fs::write(&index, filled).map_err(Failure::at("write", &index))
}

/// The keys of the sentences that a page has places for, each with its file.
pub(super) fn keys(page: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = page.split(START).skip(1).filter_map(|rest| Some(rest.split_once(END)?.0.trim()));
    places.filter_map(|place| place.split_once('.'))
}

fn filled(page: &str, files: &BTreeMap<String, File>) -> std::result::Result<String, String> {
    let mut pieces = page.split(START);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (place, rest) = piece.split_once(END).ok_or("a place for a sentence has no end")?;
        let place = place.trim();
        let (file, key) = place.split_once('.').ok_or_else(|| format!("{place} isn't a file and a key"))?;
        let forms = files.get(file).and_then(|file| file.get(key));
        let [sentence] = forms.map(Vec::as_slice).unwrap_or_default() else {
            return Err(format!("{place} isn't one sentence"));
        };
        if sentence.contains('{') {
            return Err(format!("{place} has a variable"));
        }
        out.push_str(&escaped(sentence));
        out.push_str(rest);
    }
    Ok(out)
}

/// As text, and as the value of an attribute in double quotes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> BTreeMap<String, File> {
        let text = "a = Copy \"all\" & go\nb = For { $name }\nc = { $n ->\n  [one] One\n *[other] Two\n}\n";
        [("pages".to_owned(), sentences::messages(text).unwrap())].into()
    }

    #[test]
    fn a_sentence_is_inserted_as_text() {
        let page = "<p title=\"{{ pages.a }}\">{{ pages.a }}</p>";
        let text = "Copy &quot;all&quot; &amp; go";
        assert_eq!(filled(page, &files()).unwrap(), format!("<p title=\"{text}\">{text}</p>"));
        assert_eq!(keys(page).collect::<Vec<_>>(), [("pages", "a"), ("pages", "a")]);
    }

    #[test]
    fn anything_but_one_sentence_fails_the_build() {
        for page in
            ["{{ pages.b }}", "{{ pages.c }}", "{{ pages.d }}", "{{ other.a }}", "{{ a }}", "{{ pages.a"]
        {
            assert!(filled(page, &files()).is_err(), "{page}");
        }
    }
}
