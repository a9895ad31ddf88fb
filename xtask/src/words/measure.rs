//! Measures sentences.

use super::patterns;
use super::sentences::File;

/// The measurements of a file.
pub(crate) struct Figures {
    /// The Flesch–Kincaid grade of its full sentences: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
    pub(crate) grade: f64,
    /// The number of words in the longest sentence.
    pub(crate) longest: usize,
    /// The number of words such as "isn't".
    pub(crate) contractions: usize,
    /// The key, text and word count of each sentence.
    pub(crate) sentences: Vec<(String, String, usize)>,
    /// The key of each discouraged phrase, and the phrase.
    pub(crate) hits: Vec<(String, String)>,
}

impl Figures {
    pub(crate) fn of(file: &File) -> Self {
        let mut figures =
            Self { grade: 0.0, longest: 0, contractions: 0, sentences: Vec::new(), hits: Vec::new() };
        let (mut full, mut words_in_full, mut syllables) = (0_u32, 0_u32, 0_u32);
        for (key, forms) in file {
            for form in forms {
                figures.contractions += words(form).filter(|word| word.contains(['\'', '’'])).count();
                figures.hits.extend(patterns::hits(form).into_iter().map(|hit| (key.clone(), hit)));
                for sentence in sentences(form) {
                    let count = words(&sentence).count();
                    if sentence.ends_with(['.', '!', '?']) {
                        full += 1;
                        for word in words(&sentence) {
                            words_in_full += 1;
                            syllables += syllables_of(word);
                        }
                    }
                    figures.longest = figures.longest.max(count);
                    figures.sentences.push((key.clone(), sentence, count));
                }
            }
        }
        if full > 0 {
            let (words, sentences) = (f64::from(words_in_full), f64::from(full));
            figures.grade = 0.39 * words / sentences + 11.8 * f64::from(syllables) / words - 15.59;
        }
        figures
    }
}

/// Splits a text into sentences, including the punctuation at their end.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let current = sentences.last_mut().expect("there's always a sentence");
        current.push(letter);
        let ends = matches!(letter, '.' | '!' | '?' | ':' | '\n')
            && letters.peek().is_none_or(|next| next.is_whitespace());
        if ends {
            sentences.push(String::new());
        }
    }
    sentences
        .iter()
        .map(|sentence| sentence.trim().to_owned())
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// Returns the words of a text. A placeholder counts as one word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == '–' || c == '/')
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Counts groups of vowels without a silent final e, which is close enough for readability formulas.
fn syllables_of(word: &str) -> u32 {
    if word.starts_with('{') {
        return 1;
    }
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: &char| "aeiouy".contains(*c);
    let groups = letters.split(|c| !is_vowel(c)).filter(|group| !group.is_empty()).count();
    let is_silent = letters.len() > 2 && letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']);
    u32::try_from(groups.saturating_sub(usize::from(is_silent)).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::sentences::messages;

    #[test]
    fn a_file_is_measured_by_its_sentences() {
        let file = messages("a = Copy the record. It isn't there yet.\nb = { $count ->\n  [one] One record\n *[other] { $count } records\n}\n").unwrap();
        let figures = Figures::of(&file);
        assert_eq!(figures.sentences.len(), 4);
        assert_eq!((figures.longest, figures.contractions), (4, 1));
        assert!(figures.grade < 3.0);
    }

    #[test]
    fn syllables_are_counted_as_spoken() {
        let counted = ["cat", "table", "website", "signature", "e", "{provider}"].map(syllables_of);
        assert_eq!(counted, [1, 2, 2, 3, 1, 1]);
    }
}
