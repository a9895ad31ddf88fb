//! Parses a tag list (RFC 6376, section 3.2).

/// How many tags a list can have. Real signatures have about 12.
const TAGS_MAX: usize = 64;

/// A tag of a header, with the place of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// The value, without the spaces and line ends around it.
    pub(super) value: &'a str,
    /// Where the value is in the header's value, with the spaces and line ends around it.
    pub(super) at: std::ops::Range<usize>,
}

/// Returns the tags, or `None` if this isn't a tag list, a tag appears twice, or there are too many.
pub(super) fn parse(text: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags: Vec<Tag<'_>> = Vec::new();
    let mut start = 0;
    for part in text.split(';') {
        let end = start + part.len();
        if !part.trim().is_empty() {
            let (name, value) = part.split_once('=')?;
            let at = start + name.len() + 1..end;
            let name = name.trim();
            let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !is_name || tags.len() >= TAGS_MAX || tags.iter().any(|tag| tag.name == name) {
                return None;
            }
            tags.push(Tag { name, value: value.trim(), at });
        }
        start = end + 1;
    }
    Some(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_places() {
        let text = " v=1; b = ab\r\n c ;\r\n";
        let tags = parse(text).unwrap();
        let values: Vec<_> = tags.iter().map(|tag| (tag.name, tag.value)).collect();
        assert_eq!(values, [("v", "1"), ("b", "ab\r\n c")]);
        assert_eq!(&text[tags[1].at.clone()], " ab\r\n c ");
        let many: Vec<String> = (0..=TAGS_MAX).map(|number| format!("x{number}=")).collect();
        let many = many.join(";");
        for broken in ["v=1; v=1", "v", "=1", "v=1; 1=2", "v v=1", &many] {
            assert_eq!(parse(broken), None, "{broken}");
        }
    }
}
