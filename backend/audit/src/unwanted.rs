//! Characters that DNS panels, web pages and word processors put into a record's text by mistake.

/// HTML entities, and the characters that they stand for. `&amp;` is last, so nothing is decoded twice.
const ENTITIES: [(&str, &str); 14] = [
    ("&nbsp;", " "),
    ("&#160;", " "),
    ("&#xa0;", " "),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&ldquo;", "\""),
    ("&rdquo;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&#59;", ";"),
    ("&semi;", ";"),
    ("&amp;", "&"),
];

/// Decodes entities, removes quotes, backslashes and invisible characters, and turns all whitespace into spaces.
pub(crate) fn plain(text: &str) -> String {
    let mut text = text.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ");
    for (entity, sign) in ENTITIES {
        text = replaced(&text, entity, sign);
    }
    let kept = text.chars().filter(|c| !is_mark(*c) && !is_invisible(*c));
    let spaced: String = kept.map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect();
    // An apostrophe inside the text can be part of an address.
    spaced.trim_matches(['\'', ' ']).to_owned()
}

/// Replaces an entity, ignoring case.
fn replaced(text: &str, entity: &str, sign: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let (mut out, mut from) = (String::new(), 0);
    for (at, _) in lower.match_indices(entity) {
        out.push_str(&text[from..at]);
        out.push_str(sign);
        from = at + entity.len();
    }
    out.push_str(&text[from..]);
    out
}

/// Returns true for quotation marks (straight, curly and those of other languages) and the backslash of zone files.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\\' | '`' | '\u{201c}'..='\u{201f}' | '\u{2018}'..='\u{201b}' | '«' | '»' | '″' | '＂')
}

/// Returns true for invisible characters: a byte order mark, direction marks, joiners.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_pages_and_zone_files_are_removed() {
        for (text, expected) in [
            ("v=DMARC1;&nbsp;p=none", "v=DMARC1; p=none"),
            ("&quot;v=DKIM1&#59; p=x&QUOT;", "v=DKIM1; p=x"),
            ("\u{201c}v=DKIM1\\; p=x\u{201d}", "v=DKIM1; p=x"),
            ("\u{feff}v=\u{200b}spf1\t-all\u{a0}", "v=spf1 -all"),
            ("a&amp;nbsp;b", "a&nbsp;b"),
            ("'v=DMARC1; rua=mailto:o'hara@shop.test'", "v=DMARC1; rua=mailto:o'hara@shop.test"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
