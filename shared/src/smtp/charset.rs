//! Words of servers that don't write UTF-8, as older ones in Europe don't.
//!
//! A reply has no place for the name of a character set, so that it has to be told from the bytes: letters with accents
//! stand alone between plain ones, Cyrillic words are made of high bytes alone, and Chinese, Japanese and Korean come in
//! pairs. Of these the tables would weigh more than the whole check, so that their letters are replaced: nothing is
//! understood then, and nothing is taken for something else.

#[cfg(test)]
mod tests;

use std::str;

/// ISO 8859-1 and Windows-1252 from 0x80 on; `\u{fffd}` for bytes that are no character.
const WESTERN: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿\
                       ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
/// ISO 8859-2, with the letters of Windows-1250 below 0xa0.
const CENTRAL: &str = "€\u{fffd}‚\u{fffd}„…†‡\u{fffd}‰Š‹ŚŤŽŹ\u{fffd}‘’“”•–—\u{fffd}™š›śťžź\u{a0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{ad}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žż\
                       ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
/// Windows-1251 from 0xc0 on.
const CYRILLIC: &str = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
/// KOI8-R from 0xc0 on: its small letters come first.
const KOI8: &str = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";

/// Returns the text of these bytes. What cannot be told is replaced.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        // What was UTF-8 up to a fault is UTF-8 with a fault, such as a letter that was cut.
        Err(error) if bytes[..error.valid_up_to()].is_ascii() => table(bytes).unwrap_or(ASCII).read(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// No characters but ASCII's.
const ASCII: Table = Table { first: 0x80, letters: "" };

/// The characters of the bytes from `first` on.
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
    // Most letters of a sentence are small ones, which are the later half in one and the first in the other.
    let [first, later] = [0xc0..=0xdf, 0xe0..=0xff_u8].map(|half| {
        words.iter().flat_map(|word| word.iter().skip(1)).filter(|byte| half.contains(byte)).count()
    });
    Some(Table { first: 0xc0, letters: if later > first { CYRILLIC } else { KOI8 } })
}

/// Bytes that Western text has only as quotes, dashes and rare letters, and Japanese in every other place.
fn has_controls(bytes: &[u8]) -> bool {
    let is_rare =
        |byte: &u8| matches!(byte, 0x81..=0x83 | 0x86..=0x89 | 0x8d | 0x8f | 0x90 | 0x95 | 0x98 | 0x9d);
    bytes.iter().any(is_rare)
}

/// True for a word in which a byte is a letter in Central Europe and a sign in the West.
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
