//! Reads the members of a JSON object (RFC 8259) that an answer or a token needs: strings, numbers and lists of strings.
//!
//! serde_json's parser would make the browser's check a tenth larger. The tests compare this one with it.

use zeroize::Zeroizing;

/// How deep values can be nested. The answers have two levels.
const DEPTH_MAX: usize = 16;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A string.
    Text(Zeroizing<String>),
    /// A whole number that fits.
    Number(u32),
    /// A list in which all values are strings.
    Texts(Vec<String>),
    /// Anything else.
    Other,
}

/// The members of an object, in order.
pub(super) struct Members(Vec<(Zeroizing<String>, Value)>);

impl Members {
    /// Reads an object, with nothing but white space around it. Returns `None` if the bytes are anything else.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: bytes };
        let members = reader.object(DEPTH_MAX)?;
        reader.white_space();
        reader.rest.is_empty().then_some(Self(members))
    }

    /// Returns the string with this name, and removes it.
    pub(super) fn text(&mut self, name: &str) -> Option<Zeroizing<String>> {
        match self.take(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number with this name.
    pub(super) fn number(&mut self, name: &str) -> Option<u32> {
        if let Value::Number(number) = self.take(name)? { Some(number) } else { None }
    }

    /// Returns the list with this name, and removes it.
    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        if let Value::Texts(texts) = self.take(name)? { Some(texts) } else { None }
    }

    /// The last member with a name counts, as in most parsers.
    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().rposition(|(own, _)| own.as_str() == name)?;
        Some(self.0.remove(at).1)
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn white_space(&mut self) {
        let end = self.rest.iter().position(|byte| !b" \t\r\n".contains(byte)).unwrap_or(self.rest.len());
        self.rest = &self.rest[end..];
    }

    /// Skips white space and this byte. Returns true if it was there.
    fn is_next(&mut self, byte: u8) -> bool {
        self.white_space();
        match self.rest.split_first() {
            Some((first, rest)) if *first == byte => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn object(&mut self, depth: usize) -> Option<Vec<(Zeroizing<String>, Value)>> {
        let mut members = Vec::new();
        if !self.is_next(b'{') {
            return None;
        }
        if self.is_next(b'}') {
            return Some(members);
        }
        loop {
            let name = self.string()?;
            let value = if self.is_next(b':') { self.value(depth)? } else { return None };
            members.push((name, value));
            if self.is_next(b'}') {
                return Some(members);
            }
            if !self.is_next(b',') {
                return None;
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        let mut texts = Some(Vec::new());
        if !self.is_next(b'[') {
            return None;
        }
        if self.is_next(b']') {
            return texts.map(Value::Texts);
        }
        loop {
            match self.value(depth)? {
                Value::Text(text) => texts.as_mut().map(|texts| texts.push(text.as_str().to_owned())),
                _ => texts.take().map(drop),
            };
            if self.is_next(b']') {
                return Some(texts.map_or(Value::Other, Value::Texts));
            }
            if !self.is_next(b',') {
                return None;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.white_space();
        match self.rest.first()? {
            b'"' => self.string().map(Value::Text),
            b'{' => self.object(depth).map(|_| Value::Other),
            b'[' => self.list(depth),
            _ => self.word(),
        }
    }

    /// Reads a number, `true`, `false` or `null`.
    fn word(&mut self) -> Option<Value> {
        let is_end = |byte: &u8| b" \t\r\n,]}".contains(byte);
        let end = self.rest.iter().position(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let word = std::str::from_utf8(word).ok()?;
        if matches!(word, "true" | "false" | "null") {
            return Some(Value::Other);
        }
        is_number(word).then(|| word.parse().map_or(Value::Other, Value::Number))
    }

    /// Reads a string. The buffer has room for all that follows, because growing would leave copies of a token behind.
    fn string(&mut self) -> Option<Zeroizing<String>> {
        if !self.is_next(b'"') {
            return None;
        }
        let end = self.end_of_string()?;
        let (text, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        let mut text = std::str::from_utf8(text).ok()?;
        let mut read = Zeroizing::new(String::with_capacity(end));
        while let Some(at) = text.find('\\') {
            read.push_str(&text[..at]);
            let (c, rest) = escaped(&text[at + 1..])?;
            read.push(c);
            text = rest;
        }
        read.push_str(text);
        Some(read)
    }

    /// Returns where the string ends, without its quotation mark.
    fn end_of_string(&self) -> Option<usize> {
        let mut is_escaped = false;
        for (at, byte) in self.rest.iter().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => return Some(at),
                0..0x20 => return None,
                _ => {}
            }
        }
        None
    }
}

/// Returns true for a number (RFC 8259, section 6).
fn is_number(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = word.strip_prefix('-').unwrap_or(word);
    let (word, exponent) =
        word.split_once(['e', 'E']).map_or((word, None), |(word, rest)| (word, Some(rest)));
    let (whole, part) = word.split_once('.').map_or((word, None), |(whole, part)| (whole, Some(part)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && part.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// Reads what follows a backslash. Returns the character, and the rest.
fn escaped(text: &str) -> Option<(char, &str)> {
    let mut chars = text.chars();
    let c = match chars.next()? {
        c @ ('"' | '\\' | '/') => c,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(chars.as_str()),
        _ => return None,
    };
    Some((c, chars.as_str()))
}

/// Reads the four digits after `\u`, and a second escape if the first is half of a surrogate pair.
fn unicode(text: &str) -> Option<(char, &str)> {
    let (first, rest) = hex(text)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some((char::from_u32(first)?, rest));
    }
    let (second, rest) = hex(rest.strip_prefix("\\u")?)?;
    let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    Some((char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)?, rest))
}

fn hex(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten().map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;

    fn compare(bytes: &[u8]) {
        let theirs = serde_json::from_slice::<serde_json::Map<String, Json>>(bytes).ok();
        let mut ours = Members::read(bytes);
        assert_eq!(ours.is_some(), theirs.is_some(), "{}", String::from_utf8_lossy(bytes));
        for (name, value) in theirs.into_iter().flatten() {
            let own = ours.as_mut().and_then(|own| own.take(&name)).expect("each member");
            let texts = |list: &[Json]| -> Option<Vec<String>> {
                list.iter().map(|one| one.as_str().map(str::to_owned)).collect()
            };
            let expected = match &value {
                Json::String(text) => Value::Text(Zeroizing::new(text.clone())),
                Json::Array(list) => texts(list).map_or(Value::Other, Value::Texts),
                Json::Number(number) => {
                    let whole = number.as_u64().and_then(|number| u32::try_from(number).ok());
                    whole.map_or(Value::Other, Value::Number)
                }
                _ => Value::Other,
            };
            assert_eq!(own, expected, "{name}");
        }
    }

    #[test]
    fn answers_are_read_like_serde_json_does() {
        for text in [
            r#"{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,"access_token":"a.b.c"}"#,
            r#" { "a" : [ ] , "b" : { "c" : [1, {"d": null}] } , "e": -0.5e+10, "f": true } "#,
            r#"{"a":"\"\\\/\b\f\n\r\té\u00e9\ud83d\ude00","roles":["x","y"],"mixed":["x",1]}"#,
            r#"{"a":4294967295,"b":4294967296}"#,
            "{}",
            "[]",
            "",
            "{",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a":1}x"#,
            r"{'a':1}",
            r#"{"a":01}"#,
            r#"{"a":1.}"#,
            r#"{"a":.5}"#,
            r#"{"a":nul}"#,
            r#"{"a":"\x"}"#,
            r#"{"a":"\ud83d"}"#,
            r#"{"a":"\u+123"}"#,
            "{\"a\":\"\n\"}",
            r#"{"a":-}"#,
            r#"{"a":1e}"#,
        ] {
            compare(text.as_bytes());
        }
    }

    #[test]
    fn deep_nesting_ends() {
        let deep = |levels: usize| format!(r#"{{"a":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
        assert!(Members::read(deep(DEPTH_MAX).as_bytes()).is_some());
        assert!(Members::read(deep(DEPTH_MAX + 1).as_bytes()).is_none());
        assert!(Members::read(deep(100_000).as_bytes()).is_none());
    }

    proptest! {
        #[test]
        fn any_object_is_read_like_serde_json_does(
            name in "\\PC{0,5}", text in ".{0,20}", number: u64, list in proptest::collection::vec(".{0,4}", 0..4)
        ) {
            let whole = json!({ "n": number, "l": list, "o": { "t": text }, name: text }).to_string();
            compare(whole.as_bytes());
            compare(&whole.as_bytes()[..whole.len() / 2]);
        }

        #[test]
        fn any_bytes_are_handled(bytes in "[\\[\\]{}\",:\\\\u0-9a-f\\-.e ]{0,40}") {
            let whole = format!(r#"{{"a":{bytes}}}"#);
            // Two numbers that serde_json rejects because they don't fit into a float.
            prop_assume!(!bytes.contains('e'));
            compare(whole.as_bytes());
        }
    }
}
