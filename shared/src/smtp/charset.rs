//! Decodes the words of servers that don't write UTF-8, such as older ones in Europe.
//!
//! A reply doesn't say which character set it uses, so it has to be guessed from the bytes. Letters with accents are
//! surrounded by plain ones, Cyrillic words consist of high bytes only, and Chinese, Japanese and Korean characters
//! are pairs of bytes. The tables for these pairs would be larger than the whole check, so their characters are
//! replaced. Such words aren't understood then, but aren't misread either.

#[cfg(test)]
mod tests;

use std::str;

/// ISO 8859-1 and Windows-1252 from 0x80 on. `\u{fffd}` marks bytes without a character.
const WESTERN: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
                       ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// ISO 8859-2, with the letters of Windows-1250 below 0xa0.
const CENTRAL: &str = "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż\
                       ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
/// Windows-1251 from 0xc0 on.
const CYRILLIC: &str = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
/// KOI8-R from 0xc0 on. Its lower-case letters come first.
const KOI8: &str = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";

/// Returns the text of these bytes. Bytes that can't be decoded are replaced.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        // Bytes that are valid UTF-8 up to an error are UTF-8 with an error, such as a letter that was cut off.
        Err(error) if bytes[..error.valid_up_to()].is_ascii() => table(bytes).unwrap_or(ASCII).read(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A table with only ASCII characters.
const ASCII: Table = Table { first: 0x80, letters: "" };

/// The characters for the bytes from `first` on.
struct Table {
    first: u8,
    letters: &'static str,
}

impl Table {
    fn read(&self, bytes: &[u8]) -> String {
        let letter = |byte: u8| match byte.checked_sub(self.first) {
            Some(nth) => self.letters.chars().nth(nth.into()).unwrap_or(char::REPLACEMENT_CHARACTER),
            None if byte.is_ascii() => char::from(byte),
            None => char::REPLACEMENT_CHARACTER,
        };
        bytes.iter().copied().map(letter).collect()
    }
}

fn table(bytes: &[u8]) -> Option<Table> {
    let words: Vec<&[u8]> = bytes.split(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii()).collect();
    let runs: Vec<usize> = words.iter().flat_map(|word| word.split(u8::is_ascii)).map(<[u8]>::len).collect();
    let is_cyrillic = |word: &&[u8]| word.len() >= 3 && word.iter().all(|byte| *byte >= 0xc0);
    if runs.iter().all(|run| *run <= 2) && runs.contains(&1) && !has_controls(bytes) {
        let letters = if words.iter().any(|word| is_central(word)) { CENTRAL } else { WESTERN };
        return Some(Table { first: 0x80, letters });
    }
    if !words.iter().any(is_cyrillic) || bytes.iter().any(|byte| (0x80..0xc0).contains(byte)) {
        return None;
    }
    // Most letters of a sentence are lower case. They are in the second half of Windows-1251, and in the first half
    // of KOI8-R.
    let [first, later] = [0xc0..=0xdf, 0xe0..=0xff_u8].map(|half| {
        words.iter().flat_map(|word| word.iter().skip(1)).filter(|byte| half.contains(byte)).count()
    });
    Some(Table { first: 0xc0, letters: if later > first { CYRILLIC } else { KOI8 } })
}

/// Returns true for bytes that are only quotes, dashes and rare letters in Western text, but occur in every other
/// position in Japanese.
fn has_controls(bytes: &[u8]) -> bool {
    let is_rare =
        |byte: &u8| matches!(byte, 0x81..=0x83 | 0x86..=0x89 | 0x8d | 0x8f | 0x90 | 0x95 | 0x98 | 0x9d);
    bytes.iter().any(is_rare)
}

/// Returns true for a word with a byte that is a letter in Central European text and a symbol in Western text.
fn is_central(word: &[u8]) -> bool {
    let is_letter = |byte: &u8| {
        matches!(
            byte,
            0xa1 | 0xa3 | 0xa6 | 0xa9 | 0xab | 0xac | 0xae | 0xaf | 0xb1 | 0xb3 | 0xb6 | 0xb9 | 0xbb
                ..=0xbc | 0xbe | 0xbf
        )
    };
    word.len() > 1 && word.iter().any(is_letter)
}
