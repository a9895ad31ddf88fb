//! Sentences about mistakes in an SPF record.

use shared::report::{SpfMistake, SpfMistakeKind, Stray};

use super::join;
use crate::{Language, rules};

/// Returns a sentence for each mistake, one after the other.
pub(super) fn describe(language: Language, mistakes: &[SpfMistake]) -> String {
    let mut text = String::new();
    for mistake in mistakes {
        join(&mut text, &sentence(language, mistake));
    }
    text
}

fn sentence(language: Language, mistake: &SpfMistake) -> String {
    let words = rules(language);
    let SpfMistake { kind, was, now } = mistake;
    match kind {
        SpfMistakeKind::Before(stray) => before(language, *stray, was),
        SpfMistakeKind::Version => words.mistake_version(&format!("{was:?}")),
        SpfMistakeKind::VersionGlued => words.mistake_version_glued().to_owned(),
        SpfMistakeKind::VersionTwice => words.mistake_version_twice().to_owned(),
        SpfMistakeKind::BehindEnding => words.mistake_behind_ending().to_owned(),
        SpfMistakeKind::Sign(stray) => sign(language, *stray, was),
        SpfMistakeKind::Glued => words.mistake_glued(was, now),
        SpfMistakeKind::Separator => words.mistake_separator(was, now),
        SpfMistakeKind::BlankInside => words.mistake_blank_inside(was, now),
        SpfMistakeKind::Misspelled => words.mistake_misspelled(was, now),
        SpfMistakeKind::Equals => words.mistake_equals(was, now),
        SpfMistakeKind::Address => words.mistake_address(was, now),
        SpfMistakeKind::NameForAddress => words.mistake_name_for_address(was, now),
        SpfMistakeKind::Bare => words.mistake_bare(was, now),
        SpfMistakeKind::Punctuation => words.mistake_punctuation(was, now),
    }
}

/// Returns a sentence about text before the record, with the text quoted and escaped.
fn before(language: Language, stray: Stray, was: &str) -> String {
    let (words, was) = (rules(language), format!("{was:?}"));
    let text = match stray {
        Stray::Blank => words.mistake_before_blank(),
        Stray::LineBreak => words.mistake_before_line_break(),
        Stray::Quote => words.mistake_before_quote(),
        Stray::Invisible => words.mistake_before_invisible(),
        Stray::Dash => words.mistake_before_dash(),
        Stray::Entity => return words.mistake_before_entity(&was),
        Stray::Escape => return words.mistake_before_escape(&was),
        Stray::Lookalike => return words.mistake_before_lookalike(&was),
        Stray::Word => return words.mistake_before_word(&was),
    };
    text.to_owned()
}

/// Returns a sentence about characters in the record, quoted and escaped.
fn sign(language: Language, stray: Stray, was: &str) -> String {
    let (words, was) = (rules(language), format!("{was:?}"));
    match stray {
        Stray::Blank => words.mistake_sign_blank(&was),
        Stray::LineBreak => words.mistake_sign_line_break().to_owned(),
        Stray::Quote => words.mistake_sign_quote(&was),
        Stray::Invisible => words.mistake_sign_invisible().to_owned(),
        Stray::Dash => words.mistake_sign_dash(&was),
        Stray::Entity => words.mistake_sign_entity(&was),
        Stray::Escape => words.mistake_sign_escape(&was),
        Stray::Lookalike => words.mistake_sign_lookalike(&was),
        Stray::Word => words.mistake_sign_word(&was),
    }
}
