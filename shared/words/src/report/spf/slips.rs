//! Sentences about mistakes in an SPF record.

use shared::report::{SpfMistake, SpfSlip, Stray};

use super::join;
use crate::{Language, rules};

/// Returns a sentence for each mistake, one after the other.
pub(super) fn slips(language: Language, mistakes: &[SpfMistake]) -> String {
    let mut text = String::new();
    for mistake in mistakes {
        join(&mut text, &slip(language, mistake));
    }
    text
}

fn slip(language: Language, mistake: &SpfMistake) -> String {
    let words = rules(language);
    let SpfMistake { slip, was, now } = mistake;
    match slip {
        SpfSlip::Before(stray) => before(language, *stray, was),
        SpfSlip::Version => words.slip_version(&format!("{was:?}")),
        SpfSlip::VersionGlued => words.slip_version_glued().to_owned(),
        SpfSlip::VersionTwice => words.slip_version_twice().to_owned(),
        SpfSlip::BehindEnding => words.slip_behind_ending().to_owned(),
        SpfSlip::Sign(stray) => sign(language, *stray, was),
        SpfSlip::Glued => words.slip_glued(was, now),
        SpfSlip::Separator => words.slip_separator(was, now),
        SpfSlip::BlankInside => words.slip_blank_inside(was, now),
        SpfSlip::Misspelt => words.slip_misspelt(was, now),
        SpfSlip::Equals => words.slip_equals(was, now),
        SpfSlip::Address => words.slip_address(was, now),
        SpfSlip::NameForAddress => words.slip_name_for_address(was, now),
        SpfSlip::Bare => words.slip_bare(was, now),
        SpfSlip::Punctuation => words.slip_punctuation(was, now),
    }
}

/// Returns a sentence about text before the record, with the text quoted and escaped.
fn before(language: Language, stray: Stray, was: &str) -> String {
    let (words, was) = (rules(language), format!("{was:?}"));
    let text = match stray {
        Stray::Blank => words.slip_before_blank(),
        Stray::LineBreak => words.slip_before_line_break(),
        Stray::Quote => words.slip_before_quote(),
        Stray::Invisible => words.slip_before_invisible(),
        Stray::Dash => words.slip_before_dash(),
        Stray::Entity => return words.slip_before_entity(&was),
        Stray::Escape => return words.slip_before_escape(&was),
        Stray::Lookalike => return words.slip_before_lookalike(&was),
        Stray::Word => return words.slip_before_word(&was),
    };
    text.to_owned()
}

/// Returns a sentence about characters in the record, quoted and escaped.
fn sign(language: Language, stray: Stray, was: &str) -> String {
    let (words, was) = (rules(language), format!("{was:?}"));
    match stray {
        Stray::Blank => words.slip_sign_blank(&was),
        Stray::LineBreak => words.slip_sign_line_break().to_owned(),
        Stray::Quote => words.slip_sign_quote(&was),
        Stray::Invisible => words.slip_sign_invisible().to_owned(),
        Stray::Dash => words.slip_sign_dash(&was),
        Stray::Entity => words.slip_sign_entity(&was),
        Stray::Escape => words.slip_sign_escape(&was),
        Stray::Lookalike => words.slip_sign_lookalike(&was),
        Stray::Word => words.slip_sign_word(&was),
    }
}
