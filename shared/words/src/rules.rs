//! Says what is wrong with a text that was typed.

use shared::{
    hidden::{self, Hidden},
    rules::RuleError,
};

use crate::Client;

impl Client {
    /// Returns the sentence below a field.
    #[must_use]
    pub fn rule_error(self, error: RuleError) -> String {
        let plain = match error {
            RuleError::Sign(sign) => return self.rule_sign(&self.sign(sign)),
            RuleError::LocalSign(sign) => return self.rule_local_sign(&self.sign(sign)),
            RuleError::PortSign(sign) => return self.rule_port_sign(&self.sign(sign)),
            RuleError::Hidden(character) => return self.rule_hidden(&self.hidden(character)),
            RuleError::Empty => self.rule_empty(),
            RuleError::TooLong => self.rule_too_long(),
            RuleError::HostIsAddress => self.rule_host_is_address(),
            RuleError::IsUrl => self.rule_is_url(),
            RuleError::NotAName => self.rule_not_a_name(),
            RuleError::NotAscii => self.rule_not_ascii(),
            RuleError::TwoAts => self.rule_two_ats(),
            RuleError::TwoDots => self.rule_two_dots(),
            RuleError::Hyphen => self.rule_hyphen(),
            RuleError::OtherScheme => self.rule_other_scheme(),
            RuleError::HasLogin => self.rule_has_login(),
            RuleError::NotAnAddress => self.rule_not_an_address(),
            RuleError::NotAPort => self.rule_not_a_port(),
            RuleError::NotAPhone => self.rule_not_a_phone(),
            RuleError::NotAColor => self.rule_not_a_color(),
            RuleError::Control => self.rule_control(),
        };
        plain.into()
    }

    /// Returns the name of an invisible character in a form that people can look up: "U+200B, zero-width space".
    #[must_use]
    pub fn hidden(self, character: char) -> String {
        let name = match hidden::kind(character).unwrap_or(Hidden::Control) {
            Hidden::SoftHyphen => self.hidden_soft_hyphen(),
            Hidden::GraphemeJoiner => self.hidden_grapheme_joiner(),
            Hidden::DirectionMark => self.hidden_direction_mark(),
            Hidden::DirectionChange => self.hidden_direction_change(),
            Hidden::Letter => self.hidden_letter(),
            Hidden::Variation => self.hidden_variation(),
            Hidden::ZeroWidthSpace => self.hidden_zero_width_space(),
            Hidden::ZeroWidthNonJoiner => self.hidden_zero_width_non_joiner(),
            Hidden::ZeroWidthJoiner => self.hidden_zero_width_joiner(),
            Hidden::ZeroWidthNoBreakSpace => self.hidden_zero_width_no_break_space(),
            Hidden::LineSeparator => self.hidden_line_separator(),
            Hidden::Format => self.hidden_format(),
            Hidden::Tag => self.hidden_tag(),
            Hidden::LineBreak => self.hidden_line_break(),
            Hidden::Tab => self.hidden_tab(),
            Hidden::Control => self.hidden_control(),
        };
        self.hidden_character(&format_args!("U+{:04X}", u32::from(character)), &name)
    }

    /// Returns a character's name and the character itself, so that people can find it: "a comma (,)".
    #[must_use]
    pub fn sign(self, sign: char) -> String {
        match sign {
            ' ' => self.sign_space().into(),
            '_' => self.sign_underscore(&sign),
            ',' => self.sign_comma(&sign),
            ';' => self.sign_semicolon(&sign),
            ':' => self.sign_colon(&sign),
            '"' | '\'' => self.sign_quotation_mark(&sign),
            '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' => self.sign_bracket(&sign),
            '-' => self.sign_hyphen(&sign),
            sign if sign.is_alphabetic() => self.sign_letter(&sign),
            sign => self.sign_other(&sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, client};

    #[test]
    fn a_wrong_character_has_a_name() {
        let say = client(Language::En);
        let email = say.rule_error(RuleError::LocalSign('ü'));
        assert_eq!(
            email,
            "Most email servers don't accept the letter ü before the @. Please check the address."
        );
        let server = say.rule_error(RuleError::Sign('_'));
        assert!(server.contains("can't contain an underscore (_)."), "{server}");
        assert!(say.rule_error(RuleError::PortSign(' ')).contains("a space"));
        assert_eq!(say.hidden('\n'), format!("U+000A, {}", say.hidden_line_break()));
        assert_eq!(say.hidden('\u{e0041}'), format!("U+E0041, {}", say.hidden_tag()));
        assert!(say.rule_error(RuleError::Hidden('\u{200b}')).contains("(U+200B, zero-width space)"));
    }
}
